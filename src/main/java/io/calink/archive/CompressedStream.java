package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * What an archive is written through: it can be flushed, and kept alive by another thread than the one that writes.
 * Freeing it before it is finished leaves an archive that every reader takes for cut off.
 */
abstract class CompressedStream extends OutputStream {
    private enum State {
        NEW,
        BEGUN,
        FINISHED,
        BROKEN,
        CLOSED
    }

    private final OutputStream out;
    private final Object lock = new Object();
    private final AtomicLong written = new AtomicLong();
    private final CRC32 crc = new CRC32();
    private State state = State.NEW;

    CompressedStream(OutputStream out) {
        this.out = out;
    }

    /** What stands before everything else; all these are called by one thread at a time. */
    abstract void open() throws IOException;

    abstract void compress(byte[] bytes, int offset, int length) throws IOException;

    /** All that was written is emitted, and ends at a byte. */
    abstract void align() throws IOException;

    /** What can stand after {@link #align} without a meaning; nothing where nothing can. */
    abstract byte[] meaningless();

    /** Emits what is left, and what stands after everything else. */
    abstract void complete() throws IOException;

    /** The bytes that were written and are not emitted yet. */
    abstract long held();

    /** Frees memory and threads. */
    abstract void release();

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        locked(() -> compress(bytes, offset, length));
    }

    /** Sends on everything written so far, so that a reader can decode it. */
    @Override
    public final void flush() throws IOException {
        locked(() -> {
            align();
            out.flush();
        });
    }

    /** The same, and so many bytes more, so that something flows in any case; does nothing once the end is written. */
    final void keepAlive(int least) throws IOException {
        synchronized (lock) {
            if (state == State.FINISHED || state == State.CLOSED) {
                return;
            }
            locked(() -> {
                align();
                byte[] nothing = meaningless();
                for (int sent = 0; nothing.length > 0 && sent < least; sent += nothing.length) {
                    emit(nothing);
                }
                out.flush();
            });
        }
    }

    /** Compresses and counts all that was written. */
    final void settle() throws IOException {
        locked(this::align);
    }

    /** Writes the end. */
    final void finish() throws IOException {
        synchronized (lock) {
            locked(() -> {
                complete();
                out.flush();
            });
            state = State.FINISHED;
        }
    }

    /** Bytes sent to the stream below, from any thread and without waiting. */
    final long written() {
        return written.get();
    }

    /** The bytes that were written and are not compressed and counted yet. */
    final long pending() {
        synchronized (lock) {
            return held();
        }
    }

    /**
     * Frees the compressor; neither writes the end nor closes the stream below. Closing the stream does nothing, as the
     * tar library does that after each failure.
     */
    final void free() {
        synchronized (lock) {
            state = State.CLOSED;
            release();
        }
    }

    /** @throws IOException if the archive cannot go on */
    final void check() throws IOException {
        synchronized (lock) {
            requireUsable();
        }
    }

    /** The checksum (CRC-32) of all that was emitted. */
    final int emittedCrc() {
        return (int) crc.getValue();
    }

    /** One step of the archive, while nobody else makes one. */
    interface Step {
        void run() throws IOException;
    }

    final void locked(Step step) throws IOException {
        synchronized (lock) {
            requireUsable();
            if (state == State.NEW) {
                state = State.BEGUN;
                open();
            }
            step.run();
        }
    }

    private void requireUsable() throws IOException {
        switch (state) {
            case NEW, BEGUN -> {}
            case BROKEN -> throw new IOException("The archive cannot go on: an earlier part of it was not written.");
            case FINISHED, CLOSED -> throw new IOException("The archive is closed.");
        }
    }

    final void emit(byte[] bytes) throws IOException {
        emit(bytes, 0, bytes.length);
    }

    /** Lets nothing follow, because a part of it was lost. */
    final void breakOff() {
        state = State.BROKEN;
    }

    /** Until the stream below has taken the bytes, the archive counts as broken: what it lost is not known. */
    final void emit(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            State before = state;
            state = State.BROKEN;
            out.write(bytes, offset, length);
            crc.update(bytes, offset, length);
            written.addAndGet(length);
            state = before;
        }
    }
}
