package io.calink.jobs;

import io.calink.bundle.Names;
import io.calink.bundle.Plan;
import io.calink.bundle.Stop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A job in memory: its latest version, and while it is not over what it takes to make and to stop it. */
final class Entry {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Journal journal;
    private volatile Job job;
    private volatile @Nullable Work work;
    private volatile @Nullable Names names;
    private volatile boolean removed;

    /** What is needed until the job is over. */
    record Work(Plan plan, Turns.Turn turn, Stop stop, JobProgress progress) {}

    /** A job that is over. */
    Entry(Job job) {
        this.job = job;
        this.journal = new Journal(job.id(), this::now);
        over.countDown();
    }

    Entry(Job job, Work work) {
        this.job = job;
        this.work = work;
        this.journal = new Journal(job.id(), this::now);
        journal.look();
    }

    /** The job as it now stands. */
    Job now() {
        Work current = work; // first: once there is none, the job is over
        Job latest = job;
        return latest.state().isOver() || current == null
                ? latest
                : latest.progress(current.progress().now(), current.progress().counts());
    }

    /** The job without how far it is. */
    Job latest() {
        return job;
    }

    @Nullable
    Work work() {
        return work;
    }

    /** What its archive is called, from when it is begun in this process. */
    @Nullable
    Names names() {
        return names;
    }

    void name(Names names) {
        this.names = names;
    }

    /** Callers hold this entry's monitor. */
    void publish(Job next) {
        journal.note(() -> {
            job = next;
            if (next.state().isOver()) {
                work = null;
            }
        });
    }

    /** What has become of it. */
    Journal journal() {
        return journal;
    }

    /** Nothing writes or removes anything for this job any more. */
    void letGo() {
        over.countDown();
    }

    /** Waits until nothing is done for this job any more; false if that takes longer. */
    boolean await(Duration atMost) throws InterruptedException {
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether a record of it is kept from now on. */
    void markRemoved(boolean removed) {
        this.removed = removed;
    }

    boolean isRemoved() {
        return removed;
    }
}
