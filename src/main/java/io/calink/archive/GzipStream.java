package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952), which can be flushed, and kept alive by another thread than the one that writes. Freeing
 * it before it is finished leaves a member that every reader takes for cut off.
 */
final class GzipStream extends OutputStream {
    /** An empty stored block: what a byte-aligned deflate stream can hold at any place without a meaning. */
    private static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    private enum State {
        NEW,
        BEGUN,
        FINISHED,
        BROKEN,
        CLOSED
    }

    private final OutputStream out;
    private final Deflater deflater;
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 << 10];
    private final Object lock = new Object();
    private State state = State.NEW;
    private long size;
    private final AtomicLong written = new AtomicLong();

    GzipStream(OutputStream out, int level) {
        this.out = out;
        this.deflater = new Deflater(level, true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (lock) {
            begin();
            crc.update(bytes, offset, length);
            size += length;
            deflater.setInput(bytes, offset, length);
            while (!deflater.needsInput()) {
                emit(buffer, deflater.deflate(buffer));
            }
        }
    }

    /** Sends on everything written so far, so that a reader can decode it. */
    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            begin();
            align();
            out.flush();
        }
    }

    /** The same, and an empty block, so that something flows in any case; does nothing once the member has ended. */
    void keepAlive() throws IOException {
        synchronized (lock) {
            if (state == State.FINISHED || state == State.CLOSED) {
                return;
            }
            begin();
            align();
            emit(EMPTY_BLOCK, EMPTY_BLOCK.length);
            out.flush();
        }
    }

    /** Ends the member. */
    void finish() throws IOException {
        synchronized (lock) {
            begin();
            deflater.finish();
            while (!deflater.finished()) {
                emit(buffer, deflater.deflate(buffer));
            }
            byte[] trailer = new byte[8];
            littleEndian((int) crc.getValue(), trailer, 0);
            littleEndian((int) size, trailer, 4);
            emit(trailer, trailer.length);
            out.flush();
            state = State.FINISHED;
        }
    }

    /** Bytes sent to the stream below, from any thread and without waiting. */
    long written() {
        return written.get();
    }

    /**
     * Frees the compressor; neither ends the member nor closes the stream below. Closing the stream does nothing, as
     * the tar library does that after each failure.
     */
    void free() {
        synchronized (lock) {
            state = State.CLOSED;
            deflater.end();
        }
    }

    /** @throws IOException if the member cannot go on */
    void check() throws IOException {
        synchronized (lock) {
            requireUsable();
        }
    }

    private void begin() throws IOException {
        requireUsable();
        if (state == State.NEW) {
            state = State.BEGUN;
            emit(HEADER, HEADER.length);
        }
    }

    private void requireUsable() throws IOException {
        switch (state) {
            case NEW, BEGUN -> {}
            case BROKEN -> throw new IOException("The archive cannot go on: an earlier part of it was not written.");
            case FINISHED, CLOSED -> throw new IOException("The archive is closed.");
        }
    }

    private void align() throws IOException {
        int length;
        do {
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            emit(buffer, length);
        } while (length == buffer.length);
    }

    /** Until the stream below has taken the bytes, the member counts as broken: what it lost is not known. */
    private void emit(byte[] bytes, int length) throws IOException {
        if (length > 0) {
            State before = state;
            state = State.BROKEN;
            out.write(bytes, 0, length);
            written.addAndGet(length);
            state = before;
        }
    }

    private static void littleEndian(int value, byte[] target, int offset) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[offset + i] = (byte) (value >>> (8 * i));
        }
    }
}
