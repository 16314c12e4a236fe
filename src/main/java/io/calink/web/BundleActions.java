package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.calink.jobs.UnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done to a bundle that is there: ended early, kept for good, removed. */
@RestController
@Tag(name = "bundles")
final class BundleActions {
    private final Jobs jobs;
    private final BundleAnswers bundles;

    BundleActions(Jobs jobs, BundleAnswers bundles) {
        this.jobs = jobs;
        this.bundles = bundles;
    }

    @PostMapping("/bundles/{id}/cancel")
    @Operation(
            operationId = "cancelBundle",
            summary = "Ends a bundle early",
            description = "A bundle that waits ends at once, one that is made within 3 s.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "keep",
                        description =
                                "Whether what was gathered becomes a valid archive; the bundle is `PARTIAL` then.",
                        schema = @Schema(type = "boolean", defaultValue = "false"))
            })
    @ApiResponse(responseCode = "202", description = "The bundle, which ends soon.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_BUNDLE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "409", ref = "ALREADY_OVER")
    @ApiResponse(responseCode = "410", ref = "GONE")
    ResponseEntity<byte[]> cancel(
            HttpServletRequest request, @Parameter(description = "The bundle's id.") @PathVariable("id") String id) {
        Accept.of(request).requireJson();
        boolean keep = Boolean.TRUE.equals(new Parameters(request).flag("keep"));
        Job before = Bundles.find(jobs, id);
        try {
            return bundles.accepted(changed(before, () -> jobs.cancel(id, keep)));
        } catch (IllegalStateException e) {
            throw ProblemType.ALREADY_OVER.says(
                    "The bundle is over already; GET " + BundleView.path(id) + " says how it ended.");
        }
    }

    @PutMapping("/bundles/{id}/pin")
    @Operation(
            operationId = "pinBundle",
            summary = "Keeps a bundle for good",
            description = "Its archive stays whatever the limits of age, number and size say, until it is unpinned or "
                    + "deleted. It counts among those limits.")
    @ApiResponse(responseCode = "200", description = "The bundle, which is pinned.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_BUNDLE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "409", ref = "CANNOT_BE_PINNED")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    ResponseEntity<byte[]> pin(
            HttpServletRequest request, @Parameter(description = "The bundle's id.") @PathVariable("id") String id) {
        Accept.of(request).requireJson();
        Job before = Bundles.find(jobs, id);
        if (before.state() == Job.State.EXPIRED) {
            throw Bundles.withoutArchive(before);
        }
        try {
            return bundles.now(changed(before, () -> jobs.pin(id)));
        } catch (IllegalStateException e) {
            throw ProblemType.CANNOT_BE_PINNED.says(e);
        } catch (UnavailableException e) {
            throw ProblemType.UNAVAILABLE.says(e).retryAfter(LiveArchives.SOON);
        }
    }

    @DeleteMapping("/bundles/{id}/pin")
    @Operation(
            operationId = "unpinBundle",
            summary = "Lets a bundle go when its time is over",
            description = "Its age counts from its end; if that is over, it has another day, or its whole age again "
                    + "where that is shorter. The limits of number and size hold for it at once.")
    @ApiResponse(responseCode = "200", description = "The bundle, which is not pinned.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_BUNDLE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    ResponseEntity<byte[]> unpin(
            HttpServletRequest request, @Parameter(description = "The bundle's id.") @PathVariable("id") String id) {
        Accept.of(request).requireJson();
        Job before = Bundles.find(jobs, id);
        try {
            return bundles.now(changed(before, () -> jobs.unpin(id)));
        } catch (UnavailableException e) {
            throw ProblemType.UNAVAILABLE.says(e).retryAfter(LiveArchives.SOON);
        }
    }

    /** Who is deleted meanwhile is gone. */
    private Job changed(Job before, Supplier<Job> change) {
        try {
            return change.get();
        } catch (NoSuchElementException e) {
            return Bundles.find(jobs, before.id());
        }
    }

    @DeleteMapping("/bundles/{id}")
    @Operation(
            operationId = "deleteBundle",
            summary = "Removes a bundle",
            description = "Cancels it if it runs, and removes its archive. A download under way ends whole. For a day "
                    + "everything about it answers 410.")
    @ApiResponse(responseCode = "204", description = "It is gone.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_BUNDLE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    ResponseEntity<Void> delete(@Parameter(description = "The bundle's id.") @PathVariable("id") String id) {
        Bundles.find(jobs, id);
        try {
            jobs.delete(id);
        } catch (UnavailableException e) {
            throw ProblemType.UNAVAILABLE.says(e).retryAfter(LiveArchives.SOON);
        }
        return ResponseEntity.noContent().build();
    }
}
