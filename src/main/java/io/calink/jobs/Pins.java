package io.calink.jobs;

import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Lets archives stay whatever the limits say, and go again. */
final class Pins {
    private static final System.Logger LOG = System.getLogger(Pins.class.getName());
    private static final int MOST = Retention.MOST_RECORDS / 2;

    private final Records records;
    private final Retention retention;

    Pins(Records records, Retention retention) {
        this.records = records;
        this.retention = retention;
    }

    Job pin(Entry entry) {
        long pinned = records.jobs().stream().filter(Job::pinned).count();
        return amend(entry, job -> {
            if (job.state().isOver() && !job.keepsArchive()) {
                throw new IllegalStateException("The bundle ended as " + job.state()
                        + " and has no archive here that could be kept; pin one that has, or that is being made.");
            }
            if (!job.stored()) {
                throw new IllegalStateException("The archive of this bundle is streamed and not kept; with ?store=true"
                        + " one is, and can be pinned.");
            }
            if (!job.pinned() && pinned >= MOST) {
                throw new IllegalStateException("There are " + pinned
                        + " pinned bundles, as many as may be; unpin or delete one that is not needed any more.");
            }
            return job.pin();
        });
    }

    Job unpin(Entry entry, Instant now) {
        return amend(entry, job -> job.pinned() ? job.unpin(retention.expiryOfUnpinned(job, now)) : job);
    }

    private Job amend(Entry entry, UnaryOperator<Job> change) {
        try {
            records.amend(entry, change);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A record could not be written: {0}", e.toString());
            throw new UnavailableException("The record of the bundle cannot be written: mend the data directory.");
        }
        return entry.now();
    }
}
