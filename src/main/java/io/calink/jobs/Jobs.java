package io.calink.jobs;

import io.calink.archive.ArchiveFile;
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
    private static final Path PROC = Path.of("/proc");
    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());
    private static final int MOST_MARKS = 10_000;

    private final Records records;
    private final Tombstones tombstones;
    private final Forecast forecast;
    private final Pins pins;
    private final Archives archives;
    private final Gathering gathering;
    private final Housekeeping housekeeping;
    private final Turns turns;
    private final Stopping stopping;
    private final Entrance entrance;
    private final Marks marks;
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
        this.tombstones = new Tombstones(store);
        this.records =
                new Records(store, tombstones, new Recovery(store, archives, tombstones).recover(clock.instant()));
        Retention retention = new Retention(limits);
        this.forecast = new Forecast(records);
        this.pins = new Pins(records, retention);
        this.gathering = new Gathering(bundler, records, archives, retention, clock);
        this.turns = new Turns(limits.running(), limits.queued());
        this.stopping = new Stopping(records, turns, gathering::now);
        this.entrance =
                new Entrance(data, bundler, plan, limits, records, archives, gathering, retention, forecast, turns);
        SteadyClock steady = new SteadyClock(clock, System::nanoTime);
        this.marks = new Marks(new MarkFiles(data), id -> records.find(id).isPresent(), steady, MOST_MARKS);
        this.housekeeping = new Housekeeping(records, tombstones, archives, retention, limits.age(), steady);
        records.watch(new RecentJournals(records));
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(limits.running(), task -> {
            Runnable politely = () -> {
                new Courtesy(PROC).take();
                task.run();
            };
            Thread thread = new Thread(politely, "calink-bundle-" + number.incrementAndGet());
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
        return submit(request, null);
    }

    /** The same for a request that is marked, if it has a claim: the bundle bears the mark, unless it is refused. */
    public Job submit(Request request, @Nullable Claim claim)
            throws UnknownKeyException, QueueFullException, NoSpaceException {
        Entry entry = entrance.enqueue(request, claim);
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
            stopping.letGo(entry, work);
            turns.whileIdle(archives::clearSpool);
            housekeeping.sweep();
        }
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
        return stream(request, store, wait, null, opener);
    }

    /** The same for a request that is marked, if it has a claim: the bundle bears the mark, unless it is refused. */
    public Job stream(Request request, boolean store, Duration wait, @Nullable Claim claim, StreamOpener opener)
            throws UnknownKeyException, QueueFullException, NoSpaceException, InterruptedException {
        Entry entry = entrance.enter(request, store, wait, claim);
        Entry.Work work = entry.work();
        if (work != null) {
            make(entry, work, opener);
        }
        return entry.now();
    }

    /**
     * Looks up what became of a marked request, or claims the mark for it. Of those who come at once with the same mark
     * one gets the claim, and the others wait for at most 5 s until it is used or closed. A mark is remembered for a day,
     * however the bundle or this process ends.
     *
     * @param lasts whether the request may wait for its turn; then nobody waits for it
     * @throws KeyRefusedException if another request bears the mark, or that is not decided, or too many are remembered
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public Claim claim(Mark mark, boolean lasts) throws KeyRefusedException, InterruptedException {
        return marks.claim(mark, lasts);
    }

    /** The bundle of this id, if it is known, as it now stands. */
    public Optional<Job> find(String id) {
        return records.find(id).map(Entry::now);
    }

    /** What becomes of the bundle of this id, if it is known; good for as long as somebody wants to know it. */
    public Optional<Journal> follow(String id) {
        return records.find(id).map(Entry::journal);
    }

    /** All bundles as they now stand, newest first. */
    public List<Job> list() {
        return records.jobs();
    }

    /** Whether there was a bundle of this id that was deleted, a day ago at most. */
    public boolean wasDeleted(String id) {
        return tombstones.has(id);
    }

    /** After which time it is worth looking again whether a bundle is over, by how far it is; at least 1 s. */
    public Duration nextLook(Job job) {
        return forecast.nextLook(job, gathering.now());
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

    /** The same, to be looked into entry by entry; it is looked for whenever it is read. */
    public Optional<ArchiveFile> look(String id) {
        return records.find(id).map(Entry::latest).filter(Job::keepsArchive).map(archives::look);
    }

    /**
     * Ends a bundle early, within 3 s; one that waits, at once.
     *
     * @param keep whether what was gathered becomes an archive; the first to cancel decides
     * @throws NoSuchElementException if there is none of this id
     * @throws IllegalStateException if it is over
     */
    public Job cancel(String id, boolean keep) {
        Entry entry = entry(id);
        if (!stopping.cancel(entry, Reason.CANCELLED, keep)) {
            throw new IllegalStateException("The bundle " + id + " is over already.");
        }
        return entry.now();
    }

    private Entry entry(String id) {
        return records.find(id).orElseThrow(() -> new NoSuchElementException("There is no bundle " + id + "."));
    }

    /**
     * Lets the archive of a bundle stay whatever the limits say, until it is unpinned or deleted.
     *
     * @throws NoSuchElementException if there is none of this id
     * @throws IllegalStateException if it is over and has no archive here; the message says so
     * @throws UnavailableException if the record cannot be written
     */
    public Job pin(String id) {
        return pins.pin(entry(id));
    }

    /**
     * Lets the archive of a bundle go as the limits say: its age counts from its end, but it has another day, or its
     * whole age where that is shorter. One that is not pinned is left as it is.
     *
     * @throws NoSuchElementException if there is none of this id
     * @throws UnavailableException if the record cannot be written
     */
    public Job unpin(String id) {
        return pins.unpin(entry(id), housekeeping.now());
    }

    /**
     * Removes a bundle and its archive; one that is being made is cancelled first. A download under way ends whole. For
     * a day it is known that it was there, and nothing else. One that is not there is no error.
     *
     * @throws UnavailableException if the files cannot be removed; then the bundle is still there
     */
    public void delete(String id) {
        Optional<Entry> found = records.find(id);
        if (found.isEmpty()) {
            return;
        }
        try {
            stopping.remove(found.get(), archives, housekeeping.now());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A bundle could not be removed: {0}", e.toString());
            throw new UnavailableException("The files of the bundle cannot be removed: mend the data directory.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The service is ending: delete the bundle when it is there again.");
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
        stopping.all(drain);
        threads.shutdownNow();
        housekeeping.end();
    }
}
