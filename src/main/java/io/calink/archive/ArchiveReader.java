package io.calink.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive from a stream, entry by entry, to its very end, and trusts nothing in it. Every exception's message
 * is one sentence that says what is wrong.
 */
public final class ArchiveReader implements Closeable {
    /**
     * How much of an archive is read before it is refused.
     *
     * @param entries how many entries
     * @param bytes of the archive when it is decompressed
     * @param ratio decompressed bytes for each compressed one, looked at once {@link #GRACE} bytes have come out
     */
    public record Bounds(long entries, long bytes, int ratio) {
        /** What comes out before the ratio counts: small archives of zeros are harmless. */
        public static final long GRACE = 16L << 20;

        /** Ten million entries, 1 TiB; the ratio is just more than deflate can reach, so that no archive of ours is refused. */
        public static final Bounds DEFAULT = new Bounds(10_000_000, 1L << 40, 1100);
    }

    /** What a zip archive begins with. */
    private static final int ZIP_MAGIC = 0x504B;

    private final Source source;
    private final Bounds bounds;
    private InputStream content = InputStream.nullInputStream();
    private long entries;
    private boolean over;

    private ArchiveReader(Source source, Bounds bounds) {
        this.source = source;
        this.bounds = bounds;
    }

    /** A reader of a tar archive, whose format is told by its first bytes, with {@link Bounds#DEFAULT}. */
    public ArchiveReader(InputStream in) {
        this(in, Bounds.DEFAULT);
    }

    /** A reader of a tar archive with bounds of its own; nothing is read before the first entry is asked for. */
    public ArchiveReader(InputStream in, Bounds bounds) {
        this(new TarSource(in, bounds), bounds);
    }

    /**
     * A reader of an archive of any format, with {@link Bounds#DEFAULT}.
     *
     * @throws IOException if the file cannot be opened
     */
    public static ArchiveReader of(Path file) throws IOException {
        return of(file, Bounds.DEFAULT);
    }

    /**
     * A reader of an archive of any format, with bounds of its own.
     *
     * @throws IOException if the file cannot be opened
     */
    public static ArchiveReader of(Path file, Bounds bounds) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer magic = ByteBuffer.allocate(Short.BYTES);
            boolean zip = channel.read(magic, 0) == Short.BYTES && magic.getShort(0) == ZIP_MAGIC;
            return new ArchiveReader(
                    zip
                            ? new ZipSource(channel, bounds, null)
                            : new TarSource(Channels.newInputStream(channel), bounds),
                    bounds);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * A reader of an archive that others made: also in any {@link Packing} or in none, and with names and kinds of
     * entries that an archive of ours cannot hold. Names become plain ones; what cannot is passed over, and told.
     *
     * @throws IOException if the file cannot be opened
     */
    public static ArchiveReader foreign(Path file, LeftOut leftOut) throws IOException {
        boolean zip = Kind.of(file).archive() == Kind.Archive.ZIP;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new ArchiveReader(
                zip
                        ? new ZipSource(channel, Bounds.DEFAULT, leftOut)
                        : new TarSource(Channels.newInputStream(channel), Bounds.DEFAULT, new ForeignHeaders(leftOut)),
                Bounds.DEFAULT);
    }

    /**
     * The next entry; what was left of the one before is passed over.
     *
     * @return {@code null} once the archive was read to its end and proved whole
     * @throws IOException if the archive is damaged, beyond the bounds, or holds what an archive of ours cannot hold
     */
    public @Nullable Entry next() throws IOException {
        if (over) {
            return null;
        }
        content = InputStream.nullInputStream();
        try {
            Entry entry = source.next();
            if (entry == null) {
                over = true;
                return null;
            }
            if (++entries > bounds.entries) {
                throw new DamagedException("it has more than " + bounds.entries + " entries");
            }
            content = entry.type() == Entry.Type.FILE ? new Content() : InputStream.nullInputStream();
            return entry;
        } catch (IOException e) {
            throw explained(e);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new DamagedException("a header in it cannot be read");
        }
    }

    /** The content of the current entry, valid until {@link #next} is called; empty for all but files. */
    public InputStream content() {
        return content;
    }

    /** Closes what the archive is read from. */
    @Override
    public void close() throws IOException {
        over = true;
        source.close();
    }

    /** Trouble with the stream below is told as it is; all else is trouble with the archive. */
    private IOException explained(IOException e) {
        if (source.failure() != null) {
            return source.failure();
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof DamagedException || message.startsWith("The archive ")) {
            return e;
        }
        if (e instanceof EOFException || message.contains("runcated")) {
            return new DamagedException("it is cut off after " + source.position() + " bytes");
        }
        if (message.contains("not in the .gz format") || message.contains("compression method")) {
            return new IOException(
                    "The archive is none of CaLink's: a tar.gz, a tar.zst or, from a file, a zip was expected.", e);
        }
        if (message.contains("CRC32") || message.contains("size mismatch") || message.contains("checksum")) {
            return new DamagedException("its checksum is not that of its content");
        }
        if (message.contains("after a valid .gz")) {
            return new DamagedException("something stands after its end");
        }
        return new DamagedException("it cannot be decompressed or its headers cannot be read");
    }

    /** The content of one entry; closing it does nothing, and the next entry ends it. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (content != this || over) {
                throw new IOException("The archive has gone on to its next entry.");
            }
            try {
                return source.read(target, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }
    }
}
