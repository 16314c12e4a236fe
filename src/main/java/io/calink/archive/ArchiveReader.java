package io.calink.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
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

    private final InputStream in;
    private final Metered compressed;
    private final Bounds bounds;
    private @Nullable Metered plain;
    private @Nullable TarReader tar;
    private InputStream content = InputStream.nullInputStream();
    private long entries;
    private boolean over;

    /** A reader with {@link Bounds#DEFAULT}. */
    public ArchiveReader(InputStream in) {
        this(in, Bounds.DEFAULT);
    }

    /** A reader with bounds of its own; nothing is read before the first entry is asked for. */
    public ArchiveReader(InputStream in, Bounds bounds) {
        this.in = in;
        this.compressed = new Metered(in);
        this.bounds = bounds;
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
            TarReader tar = open();
            TarArchiveEntry header = tar.getNextEntry();
            if (header == null) {
                drain();
                over = true;
                return null;
            }
            if (++entries > bounds.entries) {
                throw new DamagedException("it has more than " + bounds.entries + " entries");
            }
            Entry entry = entry(header, tar);
            content = entry.type() == Entry.Type.FILE ? new Content(tar) : InputStream.nullInputStream();
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

    /** Closes the stream that the archive is read from. */
    @Override
    public void close() throws IOException {
        over = true;
        if (tar != null) {
            tar.close();
        }
        in.close();
    }

    private static Entry entry(TarArchiveEntry header, TarReader tar) throws IOException {
        try {
            return TarHeaders.entry(header, tar.unicode());
        } catch (IllegalArgumentException e) {
            throw new IOException("The archive is refused: " + e.getMessage(), e);
        }
    }

    private TarReader open() throws IOException {
        if (tar != null) {
            return tar;
        }
        Metered unpacked = new Metered(GzipCompressorInputStream.builder()
                .setInputStream(compressed)
                .setDecompressConcatenated(true)
                .get());
        plain = unpacked;
        tar = new TarReader(new Bounded(unpacked));
        return tar;
    }

    /** The checksum stands at the very end; before it, only the zeros that fill up the last block. */
    private void drain() throws IOException {
        byte[] rest = new byte[8192];
        InputStream zeros = new Bounded(plain == null ? InputStream.nullInputStream() : plain);
        for (int length = zeros.read(rest); length >= 0; length = zeros.read(rest)) {
            for (int i = 0; i < length; i++) {
                if (rest[i] != 0) {
                    throw new DamagedException("something stands after its end");
                }
            }
        }
    }

    private void checkBounds() throws IOException {
        long bytes = plain == null ? 0 : plain.count();
        if (bytes > bounds.bytes) {
            throw new DamagedException("more than " + bounds.bytes + " bytes come out of it");
        }
        if (bytes > Bounds.GRACE && bytes / Math.max(1, compressed.count()) > bounds.ratio) {
            throw new DamagedException("more than " + bounds.ratio + " bytes come out of each byte of it");
        }
    }

    /** Trouble with the stream below is told as it is; all else is trouble with the archive. */
    private IOException explained(IOException e) {
        if (compressed.failure() != null) {
            return compressed.failure();
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof DamagedException || message.startsWith("The archive ")) {
            return e;
        }
        if (e instanceof EOFException || message.contains("runcated")) {
            return new DamagedException("it is cut off after " + compressed.count() + " bytes");
        }
        if (message.contains("not in the .gz format") || message.contains("compression method")) {
            return new IOException(
                    "The archive is none of CaLink's: a gzip stream with a tar archive was expected.", e);
        }
        if (message.contains("CRC32") || message.contains("size mismatch")) {
            return new DamagedException("its checksum is not that of its content");
        }
        if (message.contains("after a valid .gz")) {
            return new DamagedException("something stands after its end");
        }
        return new DamagedException("it cannot be decompressed or its headers cannot be read");
    }

    /** What was decompressed, within the bounds. */
    private final class Bounded extends FilterInputStream {
        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            checkBounds();
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            checkBounds();
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(n);
            checkBounds();
            return skipped;
        }
    }

    /** The content of one entry; closing it does nothing, and the next entry ends it. */
    private final class Content extends InputStream {
        private final TarReader tar;

        Content(TarReader tar) {
            this.tar = tar;
        }

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
                return tar.read(target, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }
    }
}
