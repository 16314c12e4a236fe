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
    private volatile Job job;
    private volatile @Nullable Work work;
    private volatile @Nullable Names names;
    private volatile boolean removed;

    /** What is needed until the job is over. */
    record Work(Plan plan, Turns.Turn turn, Stop stop, JobProgress progress) {}

    /** A job that is over. */
    Entry(Job job) {
        this.job = job;
        over.countDown();
    }

    Entry(Job job, Work work) {
        this.job = job;
        this.work = work;
    }

    /** The job as it now stands. */
    Job now() {
        Job latest = job;
        Work current = work;
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
        job = next;
        if (next.state().isOver()) {
            work = null;
        }
    }

    /** Nothing writes or removes anything for this job any more. */
    void letGo() {
        over.countDown();
    }

    /** Waits until nothing is done for this job any more; false if that takes longer. */
    boolean await(Duration atMost) throws InterruptedException {
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** From now on no record of it is kept. */
    void markRemoved() {
        removed = true;
    }

    boolean isRemoved() {
        return removed;
    }
}
