package io.calink.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** What a zip archive says of one entry, before it, after it, and in the directory at its end. */
final class ZipRecord {
    /** From here on sizes are written with 8 bytes; what deflate can add to a smaller file does not reach the limit. */
    private static final long LARGE = 0xFFFF_FFFFL - (16 << 20);

    private static final int MOST = 0xFFFF_FFFF;
    private static final int PLAIN_VERSION = 20;
    private static final int LARGE_VERSION = 45;
    private static final int UNIX = 3 << 8;
    private static final int DESCRIPTOR_FOLLOWS = 1 << 3;
    private static final int UTF_8_NAME = 1 << 11;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DOS_DIRECTORY = 0x10;
    private static final int FIRST_YEAR = 1980;
    private static final int LAST_YEAR = 2107;
    private static final int LONGEST_EXTRA = 64;

    private final Entry entry;
    private final byte[] name;
    private final long offset;
    private final boolean large;
    private int crc;
    private long compressed;
    private long size;

    /** {@code offset}: where the entry begins in the archive; {@code link}: the length of a link's target. */
    ZipRecord(Entry entry, long offset, int link) {
        this.entry = entry;
        this.name = RawText.encode(entry.name());
        this.offset = offset;
        this.large = entry.size() >= LARGE;
        this.size = link;
    }

    boolean isDeflated() {
        return entry.size() > 0;
    }

    /** What became of the content: its checksum (CRC-32) and its length, compressed and not. */
    void ends(int crc, long compressed, long size) {
        this.crc = crc;
        this.compressed = compressed;
        this.size = size;
    }

    byte[] localHeader() {
        boolean later = isDeflated();
        ByteBuffer header = buffer(30 + name.length + LONGEST_EXTRA).putInt(0x04034B50);
        common(header);
        header.putInt(later ? 0 : crc)
                .putInt(large ? MOST : later ? 0 : (int) compressed)
                .putInt(large ? MOST : later ? 0 : (int) size);
        byte[] extra = extra(large ? 2 : 0, 0, 0);
        return bytes(header.putShort((short) name.length)
                .putShort((short) extra.length)
                .put(name)
                .put(extra));
    }

    private void common(ByteBuffer header) {
        LocalDateTime time = LocalDateTime.ofInstant(entry.modified(), ZoneId.systemDefault());
        int year = Math.max(FIRST_YEAR, Math.min(LAST_YEAR, time.getYear()));
        boolean inRange = year == time.getYear();
        int clock = inRange ? time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2 : 0;
        int day = inRange ? time.getMonthValue() << 5 | time.getDayOfMonth() : 1 << 5 | 1;
        header.putShort((short) (large ? LARGE_VERSION : PLAIN_VERSION))
                .putShort((short) ((isDeflated() ? DESCRIPTOR_FOLLOWS : 0) | (RawText.isText(name) ? UTF_8_NAME : 0)))
                .putShort((short) (isDeflated() ? DEFLATED : STORED))
                .putShort((short) clock)
                .putShort((short) ((year - FIRST_YEAR) << 9 | day));
    }

    byte[] descriptor() {
        ByteBuffer descriptor = buffer(24).putInt(0x08074B50).putInt(crc);
        return bytes(
                large
                        ? descriptor.putLong(compressed).putLong(size)
                        : descriptor.putInt((int) compressed).putInt((int) size));
    }

    /** The entry's place in the directory. */
    byte[] directoryHeader() {
        boolean far = offset >= LARGE;
        ByteBuffer header = buffer(46 + name.length + LONGEST_EXTRA).putInt(0x02014B50);
        header.putShort((short) (UNIX | LARGE_VERSION));
        common(header);
        byte[] extra =
                far ? extra(large ? 3 : 1, large ? size : offset, compressed) : extra(large ? 2 : 0, size, compressed);
        return bytes(header.putInt(crc)
                .putInt(large ? MOST : (int) compressed)
                .putInt(large ? MOST : (int) size)
                .putShort((short) name.length)
                .putShort((short) extra.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt((type() | entry.mode()) << 16 | (entry.type() == Entry.Type.DIRECTORY ? DOS_DIRECTORY : 0))
                .putInt(far ? MOST : (int) offset)
                .put(name)
                .put(extra));
    }

    private int type() {
        return switch (entry.type()) {
            case FILE -> 0100000;
            case DIRECTORY -> 0040000;
            case SYMLINK -> 0120000;
        };
    }

    /** Large numbers, {@code numbers} of them; then time and owner as Info-ZIP's UT and ux tell them. */
    private byte[] extra(int numbers, long first, long second) {
        ByteBuffer extra = buffer(LONGEST_EXTRA);
        if (numbers > 0) {
            extra.putShort((short) 1).putShort((short) (numbers * Long.BYTES)).putLong(first);
        }
        if (numbers > 1) {
            extra.putLong(second);
        }
        if (numbers > 2) {
            extra.putLong(offset);
        }
        long modified = entry.modified().getEpochSecond();
        if (modified == (int) modified) {
            extra.putShort((short) 0x5455).putShort((short) 5).put((byte) 1).putInt((int) modified);
        }
        extra.putShort((short) 0x7875)
                .putShort((short) 11)
                .put((byte) 1)
                .put((byte) Integer.BYTES)
                .putInt((int) entry.uid())
                .put((byte) Integer.BYTES)
                .putInt((int) entry.gid());
        return bytes(extra);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
