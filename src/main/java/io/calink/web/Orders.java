package io.calink.web;

import io.calink.bundle.Json;
import io.calink.bundle.Selection;
import io.calink.bundle.UnknownKeyException;
import io.calink.jobs.Claim;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.calink.jobs.KeyRefusedException;
import io.calink.jobs.Mark;
import io.calink.jobs.NoSpaceException;
import io.calink.jobs.QueueFullException;
import io.calink.jobs.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders snapshots; one that was ordered before under the same Idempotency-Key is not made again. */
final class Orders {
    static final String REPLAYED = "Idempotency-Replayed";

    private static final String NOBODY = "anonymous";
    private static final String ANOTHER = " another Idempotency-Key makes another.";

    private final Jobs jobs;
    private final LiveArchives live;
    private final ArchiveController archives;

    Orders(Jobs jobs, LiveArchives live, ArchiveController archives) {
        this.jobs = jobs;
        this.live = live;
        this.archives = archives;
    }

    /**
     * What somebody wants, and how.
     *
     * @param stream whether the answer is the archive itself
     * @param store whether a streamed archive is kept too
     */
    record Order(Request wanted, boolean stream, boolean store) {
        /** What must be the same when it is sent again. It is what was understood that counts, not how it was written. */
        Map<String, String> parts() {
            Selection selection = wanted.selection();
            List<@Nullable Object> said = new ArrayList<>(Arrays.asList(
                    wanted.note(), selection.info(), selection.files(), selection.commands(), selection.since()));
            if (!selection.recipients().isEmpty()) {
                said.add(selection.recipients().keys());
            }
            String body = Json.mapper().writeValueAsString(said);
            String format = selection.format() == null ? "" : selection.format().label();
            return Map.of(
                    "the body",
                    body,
                    "the format",
                    format,
                    "stream",
                    String.valueOf(stream),
                    "store",
                    String.valueOf(store));
        }
    }

    /** The bundle; {@code null} if its archive was the answer. */
    @Nullable
    Job place(Order order, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException, UnknownKeyException, QueueFullException, NoSpaceException {
        IdempotencyKey key = IdempotencyKey.of(request);
        if (key == null) {
            return make(order, null, request, response);
        }
        Principal caller = request.getUserPrincipal();
        Mark mark = new Mark(caller == null ? NOBODY : caller.getName(), key.value(), order.parts());
        try (Claim claim = jobs.claim(mark, order.stream())) {
            return claim.bundle().isEmpty()
                    ? make(order, claim, request, response)
                    : again(claim.bundle().get(), order, request, response);
        } catch (KeyRefusedException e) {
            throw refused(e);
        }
    }

    private @Nullable Job make(
            Order order, @Nullable Claim claim, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException, UnknownKeyException, QueueFullException, NoSpaceException {
        if (order.stream()) {
            live.answer(order.wanted(), order.store(), claim, request, response);
            return null;
        }
        return jobs.submit(order.wanted(), claim);
    }

    private @Nullable Job again(String id, Order order, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Job job = jobs.find(id)
                .orElseThrow(() -> ProblemType.GONE.says(
                        "The bundle of this Idempotency-Key was " + id + ", which has been removed;" + ANOTHER));
        response.setHeader(REPLAYED, "true");
        if (!order.stream()) {
            return job;
        }
        requireArchive(job);
        response.setHeader("Location", BundleView.path(id));
        archives.archive(request, response, id);
        return null;
    }

    /** As a download, but asking here again in the same way would never help. */
    private static void requireArchive(Job job) {
        if (!job.state().isOver()) {
            return;
        }
        if (!job.stored()) {
            throw ProblemType.GONE.says(
                    "The archive of this Idempotency-Key was streamed and not kept; ?store=true keeps" + " one, and"
                            + ANOTHER);
        }
        if (job.state() == Job.State.EXPIRED) {
            throw ProblemType.GONE.says("The archive of this Idempotency-Key has been removed;" + ANOTHER);
        }
        if (!job.state().hasArchive()) {
            throw ProblemType.NO_ARCHIVE.says(
                    "The bundle of this Idempotency-Key ended as " + job.state() + ", without an archive;" + ANOTHER);
        }
    }

    private static ProblemException refused(KeyRefusedException e) {
        return switch (e.why()) {
            case REUSED -> ProblemType.IDEMPOTENCY_KEY_REUSED.says(e);
            case UNDECIDED ->
                ProblemType.IDEMPOTENCY_KEY_UNDECIDED
                        .says(e)
                        .retryAfter(e.retryAfter().toSeconds());
            case FULL ->
                ProblemType.UNAVAILABLE.says(e).retryAfter(e.retryAfter().toSeconds());
        };
    }
}
