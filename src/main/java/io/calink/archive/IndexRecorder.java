package io.calink.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes down where everything lies in an archive while that is written: records of a length, a kind, and what they say,
 * and at the end which archive it was, and a checksum (CRC-32). An index that cannot be written is left as it is:
 * readers find that its end is missing, and the archive is none the worse.
 */
final class IndexRecorder {
    static final byte[] MAGIC = "CaLinkX2".getBytes(US_ASCII);
    static final byte ENTRY = 1;
    static final byte POINT = 2;
    static final byte END = 3;
    static final byte CONDITIONS = 4;
    static final byte SEGMENT = 5;
    static final byte ORIGIN = 6;

    /** What an entry's record has beside its name and the target of a link. */
    static final int ENTRY_SIZE = 3 * Long.BYTES + 3 * Short.BYTES + 2;

    static final int POINT_SIZE = 3 * Long.BYTES;
    static final int END_SIZE = Long.BYTES + 32;

    static final int SHA256_SIZE = 32;

    /** What the record of an origin has beside that itself and the account of what was done. */
    static final int ORIGIN_SIZE = 2 * Long.BYTES + 1 + SHA256_SIZE;

    /** The longest account. */
    static final int LONGEST_ACCOUNT = 4096;

    /** No name on any system is as long. */
    static final int LONGEST_NAME = 0xFFFF;

    private final CRC32 crc = new CRC32();
    private final DataOutputStream out;
    private boolean broken;

    IndexRecorder(OutputStream out) {
        this.out = new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(out, 32 << 10), crc));
        write(() -> this.out.write(MAGIC));
    }

    /** One step that may fail. */
    private interface Step {
        void run() throws IOException;
    }

    private synchronized void write(Step step) {
        if (!broken) {
            try {
                step.run();
            } catch (IOException e) {
                broken = true; // and so it stays without an end
            }
        }
    }

    /** The next entry; {@code position} is what the format's framing gives. */
    void entry(Entry entry, long position, boolean text) {
        byte[] name = RawText.encode(entry.name());
        byte[] target = entry.linkTarget() == null ? new byte[0] : RawText.encode(entry.linkTarget());
        write(() -> {
            if (name.length > LONGEST_NAME || target.length > LONGEST_NAME) {
                throw new IOException("A name is too long for an index");
            }
            begin(ENTRY, ENTRY_SIZE + name.length + target.length);
            out.writeLong(position);
            out.writeLong(entry.size());
            out.writeLong(entry.modified().getEpochSecond());
            out.writeShort(entry.mode());
            out.writeByte(kind(entry.type()));
            out.writeBoolean(text);
            out.writeShort(name.length);
            out.write(name);
            out.writeShort(target.length);
            out.write(target);
        });
    }

    private static char kind(Entry.Type type) {
        return switch (type) {
            case FILE -> 'f';
            case DIRECTORY -> 'd';
            case SYMLINK -> 'l';
        };
    }

    /** A place in the archive where decompressing can begin, and how many bytes of the {@code scope} stand before it. */
    void point(long scope, long compressed, long plain) {
        write(() -> {
            begin(POINT, POINT_SIZE);
            out.writeLong(scope);
            out.writeLong(compressed);
            out.writeLong(plain);
        });
    }

    /** What an archive that takes from this one must have in common with it, and when the gathering began. */
    void conditions(String conditions, Instant begun) {
        byte[] text = conditions.getBytes(UTF_8);
        write(() -> {
            begin(CONDITIONS, Long.BYTES + Integer.BYTES + text.length);
            out.writeLong(begun.getEpochSecond());
            out.writeInt(begun.getNano());
            out.write(text);
        });
    }

    /** A piece of the archive that another one may take over. */
    void segment(Segment segment) {
        byte[] bytes = segment.bytes();
        write(() -> {
            begin(SEGMENT, bytes.length);
            out.write(bytes);
        });
    }

    /** From which file the content of the last entry came, which lies at {@code plain} of what comes out. */
    void origin(Origin origin, long plain, long size, boolean text, String sha256, String account) {
        byte[] told = account.getBytes(UTF_8);
        write(() -> {
            begin(ORIGIN, Origin.SIZE + ORIGIN_SIZE + told.length);
            out.write(origin.bytes());
            out.writeLong(plain);
            out.writeLong(size);
            out.writeBoolean(text);
            out.write(HexFormat.of().parseHex(sha256));
            out.write(told);
        });
    }

    void end(long size, String sha256) {
        write(() -> {
            begin(END, END_SIZE);
            out.writeLong(size);
            out.write(HexFormat.of().parseHex(sha256));
            out.writeInt((int) crc.getValue());
            out.flush();
            broken = true; // nothing can follow
        });
    }

    private void begin(byte kind, int length) throws IOException {
        out.writeInt(length);
        out.writeByte(kind);
    }
}
