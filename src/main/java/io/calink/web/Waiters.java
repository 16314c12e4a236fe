package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Requests that wait for the end of a bundle. They hold no thread meanwhile, and of more than a bound none waits at all.
 * When the service is told to end, all are answered before anything else happens.
 */
final class Waiters implements ApplicationListener<ContextClosedEvent>, AutoCloseable {
    private static final long NO_TIMEOUT_OF_THE_CONTAINER = -1;

    private final Jobs jobs;
    private final int most;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private boolean closed;

    /** One request; the first who answers it takes it out. */
    private record Waiter(
            String id, Function<Job, ResponseEntity<byte[]>> answer, DeferredResult<ResponseEntity<byte[]>> result) {}

    Waiters(Jobs jobs, int most) {
        this.jobs = jobs;
        this.most = most;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "calink-waiters");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // watchers must not throw
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        jobs.watch(this::tell);
    }

    /** An answer that comes when the bundle is over, or after this time; {@code null} if there is no place to wait. */
    @Nullable
    DeferredResult<ResponseEntity<byte[]>> await(Job job, Duration time, Function<Job, ResponseEntity<byte[]>> answer) {
        Waiter waiter = new Waiter(job.id(), answer, new DeferredResult<>(NO_TIMEOUT_OF_THE_CONTAINER));
        synchronized (this) {
            if (closed || waiting.size() >= most) {
                return null;
            }
            waiting.add(waiter);
        }
        var end = timer.schedule(() -> answer(waiter, null), time.toMillis(), TimeUnit.MILLISECONDS);
        waiter.result().onCompletion(() -> {
            end.cancel(false);
            waiting.remove(waiter);
        });
        jobs.find(job.id()).filter(now -> now.state().isOver()).ifPresent(over -> answer(waiter, over));
        return waiter.result();
    }

    /** Called by who made the change, and must not hold it up. */
    private void tell(Job job) {
        if (job.state().isOver() && waiting.stream().anyMatch(waiter -> isFor(waiter, job))) {
            timer.execute(
                    () -> waiting.stream().filter(waiter -> isFor(waiter, job)).forEach(waiter -> answer(waiter, job)));
        }
    }

    private static boolean isFor(Waiter waiter, Job job) {
        return waiter.id().equals(job.id());
    }

    /** {@code over}: the bundle, if it is known to be over; it may have been deleted since. */
    private void answer(Waiter waiter, @Nullable Job over) {
        if (waiting.remove(waiter)) {
            try {
                Job job = over == null ? Bundles.find(jobs, waiter.id()) : over;
                waiter.result().setResult(waiter.answer().apply(job));
            } catch (ProblemException e) {
                waiter.result().setErrorResult(e);
            }
        }
    }

    /** How many wait. */
    int number() {
        return waiting.size();
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        answerAll();
    }

    private void answerAll() {
        synchronized (this) {
            closed = true;
        }
        waiting.forEach(waiter -> answer(waiter, null));
    }

    @Override
    public void close() {
        answerAll();
        timer.shutdown();
    }
}
