package io.calink.info;

import io.calink.info.Reading.Absent;
import io.calink.info.Reading.Cause;
import io.calink.info.Reading.Failure;
import io.calink.info.Reading.Value;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One information as it is read by many: those who ask at the same time share one reading, a value stays good for a
 * moment, and a reading that hangs is not started again before it has ended. So each name has at most one thread.
 */
final class SharedReading {
    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    private final InformationReader reader;
    private final Duration fresh;
    private final Executor threads;

    private @Nullable Attempt underWay;
    private @Nullable Value last;
    private long lastAt;

    SharedReading(InformationReader reader, Duration fresh, Executor threads) {
        this.reader = reader;
        this.fresh = fresh;
        this.threads = threads;
    }

    Reading read(Duration deadline) {
        long start = System.nanoTime();
        Attempt attempt;
        try {
            attempt = join(start);
        } catch (RejectedExecutionException e) {
            return new Failure(Cause.FAILED, "It was asked for after everything had been closed.", millis(start));
        }
        if (attempt == null) {
            return new Failure(
                    Cause.TIMEOUT, "An earlier reading still hangs, so it was not started again.", millis(start));
        }
        try {
            return timed(await(attempt, deadline), millis(start));
        } catch (TimeoutException e) {
            return new Failure(Cause.TIMEOUT, "It did not come within " + said(deadline) + ".", millis(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure(Cause.FAILED, "The reading was interrupted.", millis(start));
        } catch (ExecutionException e) {
            return new Failure(Cause.FAILED, "The reading ended without an outcome.", millis(start));
        } finally {
            leave(attempt);
        }
    }

    /** Counts looks, not the clock: while this whole program was stopped, nothing could have been read. */
    private static Reading await(Attempt attempt, Duration deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        long left = deadline.toNanos();
        while (true) {
            long look = Math.min(left, LONGEST_LOOK);
            try {
                return attempt.result.get(look, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                left -= look;
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    /** The attempt to wait for, or {@code null} if one hangs for which nobody waits any more. */
    private synchronized @Nullable Attempt join(long now) {
        Value known = last;
        if (known != null && now - lastAt < fresh.toNanos()) {
            return new Attempt(known);
        }
        Attempt attempt = underWay;
        if (attempt == null) {
            attempt = new Attempt();
            underWay = attempt;
            boolean started = false;
            try {
                threads.execute(attempt);
                started = true;
            } finally {
                if (!started) {
                    underWay = null;
                }
            }
        } else if (attempt.waiting == 0) {
            return null;
        }
        attempt.waiting++;
        return attempt;
    }

    private synchronized void leave(Attempt attempt) {
        attempt.waiting--;
        Thread thread = attempt.thread;
        if (attempt.waiting == 0 && thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void begin(Attempt attempt) {
        attempt.thread = Thread.currentThread();
    }

    private synchronized void end(Attempt attempt, @Nullable Reading reading) {
        attempt.thread = null;
        underWay = null;
        if (reading instanceof Value value) {
            last = fresh.isZero() ? null : value;
            lastAt = System.nanoTime();
        }
    }

    private final class Attempt implements Runnable {
        private final CompletableFuture<Reading> result = new CompletableFuture<>();
        private @Nullable Thread thread;
        private int waiting;

        Attempt() {}

        Attempt(Value known) {
            result.complete(known);
        }

        @Override
        public void run() {
            begin(this);
            Reading reading = null;
            try {
                reading = reader.take();
            } finally {
                end(this, reading);
                result.complete(
                        reading != null ? reading : new Failure(Cause.FAILED, "The reading ended without a value.", 0));
            }
        }
    }

    private static Reading timed(Reading reading, long millis) {
        if (reading instanceof Value value) {
            return new Value(value.value(), millis);
        }
        if (reading instanceof Absent absent) {
            return new Absent(absent.reason(), millis);
        }
        Failure failure = (Failure) reading;
        return new Failure(failure.cause(), failure.reason(), millis);
    }

    private static long millis(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static String said(Duration deadline) {
        return deadline.toMillis() % 1000 == 0 ? deadline.toSeconds() + " s" : deadline.toMillis() + " ms";
    }
}
