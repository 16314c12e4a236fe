package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what may never return, and waits for it only so long. */
final class Patience {
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** What was waited for did not come. */
    static final class TimedOut extends IOException {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        private final transient AtomicBoolean over;

        TimedOut(Duration limit, AtomicBoolean over) {
            super("did not answer within " + limit.toSeconds() + " s");
            this.over = over;
        }

        /** Whether it has come to an end after all. */
        boolean isOver() {
            return over.get();
        }
    }

    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int IDLE_LOOKS = 2;

    private final Duration limit;
    private final long look;
    private final Set<Guarded> guarded = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    // idle threads go after a second, so there is nothing to close
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Patience::daemon);

    Patience(Duration limit) {
        this.limit = limit;
        this.look = Math.min(limit.toNanos(), LONGEST_LOOK);
    }

    /** Work that is done by who asked for it, and how often it has been seen at that. */
    private static final class Guarded {
        private final Consumer<TimedOut> release;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable TimedOut late;
        private int looks;

        Guarded(Consumer<TimedOut> release) {
            this.release = release;
        }
    }

    /**
     * The outcome of {@code work}, which is done here: no other thread has to be woken for what hardly ever waits.
     *
     * @param release brings it to an end, from another thread, when the time is over; what comes then is closed
     */
    <T extends Closeable> T guarded(Work<T> work, Consumer<TimedOut> release) throws IOException {
        Guarded here = new Guarded(release);
        guarded.add(here);
        try {
            if (watching.compareAndSet(false, true)) {
                threads.execute(this::watch);
            }
            T result = work.run();
            if (here.late != null) {
                result.close();
                throw here.late;
            }
            return result;
        } catch (IOException e) {
            throw here.late == null ? e : here.late;
        } finally {
            here.over.set(true);
            guarded.remove(here);
        }
    }

    private void watch() {
        do {
            for (int idle = 0; idle < IDLE_LOOKS; idle = guarded.isEmpty() ? idle + 1 : 0) {
                LockSupport.parkNanos(look);
                guarded.forEach(this::look);
            }
            watching.set(false);
        } while (!guarded.isEmpty() && watching.compareAndSet(false, true));
    }

    private void look(Guarded work) {
        if (++work.looks * look >= limit.toNanos() && work.late == null) {
            TimedOut late = new TimedOut(limit, work.over);
            work.late = late;
            threads.execute(() -> work.release.accept(late));
        }
    }

    /** The outcome of {@code work}; what comes too late is closed. */
    <T> T within(Work<T> work) throws IOException {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        threads.execute(() -> run(work, outcome, over));
        try {
            return await(outcome);
        } catch (TimeoutException e) {
            TimedOut late = new TimedOut(limit, over);
            if (outcome.completeExceptionally(late)) {
                throw late;
            }
            return outcome.join();
        } catch (InterruptedException e) {
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            outcome.completeExceptionally(interrupted);
            Thread.currentThread().interrupt();
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            throw new IOException(e.getCause());
        }
    }

    /** Counts looks, not the clock: while this whole program was stopped, nobody could have answered. */
    private <T> T await(CompletableFuture<T> outcome)
            throws InterruptedException, ExecutionException, TimeoutException {
        long left = limit.toNanos();
        while (true) {
            long look = Math.min(left, LONGEST_LOOK);
            try {
                return outcome.get(look, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                left -= look;
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    /** Goes on without waiting. */
    void aside(Runnable work) {
        threads.execute(work);
    }

    private static <T> void run(Work<T> work, CompletableFuture<T> outcome, AtomicBoolean over) {
        try {
            T result = work.run();
            if (!outcome.complete(result) && result instanceof Closeable late) {
                late.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        } finally {
            over.set(true);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "calink-files");
        thread.setDaemon(true);
        return thread;
    }
}
