package io.calink.web;

import io.calink.archive.Format;
import io.calink.bundle.UnknownKeyException;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.calink.jobs.NoSpaceException;
import io.calink.jobs.QueueFullException;
import io.calink.jobs.Request;
import io.calink.jobs.UnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Snapshots of this machine: ordered, listed, looked at, removed. */
@RestController
@Tag(name = "bundles", description = "Snapshots of this machine, each an archive")
final class BundleController {
    private final Jobs jobs;
    private final BundleBody body;
    private final Orders orders;
    private final Answers answers;
    private final BundleAnswers bundles;

    BundleController(Jobs jobs, BundleBody body, Orders orders, Answers answers, BundleAnswers bundles) {
        this.jobs = jobs;
        this.body = body;
        this.orders = orders;
        this.answers = answers;
        this.bundles = bundles;
    }

    @PostMapping("/bundles")
    @Operation(
            operationId = "createBundle",
            summary = "Takes a snapshot",
            description = "Orders a snapshot, which is made in the background; or, with `stream=true` or an `Accept` "
                    + "that ranks `application/gzip` above JSON, answers with the archive itself while it is gathered.",
            parameters = {
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = IdempotencyKey.HEADER,
                        description = IdempotencyKey.DESCRIPTION,
                        schema =
                                @Schema(
                                        type = "string",
                                        minLength = 1,
                                        maxLength = IdempotencyKey.LONGEST,
                                        pattern = "^[!-~]+$"),
                        example = "8e03978e-40d5-43dd-bc93-6894a57f9324"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "stream",
                        description = "Whether to answer with the archive itself.",
                        schema = @Schema(type = "boolean", defaultValue = "false")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "store",
                        description = "Whether a streamed archive is also kept here.",
                        schema = @Schema(type = "boolean", defaultValue = "false")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "Prefer",
                        description = "`wait=30` waits up to so many seconds, at most 300, for the bundle's end; "
                                + "`respond-async` does not wait.")
            })
    @ApiResponse(
            responseCode = "200",
            description = "The archive itself, while it is gathered; or the bundle, if it was waited for and is over; "
                    + "or, with an `Idempotency-Key` that was used before, what is there already.")
    @ApiResponse(responseCode = "202", description = "The bundle, which is made from now on.")
    @ApiResponse(responseCode = "400", ref = "MALFORMED_JSON")
    @ApiResponse(responseCode = "404", ref = "NO_ARCHIVE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "413", ref = "BODY_TOO_LARGE")
    @ApiResponse(responseCode = "415", ref = "UNSUPPORTED_MEDIA_TYPE")
    @ApiResponse(responseCode = "422", ref = "UNKNOWN_KEY")
    @ApiResponse(responseCode = "429", ref = "QUEUE_FULL")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    @ApiResponse(responseCode = "507", ref = "INSUFFICIENT_STORAGE")
    @Nullable
    Object create(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        Parameters query = new Parameters(request);
        Boolean stream = query.flag("stream");
        Boolean store = query.flag("store");
        Accept accept = Accept.of(request);
        Format asked = Boolean.FALSE.equals(stream) ? null : Formats.ranked(accept);
        boolean streamed = asked != null || Boolean.TRUE.equals(stream);
        if (!streamed) {
            accept.requireJson();
        }
        Request wanted = Formats.in(asked, body.read(request));
        try {
            Orders.Order order = new Orders.Order(wanted, streamed, Boolean.TRUE.equals(store));
            Job job = orders.place(order, request, response);
            return job == null ? null : bundles.created(request, job, response.containsHeader(Orders.REPLAYED));
        } catch (UnknownKeyException e) {
            throw ProblemType.UNKNOWN_KEY.says(e);
        } catch (QueueFullException e) {
            throw ProblemType.QUEUE_FULL.says(e).retryAfter(e.retryAfter().toSeconds());
        } catch (NoSpaceException e) {
            throw ProblemType.INSUFFICIENT_STORAGE.says(e);
        } catch (UnavailableException e) {
            throw ProblemType.UNAVAILABLE.says(e).retryAfter(LiveArchives.SOON);
        }
    }

    @GetMapping("/bundles")
    @Operation(
            operationId = "listBundles",
            summary = "The bundles, newest first",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "state",
                        description = "States between commas; all if it is missing.",
                        example = "SUCCEEDED"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "limit",
                        description = "How many at most.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "cursor",
                        description = "What `next` said in the answer before.")
            })
    @ApiResponse(responseCode = "200", description = "Some of the bundles, and where the next ones are.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        return answers.ok(request, BundlePage.of(jobs.list(), new Parameters(request)));
    }

    @GetMapping("/bundles/{id}")
    @Operation(
            operationId = "getBundle",
            summary = "One bundle",
            description = "While it is not over, the answer says in `Retry-After` when to look again; or with "
                    + "`Prefer: wait=30` it comes when the bundle is over, or after that many seconds.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "Prefer",
                            description = "`wait=30` waits up to so many seconds, at most 300."))
    @ApiResponse(responseCode = "200", description = "The bundle as it stands now.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_BUNDLE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    Object one(HttpServletRequest request, @Parameter(description = "The bundle's id.") @PathVariable("id") String id) {
        Accept.of(request).requireJson();
        return bundles.looked(request, Bundles.find(jobs, id));
    }
}
