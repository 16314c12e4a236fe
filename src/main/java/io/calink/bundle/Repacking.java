package io.calink.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A sieve above a compression that is completed after it. */
final class Repacking extends FilterOutputStream {
    private final OutputStream packed;

    Repacking(OutputStream sieve, OutputStream packed) {
        super(sieve);
        this.packed = packed;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        try (packed) {
            out.close();
        }
    }
}
