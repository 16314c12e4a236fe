package io.calink.jobs;

import io.calink.archive.EarlierArchive;
import io.calink.archive.Format;
import io.calink.archive.WholeFile;
import io.calink.bundle.Bundler;
import io.calink.bundle.Names;
import io.calink.bundle.Outcome;
import io.calink.bundle.Reason;
import io.calink.bundle.Stop;
import io.calink.bundle.StoppedException;
import io.calink.bundle.Target;
import io.calink.redaction.LeakException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one bundle in the calling thread, and writes down how it ended, whatever happens. */
final class Gathering {
    private static final System.Logger LOG = System.getLogger(Gathering.class.getName());

    /** How many earlier archives are looked at for one to take from. */
    private static final int LOOKED_AT = 3;

    private final Bundler bundler;
    private final Records records;
    private final Archives archives;
    private final Naming naming;
    private final Retention retention;
    private final Clock clock;

    Gathering(Bundler bundler, Records records, Archives archives, Retention retention, Clock clock) {
        this.bundler = bundler;
        this.records = records;
        this.archives = archives;
        this.naming = new Naming(records, bundler::workstation);
        this.retention = retention;
        this.clock = clock;
    }

    /** The time, as precise as records tell it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Makes the bundle, unless somebody has cancelled it already. {@code opener} gives the client, if there is one. */
    void run(Entry entry, Entry.Work work, @Nullable StreamOpener opener) {
        if (!records.change(entry, job -> job.started(now()))) {
            return;
        }
        try {
            Names names = naming.name(entry, work.plan(), now());
            Attempt attempt = new Attempt(entry, work, names);
            attempt.run(opener);
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The gathering of " + entry.latest().id() + " failed",
                    e);
            end(entry, Reason.INTERNAL, null);
        }
        if (entry.isRemoved() || !entry.latest().keepsArchive()) {
            clear(entry);
        }
        Job job = entry.latest();
        LOG.log(System.Logger.Level.INFO, "Bundle {0} ended: {1}", job.id(), job.state());
    }

    private void end(Entry entry, Reason reason, @Nullable IOException cause) {
        boolean interrupted = Thread.interrupted(); // or the record could not be written
        records.change(entry, job -> Ending.without(job, reason, Ending.isFailure(reason), cause, now()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reason reason(IOException e) {
        if (e instanceof LeakException) {
            return Reason.INTERNAL;
        }
        return Ending.tellsOfFullDisk(e) ? Reason.INSUFFICIENT_STORAGE : Reason.IO_ERROR;
    }

    private void clear(Entry entry) {
        try {
            archives.remove(entry.latest().id());
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What is left of an archive could not be removed yet: {0}",
                    e.toString());
        }
    }

    /** One try at a bundle; there is no second. */
    private final class Attempt {
        private final Entry entry;
        private final Job job;
        private final Entry.Work work;
        private final Names names;
        private final Stop stop;
        private @Nullable Reason trouble;

        Attempt(Entry entry, Entry.Work work, Names names) {
            this.entry = entry;
            this.job = entry.latest();
            this.work = work;
            this.names = names;
            this.stop = work.stop();
        }

        void run(@Nullable StreamOpener opener) {
            try {
                Outcome outcome = job.stored() ? toFile(opener) : toClient(opener);
                succeed(outcome);
            } catch (StoppedException e) {
                end(entry, trouble == null ? e.reason() : trouble, null);
            } catch (InterruptedException e) {
                end(entry, Reason.INTERRUPTED, null);
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                end(entry, trouble == null ? reason(e) : trouble, e);
            }
        }

        private void succeed(Outcome outcome) {
            Instant now = now();
            Instant expiry = retention.expiry(now);
            records.change(entry, job -> Ending.with(job, outcome, names, expiry, now));
        }

        private Outcome toFile(@Nullable StreamOpener opener) throws IOException, InterruptedException {
            try (WholeFile file = create();
                    WholeFile index = archives.createIndex(job.id(), names)) {
                Sink sink = new Sink(file.out(), open(opener), archives, retention.room(records.jobs()), stop);
                Outcome outcome = gather(sink, index == null ? null : index.out(), opener != null);
                try {
                    file.keep();
                } catch (IOException e) {
                    throw noted(sink, sink.failed(e));
                }
                keep(index);
                return outcome;
            }
        }

        private void keep(@Nullable WholeFile index) {
            try {
                if (index != null) {
                    index.keep();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "An archive stays without its index: {0}", e.toString());
            }
        }

        private WholeFile create() throws IOException {
            try {
                return archives.create(job.id(), names);
            } catch (IOException e) {
                trouble = reason(e);
                throw e;
            }
        }

        private Outcome toClient(@Nullable StreamOpener opener) throws IOException, InterruptedException {
            return gather(new Sink(null, open(opener), archives, 0, stop), null, true);
        }

        private @Nullable OutputStream open(@Nullable StreamOpener opener) throws IOException {
            try {
                return opener == null ? null : opener.open(entry.now(), names);
            } catch (IOException e) {
                trouble = Reason.CLIENT_GONE;
                throw e;
            }
        }

        private Outcome gather(Sink sink, @Nullable OutputStream index, boolean live)
                throws IOException, InterruptedException {
            Target target = new Target(
                    sink,
                    null,
                    null,
                    index,
                    live,
                    List.of(archives.directory()),
                    index != null && archives.reuses() ? this::earlier : null);
            try {
                return bundler.gather(work.plan(), names, job.note(), target, work.progress(), stop);
            } catch (IOException e) {
                throw noted(sink, e);
            }
        }

        /** The newest of the last whole archives that can be taken from. */
        private Optional<EarlierArchive> earlier(String conditions) {
            return names.format() != Format.TAR_GZ
                    ? Optional.empty()
                    : records.jobs().stream()
                            .filter(job -> job.state() == Job.State.SUCCEEDED && job.keepsArchive())
                            .filter(job -> job.archive() != null
                                    && job.archive().format().equals(Format.TAR_GZ.label()))
                            .limit(LOOKED_AT)
                            .flatMap(job -> archives.open(job, conditions).stream())
                            .findFirst();
        }

        private IOException noted(Sink sink, IOException e) {
            if (sink.trouble() != null) {
                trouble = sink.trouble();
            }
            return e;
        }
    }
}
