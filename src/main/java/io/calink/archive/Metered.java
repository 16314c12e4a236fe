package io.calink.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Counts what is read, and remembers why the stream below could not be read. */
final class Metered extends FilterInputStream {
    private long count;
    private @Nullable IOException failure;

    Metered(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    /** What the stream below threw: trouble with a disk or a network, not with the archive. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int n = super.read(target, offset, length);
            count += Math.max(n, 0);
            return n;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] passed = new byte[(int) Math.max(0, Math.min(n, 8192))];
        return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
