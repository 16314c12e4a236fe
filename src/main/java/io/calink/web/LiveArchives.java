package io.calink.web;

import io.calink.bundle.Names;
import io.calink.bundle.UnknownKeyException;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.calink.jobs.NoSpaceException;
import io.calink.jobs.QueueFullException;
import io.calink.jobs.Request;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.coyote.CloseNowException;

/**
 * Answers with an archive while it is gathered, written by the thread of the request itself: no asynchronous timeout
 * cuts it off, and nothing but the archive's bytes is ever written.
 */
final class LiveArchives {
    /** How many seconds to wait before asking again where nothing better is known. */
    static final int SOON = 5;

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Jobs jobs;
    private final LongAnswers places;

    LiveArchives(Jobs jobs, LongAnswers places) {
        this.jobs = jobs;
        this.places = places;
    }

    void answer(Request wanted, boolean store, HttpServletResponse response)
            throws IOException, InterruptedException, UnknownKeyException, QueueFullException, NoSpaceException {
        Job job;
        places.enter();
        try {
            job = jobs.stream(wanted, store, WAIT, (begun, names) -> open(begun, names, response));
        } finally {
            // a gathering is ended by an interrupt, which must not meet the next request of this thread
            Thread.interrupted();
            places.leave();
        }
        if (!job.state().hasArchive()) {
            throw broken(job, response);
        }
    }

    private static OutputStream open(Job job, Names names, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(names.format().mediaType());
        response.setHeader("Content-Disposition", Disposition.attachment(names.archiveFile()));
        response.setHeader("Location", BundleView.path(job.id()));
        return response.getOutputStream();
    }

    /** What has begun as an archive cannot end as a problem: the container closes the connection instead. */
    private static IOException broken(Job job, HttpServletResponse response) {
        if (response.isCommitted()) {
            return new CloseNowException("The gathering of bundle " + job.id() + " ended without an archive");
        }
        throw job.error() != null
                ? new ProblemException(job.error())
                : ProblemType.UNAVAILABLE
                        .says("The bundle was ended before its archive had begun; ask for another.")
                        .retryAfter(SOON);
    }
}
