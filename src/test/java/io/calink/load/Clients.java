package io.calink.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many clients at once, each in a thread of its own; the first that fails ends the profile. */
final class Clients implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> running = new ArrayList<>();

    /** What a client does; {@code number} counts from 0. */
    interface Client {
        void run(int number) throws Exception;
    }

    Clients start(int count, Client client) {
        for (int i = 0; i < count; i++) {
            int number = i;
            running.add(threads.submit(() -> {
                client.run(number);
                return null;
            }));
        }
        return this;
    }

    /** Waits until all have ended. */
    void await() throws InterruptedException, ExecutionException {
        for (Future<?> client : running) {
            client.get();
        }
    }

    /**
     * Asks for a path again and again, as often a second as {@code hertz} says, and counts from when each question was due:
     * an answer that is late does not hide how late the next ones would have been.
     */
    static void poll(Connection service, String[] paths, int phase, double hertz, long seconds, Latencies[] latencies)
            throws Exception {
        long interval = (long) (1e9 / hertz);
        long due = System.nanoTime() + phase * interval / 50;
        long end = due + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = phase; due < end; i++, due += interval) {
            pauseUntil(due);
            int path = i % paths.length;
            Connection.Answer answer = service.get(paths[path]);
            if (answer.status() != 200) {
                throw new IllegalStateException(paths[path] + " answered " + answer);
            }
            latencies[path].add(System.nanoTime() - due);
        }
    }

    static void pauseUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    static void pause(long millis) {
        pauseUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
