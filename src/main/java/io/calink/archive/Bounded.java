package io.calink.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** What was decompressed, within bounds. */
final class Bounded extends FilterInputStream {
    private final ArchiveReader.Bounds bounds;
    private final LongSupplier plain;
    private final LongSupplier compressed;

    /** {@code plain} and {@code compressed} tell how many bytes of the archive came out and went in so far. */
    Bounded(InputStream in, ArchiveReader.Bounds bounds, LongSupplier plain, LongSupplier compressed) {
        super(in);
        this.bounds = bounds;
        this.plain = plain;
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        check();
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = super.read(target, offset, length);
        check();
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        check();
        return skipped;
    }

    private void check() throws DamagedException {
        long bytes = plain.getAsLong();
        if (bytes > bounds.bytes()) {
            throw new DamagedException("more than " + bounds.bytes() + " bytes come out of it");
        }
        if (bytes > ArchiveReader.Bounds.GRACE && bytes / Math.max(1, compressed.getAsLong()) > bounds.ratio()) {
            throw new DamagedException("more than " + bounds.ratio() + " bytes come out of each byte of it");
        }
    }
}
