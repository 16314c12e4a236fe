package io.calink.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a compressed file holds, as long as that is not too much: a small one can hold very much. */
final class BoundedText extends FilterInputStream {
    /** Bytes that are read of one file. */
    static final long MOST = 512L << 20;

    private long taken;

    /** The file holds more. */
    static final class TooMuchException extends IOException {
        private static final long serialVersionUID = 1;
    }

    BoundedText(InputStream text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = super.read(bytes, offset, length);
        taken += Math.max(got, 0);
        if (taken > MOST) {
            throw new TooMuchException();
        }
        return got;
    }
}
