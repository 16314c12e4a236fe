package io.calink.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.calink.jobs.Job;
import org.jspecify.annotations.Nullable;

/** A bundle as answers show it: its record, and where to go from it. */
record BundleView(@JsonUnwrapped Job bundle, Links links) {
    /**
     * Where to go from a bundle.
     *
     * @param archive where the archive is, once there is one to download
     * @param manifest where its manifest is, once there is one to read and it is not encrypted
     * @param entries where what is in its archive is listed, likewise
     * @param cancel where to end it early, while it is not over
     */
    record Links(
            String self,
            String events,
            @Nullable String archive,
            @Nullable String manifest,
            @Nullable String entries,
            @Nullable String cancel) {}

    static BundleView of(Job job) {
        String self = path(job.id());
        Job.Archive archive = job.archive();
        boolean ready = job.stored() && archive != null && job.state().hasArchive();
        boolean open = ready && archive != null && archive.encryption() == null;
        return new BundleView(
                job,
                new Links(
                        self,
                        self + "/events",
                        ready ? self + "/archive" : null,
                        open ? self + "/manifest" : null,
                        open ? self + "/entries" : null,
                        job.state().isOver() ? null : self + "/cancel"));
    }

    static String path(String id) {
        return "/bundles/" + id;
    }
}
