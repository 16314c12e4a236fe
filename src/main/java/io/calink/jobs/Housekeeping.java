package io.calink.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final Tombstones tombstones;
    private final Archives archives;
    private final Retention retention;
    private final SteadyClock clock;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> sweeps;

    Housekeeping(
            Records records,
            Tombstones tombstones,
            Archives archives,
            Retention retention,
            Duration age,
            SteadyClock clock) {
        this.records = records;
        this.tombstones = tombstones;
        this.archives = archives;
        this.retention = retention;
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "calink-retention");
            thread.setDaemon(true);
            return thread;
        });
        long millis = age.isZero() ? SELDOM.toMillis() : age.toMillis() / LOOKS_PER_AGE;
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
        archives.removeAgain();
        records.catchUp();
        Instant now = now();
        for (Job job : retention.due(records.jobs(), now)) {
            records.find(job.id()).ifPresent(entry -> expire(entry, now));
        }
        for (Job job : retention.forgotten(records.jobs(), now)) {
            records.find(job.id()).ifPresent(this::forget);
        }
        try {
            tombstones.clear(now);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What tells of a deleted bundle could not be removed: {0}",
                    e.toString());
        }
    }

    /** The time, as retention sees it. */
    Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private void expire(Entry entry, Instant now) {
        try {
            if (records.change(entry, job -> job.pinned() ? job : job.expired(now))) {
                archives.remove(entry.latest().id());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An expired archive could not be removed: {0}", e.toString());
        }
    }

    private void forget(Entry entry) {
        try {
            archives.remove(entry.latest().id());
            records.forget(entry);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An old record could not be removed: {0}", e.toString());
        }
    }

    void end() {
        sweeps.cancel(false);
        timer.shutdown();
    }
}
