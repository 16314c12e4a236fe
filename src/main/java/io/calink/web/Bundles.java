package io.calink.web;

import io.calink.encryption.Encrypted;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;

/** Looks bundles up for those calls that name one. */
final class Bundles {
    private Bundles() {}

    /** The bundle of an id; 410 if it was deleted a short time ago, 404 if there is none. */
    static Job find(Jobs jobs, String id) {
        return jobs.find(id).orElseThrow(() -> missing(jobs, id));
    }

    /** That there is no bundle of this id, or no longer. */
    static ProblemException missing(Jobs jobs, String id) {
        return jobs.wasDeleted(id)
                ? ProblemType.GONE.says("The bundle has been deleted; POST /bundles makes another.")
                : ProblemType.UNKNOWN_BUNDLE.says(
                        "There is no bundle " + Parameters.quoted(id) + "; GET /bundles lists those there are.");
    }

    /** The archive of a bundle, if it is here to be read: else 404, 409 or 410. */
    static Job.Archive archive(Jobs jobs, Job job) {
        if (!job.state().isOver()) {
            throw ProblemType.NOT_READY
                    .says("The bundle is " + job.state() + "; ask again when GET " + BundleView.path(job.id())
                            + " says that it is over.")
                    .retryAfter(jobs.nextLook(job).toSeconds());
        }
        if (job.state() == Job.State.EXPIRED) {
            throw withoutArchive(job);
        }
        if (job.archive() == null || !job.state().hasArchive()) {
            throw ProblemType.NO_ARCHIVE.says(
                    "The bundle ended as " + job.state() + ", without an archive; POST /bundles makes another.");
        }
        if (!job.stored()) {
            throw withoutArchive(job);
        }
        return job.archive();
    }

    /** The same, if it can be looked into: 409 if only its recipients can. */
    static Job.Archive open(Jobs jobs, Job job) {
        Job.Archive archive = archive(jobs, job);
        if (archive.encryption() != null) {
            throw ProblemType.ENCRYPTED.says("The archive is encrypted, so that only its recipients can look into it. "
                    + "GET " + BundleView.path(job.id()) + "/archive answers the file. "
                    + Encrypted.wayOut(archive.name()));
        }
        return archive;
    }

    /** The archive of this bundle is not here any more. */
    static ProblemException withoutArchive(Job job) {
        return ProblemType.GONE.says(
                job.stored()
                        ? "The archive has been removed; POST /bundles makes another."
                        : "The archive was streamed and not kept; ?store=true keeps one.");
    }
}
