package io.calink.jobs;

import io.calink.bundle.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes records and archives agree again after a process has ended, however it ended. */
final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

    private final JobStore store;
    private final Archives archives;
    private final Tombstones tombstones;

    Recovery(JobStore store, Archives archives, Tombstones tombstones) {
        this.store = store;
        this.archives = archives;
        this.tombstones = tombstones;
    }

    /** All jobs as they now stand. */
    List<Job> recover(Instant now) throws IOException {
        for (String deleted : tombstones.ids()) {
            archives.remove(deleted);
        }
        List<Job> jobs = new ArrayList<>();
        for (Job job : store.load()) {
            if (!tombstones.has(job.id())) {
                jobs.add(recover(job, now));
            }
        }
        Map<String, Job> byId = jobs.stream().collect(Collectors.toMap(Job::id, Function.identity()));
        archives.setStrangersAside(byId);
        return jobs;
    }

    private Job recover(Job job, Instant now) throws IOException {
        Job next = job;
        if (!job.state().isOver()) {
            next = Ending.without(job, Reason.INTERRUPTED, true, null, now);
        } else if (job.keepsArchive() && !archives.has(job)) {
            LOG.log(System.Logger.Level.WARNING, "The archive of {0} is missing or damaged: it has expired", job.id());
            next = job.expired(now);
        }
        if (!next.equals(job)) {
            save(next);
        }
        if (!next.keepsArchive()) {
            archives.remove(next.id());
        }
        return next;
    }

    /** Where it cannot be written, the next start comes to the same end. */
    private void save(Job job) {
        try {
            store.save(job);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The record of {0} could not be written: {1}", job.id(), e.toString());
        }
    }
}
