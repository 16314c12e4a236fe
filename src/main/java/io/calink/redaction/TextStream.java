package io.calink.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a stream that works on single bytes work on UTF-16 too: each unit of two bytes becomes one to three, as UTF-8 would
 * write it, and is written back in the same order. So nothing is lost, not even what is no text.
 */
final class TextStream extends OutputStream {
    /** Enough to see whether every other byte is zero, where no byte order mark says it. */
    private static final int HEAD = 32;

    private final OutputStream sink;
    private final UnaryOperator<OutputStream> work;
    private final byte[] head = new byte[HEAD];
    private int count;
    private @Nullable OutputStream inner;
    private boolean closed;

    TextStream(OutputStream sink, UnaryOperator<OutputStream> work) {
        this.sink = sink;
        this.work = work;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        OutputStream target = inner;
        if (target == null) {
            int part = Math.min(HEAD - count, length);
            System.arraycopy(bytes, at, head, count, part);
            count += part;
            at += part;
            if (count < HEAD) {
                return;
            }
            target = begin();
        }
        target.write(bytes, at, offset + length - at);
    }

    private OutputStream begin() throws IOException {
        Wide.Order order = Wide.order(head, count);
        OutputStream begun;
        if (order == null) {
            begun = work.apply(sink);
        } else {
            Wide writing = new Wide(sink, order);
            begun = writing.reading(work.apply(writing));
        }
        inner = begun;
        begun.write(head, 0, count);
        return begun;
    }

    @Override
    public void flush() throws IOException {
        OutputStream target = inner;
        if (target != null) {
            target.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            OutputStream target = inner;
            (target == null ? begin() : target).close();
        }
    }
}
