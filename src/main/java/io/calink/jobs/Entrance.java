package io.calink.jobs;

import io.calink.bundle.Bundler;
import io.calink.bundle.Plan;
import io.calink.bundle.Stop;
import io.calink.bundle.UnknownKeyException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where requests are turned into jobs, or turned away. */
final class Entrance {
    private static final System.Logger LOG = System.getLogger(Entrance.class.getName());

    private final DataDirectory data;
    private final Bundler bundler;
    private final Supplier<Plan> plan;
    private final JobLimits limits;
    private final Records records;
    private final Archives archives;
    private final Gathering gathering;
    private final Retention retention;
    private final Forecast forecast;
    private final Turns turns;
    private final Ids ids;
    private volatile boolean closed;

    Entrance(
            DataDirectory data,
            Bundler bundler,
            Supplier<Plan> plan,
            JobLimits limits,
            Records records,
            Archives archives,
            Gathering gathering,
            Retention retention,
            Forecast forecast,
            Turns turns) {
        this.data = data;
        this.bundler = bundler;
        this.plan = plan;
        this.limits = limits;
        this.records = records;
        this.archives = archives;
        this.gathering = gathering;
        this.retention = retention;
        this.forecast = forecast;
        this.turns = turns;
        this.ids = new Ids(records.greatestId());
    }

    /** Lets nobody in any more. */
    void close() {
        closed = true;
    }

    /** A job that is to be stored, and whose turn comes sooner or later. */
    Entry enqueue(Request request, @Nullable Claim claim)
            throws UnknownKeyException, QueueFullException, NoSpaceException {
        Plan selected = bundler.named(plan.get().select(request.selection()));
        requireOpen();
        requireStorage();
        String host = bundler.workstation(selected);
        Entry entry;
        Turns.Turn turn;
        synchronized (ids) { // so that ids and turns have one order
            turn = turns.askSeated();
            if (turn == null) {
                throw queueFull(
                        "As many bundles as may wait already, which is " + limits.queued() + ": try again later.");
            }
            entry = entry(request, true, host, selected, turn);
        }
        try {
            reserve(claim, entry);
            records.add(entry);
            keep(claim, entry);
            return entry;
        } catch (IOException e) {
            turns.leave(turn);
            throw refused(e);
        } catch (RuntimeException | NoSpaceException e) {
            turns.leave(turn);
            throw e;
        }
    }

    private static void reserve(@Nullable Claim claim, Entry entry) throws NoSpaceException {
        if (claim != null) {
            try {
                claim.reserve(entry.latest().id());
            } catch (IOException e) {
                if (Ending.tellsOfFullDisk(e)) {
                    throw refused(e);
                }
                LOG.log(System.Logger.Level.WARNING, "An Idempotency-Key cannot be kept: {0}", e.toString());
                throw new UnavailableException("The data directory cannot be written, so that no Idempotency-Key can be"
                        + " kept: the service's log says why. Mend that and try again, or use ?stream=true without"
                        + " an Idempotency-Key, which stores nothing.");
            }
        }
    }

    private static void keep(@Nullable Claim claim, Entry entry) {
        if (claim != null) {
            claim.keep(entry.latest().id());
        }
    }

    /** A job whose turn has come. */
    Entry enter(Request request, boolean store, Duration wait, @Nullable Claim claim)
            throws UnknownKeyException, QueueFullException, NoSpaceException, InterruptedException {
        Plan selected = bundler.named(plan.get().select(request.selection()));
        requireOpen();
        if (store) {
            requireStorage();
        } else {
            furnish();
        }
        String host = bundler.workstation(selected);
        Turns.Turn turn = await(wait);
        try {
            requireOpen();
            Entry entry = entry(request, store, host, selected, turn);
            reserve(claim, entry);
            if (store || claim != null) {
                records.add(entry); // a mark is worth nothing without its record
            } else {
                records.addUnsaved(entry);
            }
            keep(claim, entry);
            return entry;
        } catch (IOException e) {
            turns.leave(turn);
            throw refused(e);
        } catch (RuntimeException | NoSpaceException e) {
            turns.leave(turn);
            throw e;
        }
    }

    private Turns.Turn await(Duration wait) throws QueueFullException, InterruptedException {
        Turns.Turn turn = turns.ask();
        boolean come = false;
        try {
            turn.come().get(wait.toNanos(), TimeUnit.NANOSECONDS);
            come = true;
            return turn;
        } catch (TimeoutException e) {
            throw queueFull("No bundle could be begun in " + wait.toSeconds()
                    + " s, because others are being made: try again later.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A turn comes, or does not", e);
        } finally {
            if (!come) {
                turns.leave(turn);
            }
        }
    }

    private Entry entry(Request request, boolean stored, String host, Plan selected, Turns.Turn turn) {
        Instant now = gathering.now();
        Job job = Job.queued(ids.next(now), stored, request.note(), host, now);
        return new Entry(job, new Entry.Work(selected, turn, new Stop(), new JobProgress()));
    }

    private void requireOpen() {
        if (closed) {
            throw new UnavailableException("The service is ending, and begins no more bundles: try again later.");
        }
    }

    private void requireStorage() throws NoSpaceException {
        try {
            data.restore();
            archives.requireSpace();
            retention.requireRoom(records.jobs());
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** What is only streamed needs room for the outputs of its commands, and goes on without if there is none. */
    private void furnish() {
        try {
            data.restore();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The data directory cannot be written: {0}", e.toString());
        }
    }

    private static UnavailableException refused(IOException e) throws NoSpaceException {
        LOG.log(System.Logger.Level.WARNING, "The data directory cannot be written: {0}", e.toString());
        if (Ending.tellsOfFullDisk(e)) {
            throw new NoSpaceException("The disk of the data directory is full: remove bundles or other files, or use"
                    + " ?stream=true without an Idempotency-Key, which stores nothing.");
        }
        return new UnavailableException("The data directory cannot be written: the service's log says why. Mend that"
                + " and try again, or use ?stream=true, which stores nothing.");
    }

    private QueueFullException queueFull(String message) {
        return new QueueFullException(message, forecast.nextEnd(gathering.now()));
    }
}
