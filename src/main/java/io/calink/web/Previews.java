package io.calink.web;

import io.calink.bundle.Bundler;
import io.calink.bundle.Plan;
import io.calink.bundle.Preview;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks what a plan would gather: one walk at a time, shared by all who ask for the same, and never without end. */
final class Previews implements AutoCloseable {
    private static final int WAITING = 16;

    private final Bundler bundler;
    private final Duration deadline;
    private final ExecutorService thread;
    private final Map<Plan, Future<Preview>> underWay = new LinkedHashMap<>();

    Previews(Bundler bundler, Duration deadline) {
        this.bundler = bundler;
        this.deadline = deadline;
        this.thread = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread walker = new Thread(work, "calink-preview");
            walker.setDaemon(true);
            return walker;
        });
    }

    /** What a snapshot of this plan would gather; 503 if that cannot be said in time. */
    Preview of(Plan plan) throws InterruptedException {
        Future<Preview> walk = join(plan);
        try {
            return walk.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            walk.cancel(true);
            throw ProblemType.UNAVAILABLE
                    .says("The files could not be counted within " + deadline.toSeconds()
                            + " s; ask for fewer lines with ?files=, or try again.")
                    .retryAfter(deadline.toSeconds());
        } catch (CancellationException e) {
            throw ProblemType.UNAVAILABLE
                    .says("The files could not be counted in time; try again.")
                    .retryAfter(1);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A preview failed", e.getCause());
        }
    }

    private synchronized Future<Preview> join(Plan plan) {
        underWay.values().removeIf(Future::isDone);
        Future<Preview> walk = underWay.get(plan);
        if (walk == null) {
            if (underWay.size() >= WAITING) {
                throw ProblemType.QUEUE_FULL
                        .says("Too many previews are waiting; try again.")
                        .retryAfter(1);
            }
            walk = thread.submit(() -> bundler.preview(plan));
            underWay.put(plan, walk);
        }
        return walk;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
