package io.calink.bundle;

import java.io.IOException;
import java.io.OutputStream;

/** Puts aside as much of one file as a disk can be asked to hold. */
final class BoundedSpool extends OutputStream {
    private static final long MOST = 4L << 30;

    private final Spool spool;

    BoundedSpool(Spool spool) {
        this.spool = spool;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (spool.size() + length > MOST) {
            throw new UnfinishedException(
                    "Too large to be put aside without its secrets: at most " + MOST + " bytes are; see file_size.");
        }
        spool.write(bytes, offset, length);
    }
}
