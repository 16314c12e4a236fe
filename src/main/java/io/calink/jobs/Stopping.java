package io.calink.jobs;

import io.calink.bundle.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Ends bundles early: one that somebody cancels or removes, and all of them when the service ends. */
final class Stopping {
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(3);

    private final Records records;
    private final Turns turns;
    private final Supplier<Instant> now;

    Stopping(Records records, Turns turns, Supplier<Instant> now) {
        this.records = records;
        this.turns = turns;
        this.now = now;
    }

    /** Asks a bundle to end, and ends one that waits; false if it is over. */
    boolean cancel(Entry entry, Reason reason, boolean keep) {
        Entry.Work work = entry.work();
        if (work == null) {
            return false;
        }
        boolean changed = records.change(
                entry,
                job -> job.state() == Job.State.QUEUED
                        ? Ending.without(job, reason, false, null, now.get())
                        : job.cancelling());
        work.stop().request(reason, keep);
        if (changed && entry.latest().state().isOver()) {
            letGo(entry, work);
        }
        return changed || entry.work() != null;
    }

    /** Nothing is done for a bundle any more. */
    void letGo(Entry entry, Entry.Work work) {
        turns.leave(work.turn());
        entry.letGo();
    }

    /**
     * Ends a bundle, and removes it with its archive.
     *
     * @throws IOException if the files cannot be removed; then the bundle is still there
     */
    void remove(Entry entry, Archives archives, Instant when) throws IOException, InterruptedException {
        try {
            entry.markRemoved(true);
            if (cancel(entry, Reason.CANCELLED, false)) {
                entry.await(UNTIL_STOPPED);
            }
            archives.remove(entry.latest().id());
            records.bury(entry, when);
        } catch (IOException | InterruptedException e) {
            archives.spare(entry.latest().id());
            records.keep(entry);
            throw e;
        }
    }

    /** Cancels all that wait, gives the others this time to end by themselves, and stops those that have not. */
    void all(Duration drain) {
        List<Entry> open = records.newestFirst();
        for (Entry entry : open) {
            if (entry.latest().state() == Job.State.QUEUED) {
                cancel(entry, Reason.INTERRUPTED, false);
            }
        }
        try {
            awaitAll(open, drain);
            open.forEach(entry -> cancel(entry, Reason.INTERRUPTED, false));
            awaitAll(open, UNTIL_STOPPED);
        } catch (InterruptedException e) {
            open.forEach(entry -> cancel(entry, Reason.INTERRUPTED, false));
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAll(List<Entry> entries, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (Entry entry : entries) {
            entry.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }
}
