package io.calink.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets archives and records go whose time is over, after each job and now and then. */
final class Housekeeping {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final int LOOKS_PER_AGE = 10;

    private final Records records;
    private final Archives archives;
    private final Retention retention;
    private final SteadyClock clock;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> sweeps;

    Housekeeping(Records records, Archives archives, JobLimits limits, SteadyClock clock) {
        this.records = records;
        this.archives = archives;
        this.retention = new Retention(limits);
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "calink-retention");
            thread.setDaemon(true);
            return thread;
        });
        long millis = limits.age().isZero() ? SELDOM.toMillis() : limits.age().toMillis() / LOOKS_PER_AGE;
        long delay = Math.max(OFTEN.toMillis(), Math.min(SELDOM.toMillis(), millis));
        sweeps = timer.scheduleWithFixedDelay(this::sweepSafely, delay, delay, TimeUnit.MILLISECONDS);
    }

    /** One failure must not end the timer. */
    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The retention failed", e);
        }
    }

    /** Lets go what is due. */
    synchronized void sweep() {
        records.catchUp();
        Instant now = clock.now();
        for (Job job : retention.due(jobs(), now)) {
            records.find(job.id()).ifPresent(entry -> expire(entry, now));
        }
        for (Job job : retention.forgotten(jobs(), now)) {
            records.find(job.id()).ifPresent(this::forget);
        }
    }

    private List<Job> jobs() {
        return records.newestFirst().stream().map(Entry::latest).toList();
    }

    private void expire(Entry entry, Instant now) {
        try {
            if (records.change(entry, job -> job.expired(now))) {
                archives.remove(entry.latest());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An expired archive could not be removed: {0}", e);
        }
    }

    private void forget(Entry entry) {
        try {
            archives.remove(entry.latest());
            records.remove(entry);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An old record could not be removed: {0}", e);
        }
    }

    void end() {
        sweeps.cancel(false);
        timer.shutdown();
    }
}
