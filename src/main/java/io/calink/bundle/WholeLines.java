package io.calink.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Drops what stands behind the last line feed, of a text whose end was cut off. A line that is too long is kept. */
final class WholeLines extends OutputStream {
    private static final int LONGEST = 1 << 16;

    private final OutputStream out;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    WholeLines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        while (end > offset && bytes[end - 1] != '\n') {
            end--;
        }
        if (end > offset) {
            flushRest();
            out.write(bytes, offset, end - offset);
        }
        rest.write(bytes, end, offset + length - end);
        if (rest.size() > LONGEST) {
            flushRest();
        }
    }

    private void flushRest() throws IOException {
        rest.writeTo(out);
        rest.reset();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
