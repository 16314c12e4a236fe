package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;

/** Looks bundles up for those calls that name one. */
final class Bundles {
    private Bundles() {}

    /** The bundle of an id; 404 if there is none. */
    static Job find(Jobs jobs, String id) {
        return jobs.find(id)
                .orElseThrow(() -> ProblemType.UNKNOWN_BUNDLE.says(
                        "There is no bundle " + Parameters.quoted(id) + "; GET /bundles lists those there are."));
    }
}
