package io.calink.web;

import io.calink.bundle.Names;
import io.calink.bundle.UnknownKeyException;
import io.calink.encryption.Encrypted;
import io.calink.jobs.Claim;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.calink.jobs.NoSpaceException;
import io.calink.jobs.QueueFullException;
import io.calink.jobs.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;

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
    private final StalledClients stalled;

    LiveArchives(Jobs jobs, LongAnswers places, StalledClients stalled) {
        this.jobs = jobs;
        this.places = places;
        this.stalled = stalled;
    }

    /** {@code claim}: to the mark of the request, if it has one. */
    void answer(
            Request wanted,
            boolean store,
            @Nullable Claim claim,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException, UnknownKeyException, QueueFullException, NoSpaceException {
        AtomicReference<@Nullable String> id = new AtomicReference<>();
        Job job;
        places.enter();
        try {
            job = jobs.stream(wanted, store, WAIT, claim, (begun, names) -> {
                id.set(begun.id());
                return stalled.begin(begun.id(), request, open(begun, names, response));
            });
        } finally {
            stalled.end(id.get());
            // a gathering is ended by an interrupt, which must not meet the next request of this thread
            Thread.interrupted();
            places.leave();
        }
        if (!job.state().hasArchive()) {
            throw broken(job, request, response);
        }
    }

    private static OutputStream open(Job job, Names names, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(
                names.isEncrypted() ? Encrypted.MEDIA_TYPE : names.format().mediaType());
        response.setHeader("Content-Disposition", Disposition.attachment(names.archiveFile()));
        response.setHeader("Location", BundleView.path(job.id()));
        return response.getOutputStream();
    }

    /** What has begun as an archive cannot end as a problem: the container closes the connection instead. */
    private static IOException broken(Job job, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            PunctualProcessor.breakOff(request);
            return new CloseNowException("The gathering of bundle " + job.id() + " ended without an archive");
        }
        throw job.error() != null
                ? new ProblemException(job.error())
                : ProblemType.UNAVAILABLE
                        .says("The bundle was ended before its archive had begun; ask for another.")
                        .retryAfter(SOON);
    }
}
