package io.calink.archive;

import java.io.IOException;
import java.io.InputStream;

/** A stream that cannot be read. */
final class BadDisk extends InputStream {
    @Override
    public int read() throws IOException {
        throw new IOException("Input/output error");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throw new IOException("Input/output error");
    }
}
