package io.calink.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

/**
 * Compresses a stream in blocks, several at a time, and gives them back in their order (the method of pigz). Its memory
 * is bounded: when all blocks are at work, the oldest has to be taken. It is used by one thread at a time.
 */
final class BlockDeflater {
    private static final int LARGEST = 512 << 10;
    private static final int SMALLEST = 128 << 10;
    private static final int ALL_BLOCKS = 5 << 19;

    /** After so many bytes nothing refers back, so that a reader can begin there. */
    private static final int FRESH_EVERY = 2 << 20;

    private static final long IDLE_SECONDS = 5;

    private final Compression compression;
    private final int most;
    private final int size;
    private final Deque<DeflateBlock> idle = new ArrayDeque<>();
    private final Deque<Future<DeflateBlock>> busy = new ArrayDeque<>();
    private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private DeflateBlock current;
    private int made = 1;
    private long sinceFresh;

    BlockDeflater(Compression compression) {
        this.compression = compression;
        this.most = compression.threads() + 2;
        this.size = Math.max(SMALLEST, Math.min(LARGEST, ALL_BLOCKS / most));
        this.current = new DeflateBlock(size);
        this.threads = new ThreadPoolExecutor(
                compression.threads(),
                compression.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "calink-deflate");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Takes in as many bytes as there is room for before {@link #dispatch}, and returns how many that were. */
    int put(byte[] bytes, int offset, int count) {
        return current.put(bytes, offset, count);
    }

    boolean isFull() {
        return current.isFull();
    }

    /** Forgets what was put in before, so that nothing refers back to it. */
    void restart() {
        current.restart();
        sinceFresh = 0;
    }

    /** Has what was put in compressed, and makes room for more; only if {@link #mayDispatch}. */
    void dispatch() {
        if (current.isEmpty()) {
            return;
        }
        DeflateBlock block = current;
        if (sinceFresh >= FRESH_EVERY) {
            block.forget();
            sinceFresh = 0;
        }
        sinceFresh += block.length();
        DeflateBlock next = idle.poll();
        if (next == null) {
            next = new DeflateBlock(size);
            made++;
        }
        next.follow(block);
        current = next;
        busy.add(threads.submit(() -> compress(block), block));
    }

    /** Whether there is a block for what comes next; otherwise one has to be taken first. */
    boolean mayDispatch() {
        return !idle.isEmpty() || made < most;
    }

    private void compress(DeflateBlock block) {
        Deflater free = deflaters.poll();
        Deflater deflater = free == null ? new Deflater(compression.level(), true) : free;
        try {
            block.compress(deflater);
        } finally {
            deflaters.add(deflater);
        }
    }

    boolean hasBlocks() {
        return !busy.isEmpty();
    }

    /** Whether {@link #take} would not wait. */
    boolean hasFinishedBlock() {
        return !busy.isEmpty() && busy.element().isDone();
    }

    /**
     * The oldest block; it has to be given back. An interrupt does not end the waiting, which is short: the thread has
     * it still afterwards.
     */
    DeflateBlock take() {
        Future<DeflateBlock> oldest = busy.remove();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return oldest.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A block could not be compressed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void giveBack(DeflateBlock block) {
        idle.add(block);
    }

    /** Frees threads and compressors, after the blocks at work, which nobody takes any more. */
    void free() {
        threads.shutdown();
        while (hasBlocks()) {
            take();
        }
        deflaters.forEach(Deflater::end);
        deflaters.clear();
    }
}
