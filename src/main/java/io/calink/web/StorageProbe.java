package io.calink.web;

import io.calink.jobs.Storage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the storage in a thread of its own, since a disk that hangs may hold whoever asks it for ever. Nobody waits
 * longer than a moment, and who asks soon after another gets the same answer.
 */
final class StorageProbe implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<Storage.State> look;
    private final Duration patience;
    private final ExecutorService thread;
    private @Nullable Future<Storage.State> answer;
    private long begun;

    /** {@code patience}: how long a look may take before the storage counts as one that does not answer. */
    StorageProbe(Supplier<Storage.State> look, Duration patience) {
        this.look = look;
        this.patience = patience;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread probe = new Thread(task, "calink-storage");
            probe.setDaemon(true);
            return probe;
        });
    }

    /** What is known; {@code null} where the disk does not answer. */
    Storage.@Nullable State state() {
        Future<Storage.State> current;
        long left;
        synchronized (this) {
            long now = System.nanoTime();
            if (answer == null || (answer.isDone() && now - begun > FRESH.toNanos())) {
                begun = now;
                answer = thread.submit(look::get);
            }
            current = answer;
            left = Math.max(0, begun + patience.toNanos() - now);
        }
        try {
            return current.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A look at the storage ends with a state", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
