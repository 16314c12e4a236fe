package io.calink.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.calink.jobs.Job;
import org.jspecify.annotations.Nullable;

/** A bundle as answers show it: its record, and where to go from it. */
record BundleView(@JsonUnwrapped Job bundle, Links links) {
    /** @param archive where the archive is, once there is one to download */
    record Links(String self, @Nullable String archive) {}

    static BundleView of(Job job) {
        String self = path(job.id());
        boolean ready = job.stored() && job.archive() != null && job.state().hasArchive();
        return new BundleView(job, new Links(self, ready ? self + "/archive" : null));
    }

    static String path(String id) {
        return "/bundles/" + id;
    }
}
