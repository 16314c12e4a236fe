package io.calink.jobs;

import io.calink.bundle.Bundler;
import io.calink.bundle.Plan;
import io.calink.bundle.Reason;
import io.calink.bundle.UnknownKeyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes bundles one after the other, in the background or for somebody who waits, and keeps what becomes of them. */
public final class Jobs implements AutoCloseable {
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(3);

    private final Records records;
    private final Archives archives;
    private final Gathering gathering;
    private final Housekeeping housekeeping;
    private final Turns turns;
    private final Entrance entrance;
    private final ExecutorService threads;

    /**
     * Finds what earlier processes have left in the directory. What they had not finished has failed.
     *
     * @param data stays open until this is closed, and is closed by the caller
     * @param plan gives the configuration in force whenever a bundle is asked for
     * @throws IOException if the directory cannot be read
     */
    public Jobs(DataDirectory data, Bundler bundler, Supplier<Plan> plan, JobLimits limits, Clock clock)
            throws IOException {
        this(data, new DirectoryJobStore(data), bundler, plan, limits, clock);
    }

    /** The same with records kept elsewhere. */
    public Jobs(DataDirectory data, JobStore store, Bundler bundler, Supplier<Plan> plan, JobLimits limits, Clock clock)
            throws IOException {
        this.archives = new Archives(data, limits);
        this.records = new Records(store, new Recovery(store, archives).recover(clock.instant()));
        this.gathering = new Gathering(bundler, records, archives, limits, clock);
        this.turns = new Turns(limits.running(), limits.queued());
        this.entrance = new Entrance(data, bundler, plan, limits, records, archives, gathering, turns);
        this.housekeeping = new Housekeeping(records, archives, limits, new SteadyClock(clock, System::nanoTime));
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(limits.running(), task -> {
            Thread thread = new Thread(task, "calink-bundle-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        housekeeping.sweep();
    }

    /**
     * Asks for a bundle that is made in the background and stored. Its record is safe when this returns.
     *
     * @throws UnknownKeyException if the configuration does not have what is asked for
     * @throws QueueFullException if as many wait as may
     * @throws NoSpaceException if there is less free space than must be
     * @throws UnavailableException if this is being closed, or records cannot be written
     */
    public Job submit(Request request) throws UnknownKeyException, QueueFullException, NoSpaceException {
        Entry entry = entrance.enqueue(request);
        Job job = entry.now();
        Entry.Work work = entry.work();
        if (work != null) {
            work.turn().whenCome(() -> threads.execute(() -> make(entry, work, null)));
        }
        return job;
    }

    private void make(Entry entry, Entry.Work work, @Nullable StreamOpener opener) {
        try {
            gathering.run(entry, work, opener);
        } finally {
            letGo(entry, work);
            housekeeping.sweep();
        }
    }

    private void letGo(Entry entry, Entry.Work work) {
        turns.leave(work.turn());
        entry.letGo();
    }

    /**
     * Makes a bundle in the calling thread, for a client who gets it meanwhile. When it returns the bundle is over: an
     * archive has got through whole only if the job has succeeded or is partial; otherwise the client must be told by
     * breaking the connection, or, if {@code opener} was not called, by an answer.
     *
     * @param store whether the archive is kept too, even when the client goes away
     * @param wait how long to wait for a running place
     * @throws UnknownKeyException if the configuration does not have what is asked for
     * @throws QueueFullException if there is no running place in that time
     * @throws NoSpaceException if it is to be stored, and there is less free space than must be
     * @throws UnavailableException if this is being closed, or it is to be stored and that is not possible
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public Job stream(Request request, boolean store, Duration wait, StreamOpener opener)
            throws UnknownKeyException, QueueFullException, NoSpaceException, InterruptedException {
        Entry entry = entrance.enter(request, store, wait);
        Entry.Work work = entry.work();
        if (work != null) {
            make(entry, work, opener);
        }
        return entry.now();
    }

    /** The bundle of this id, if it is known, as it now stands. */
    public Optional<Job> find(String id) {
        return records.find(id).map(Entry::now);
    }

    /** All bundles as they now stand, newest first. */
    public List<Job> list() {
        return records.newestFirst().stream().map(Entry::now).toList();
    }

    /**
     * From now on {@code watcher} is told of each bundle that is asked for, and of each change of a bundle's state, in
     * their order and by the thread that makes the change: it must neither wait nor throw.
     */
    public void watch(Consumer<Job> watcher) {
        records.watch(watcher);
    }

    /** The archive of a bundle that has one here. It may go at any time; who has opened it can read it to its end. */
    public Optional<Path> archive(String id) {
        return records.find(id).map(Entry::latest).filter(Job::keepsArchive).map(archives::of);
    }

    /**
     * Ends a bundle early, within 3 s; one that waits, at once.
     *
     * @param keep whether what was gathered becomes an archive; the first to cancel decides
     * @throws NoSuchElementException if there is none of this id
     * @throws IllegalStateException if it is over
     */
    public Job cancel(String id, boolean keep) {
        Entry entry = records.find(id).orElseThrow(() -> new NoSuchElementException("There is no bundle " + id + "."));
        if (!cancel(entry, Reason.CANCELLED, keep)) {
            throw new IllegalStateException("The bundle " + id + " is over already.");
        }
        return entry.now();
    }

    /** False if it is over. */
    private boolean cancel(Entry entry, Reason reason, boolean keep) {
        Entry.Work work = entry.work();
        if (work == null) {
            return false;
        }
        boolean changed = records.change(
                entry,
                job -> job.state() == Job.State.QUEUED
                        ? Ending.without(job, reason, false, null, gathering.now())
                        : job.cancelling());
        work.stop().request(reason, keep);
        if (changed && entry.latest().state().isOver()) {
            letGo(entry, work);
        }
        return changed || entry.work() != null;
    }

    /**
     * Removes a bundle and its archive; one that is being made is cancelled first. A download under way ends whole. One
     * that is not there is no error.
     *
     * @throws UnavailableException if the files cannot be removed
     */
    public void delete(String id) {
        Optional<Entry> found = records.find(id);
        if (found.isEmpty()) {
            return;
        }
        Entry entry = found.get();
        try {
            entry.markRemoved();
            if (cancel(entry, Reason.CANCELLED, false)) {
                entry.await(UNTIL_STOPPED);
            }
            archives.remove(entry.latest());
            records.remove(entry);
        } catch (IOException e) {
            throw new UnavailableException("The files of the bundle cannot be removed: mend the data directory.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops all bundles at once, as {@link #close(Duration)} does after its time. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Begins no more bundles, cancels those that wait, and gives those that are being made this time to end by
     * themselves. Then they are stopped, which may take another 3 s.
     */
    public void close(Duration drain) {
        entrance.close();
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
        threads.shutdownNow();
        housekeeping.end();
    }

    private static void awaitAll(List<Entry> entries, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (Entry entry : entries) {
            entry.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }
}
