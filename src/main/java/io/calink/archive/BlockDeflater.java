package io.calink.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a stream in blocks, several at a time, and gives them back in their order (the method of pigz). Its memory
 * is bounded: when all blocks are at work, the oldest has to be taken. It is used by one thread at a time.
 */
final class BlockDeflater {
    private static final int LARGEST = 512 << 10;
    private static final int SMALLEST = 128 << 10;
    private static final int ALL_BLOCKS = 5 << 19;

    /** Room for a header, so that what comes with it fits. */
    private static final int HEADER = 8 << 10;

    /** After so many bytes nothing refers back, so that a reader can begin there. */
    private static final int FRESH_EVERY = 2 << 20;

    private static final long IDLE_SECONDS = 5;

    private final Compression compression;
    private final @Nullable EarlierArchive earlier;
    private final int most;
    private final int size;
    private final Deque<DeflateBlock> idle = new ArrayDeque<>();
    private final Deque<Future<DeflateBlock>> busy = new ArrayDeque<>();
    private final Queue<DeflateEngine> engines = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;
    private DeflateBlock current;
    private int made = 1;
    private long sinceFresh;
    private boolean refreshes = true;

    /** {@code earlier} is where compressed bytes may be taken from. */
    BlockDeflater(Compression compression, @Nullable EarlierArchive earlier) {
        this.compression = compression;
        this.earlier = earlier;
        this.most = compression.threads() + 2;
        int usual = Math.max(SMALLEST, Math.min(LARGEST, ALL_BLOCKS / most));
        this.size = Math.max(compression.piece(), usual) + HEADER;
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
        int taken = current.put(bytes, offset, count);
        sinceFresh += taken;
        return taken;
    }

    boolean isFull() {
        return current.isFull();
    }

    /** Whether so many bytes would better be put into the next block. */
    boolean isShortOf(int count) {
        return !current.isEmpty() && current.room() < count;
    }

    /** What is put in now. */
    Piece.Kind kind() {
        return current.kind();
    }

    /** Begins a piece, which ends at a byte. */
    void begin(Piece.Kind kind) {
        current.begin(kind);
    }

    /** The same, and nothing from there on refers to what came before. */
    void beginFresh(Piece.Kind kind) {
        current.begin(kind);
        current.forget();
        sinceFresh = 0;
    }

    /** The next small files do not refer to those before. */
    void beginGroup() {
        current.beginGroup();
    }

    /** How many bytes came since nothing referred back. */
    long sinceFresh() {
        return sinceFresh;
    }

    /** From now on whoever puts something in says where nothing refers back. */
    void refreshNoMore() {
        refreshes = false;
    }

    /** Takes over a segment of a large file of the earlier archive. */
    void copy(Segment segment) {
        current.copy(segment);
        sinceFresh = 0;
    }

    /** Takes over a small file of the earlier archive. */
    void copySmall(Segment segment) {
        current.copySmall(segment);
        sinceFresh += segment.length();
    }

    /** Forgets what was put in before, so that nothing refers back to it. */
    void restart() {
        current.restart();
        sinceFresh = 0;
    }

    /** Has what was put in compressed, and makes room for more; only if {@link #mayDispatch}. */
    void dispatch() {
        if (!current.isEmpty()) {
            FutureTask<DeflateBlock> work = nextBlock();
            busy.add(work);
            threads.execute(work);
        }
    }

    /** The same in the calling thread, which would have nothing else to do than to wait for it. */
    void dispatchHere() {
        if (!current.isEmpty()) {
            FutureTask<DeflateBlock> work = nextBlock();
            busy.add(work);
            work.run();
        }
    }

    private FutureTask<DeflateBlock> nextBlock() {
        DeflateBlock block = current;
        block.end();
        DeflateBlock next = idle.poll();
        if (next == null) {
            next = new DeflateBlock(size);
            made++;
        }
        next.follow(block);
        if (refreshes && sinceFresh >= FRESH_EVERY) {
            next.forget();
            sinceFresh = 0;
        }
        current = next;
        return new FutureTask<>(() -> compress(block));
    }

    /** Whether there is a block for what comes next; otherwise one has to be taken first. */
    boolean mayDispatch() {
        return !idle.isEmpty() || made < most;
    }

    private DeflateBlock compress(DeflateBlock block) throws IOException {
        DeflateEngine free = engines.poll();
        DeflateEngine engine = free == null ? new DeflateEngine(compression) : free;
        try {
            block.compress(engine, earlier);
            return block;
        } finally {
            engines.add(engine);
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
     *
     * @throws IOException if what was to be copied is not there any more
     */
    DeflateBlock take() throws IOException {
        Future<DeflateBlock> oldest = busy.remove();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return oldest.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException trouble) {
                        throw trouble;
                    }
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
            try {
                take();
            } catch (IOException e) {
                // whoever wrote to the stream has given up already
            }
        }
        engines.forEach(DeflateEngine::end);
        engines.clear();
    }
}
