package io.calink.bundle;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Swallows what is expected to come first. Where something else comes, it swallows what is left of that line and passes on
 * the rest.
 */
final class Withheld extends OutputStream {
    private static final int LONGEST_REST = 1 << 16;

    private final OutputStream out;
    private final byte[] expected;
    private int matched;
    private boolean inLine;
    private int rest;

    Withheld(OutputStream out, byte[] expected) {
        this.out = out;
        this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        while (from < end && matched < expected.length) {
            if (bytes[from] == expected[matched]) {
                matched++;
                from++;
            } else {
                inLine = matched > 0 && expected[matched - 1] != '\n';
                matched = expected.length;
            }
        }
        while (inLine && from < end) {
            inLine = bytes[from++] != '\n' && ++rest < LONGEST_REST;
        }
        if (from < end) {
            out.write(bytes, from, end - from);
        }
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
