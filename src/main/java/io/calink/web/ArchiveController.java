package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The archives that are kept, to be downloaded. */
@RestController
@Tag(name = "bundles")
final class ArchiveController {
    private final Jobs jobs;
    private final LongAnswers places;

    ArchiveController(Jobs jobs, LongAnswers places) {
        this.jobs = jobs;
        this.places = places;
    }

    @GetMapping("/bundles/{id}/archive")
    @Operation(
            operationId = "getArchive",
            summary = "The archive of a bundle",
            description = "The file, whatever `Accept` says, with a strong `ETag`. A download that was cut goes on "
                    + "with `Range` and `If-Range`; of several ranges the whole is answered.",
            parameters = {
                @Parameter(in = ParameterIn.HEADER, name = "Range", description = "The part to answer."),
                @Parameter(in = ParameterIn.HEADER, name = "If-Range", description = "The `ETag` of that part."),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "If-None-Match",
                        description = "The `ETag` of what is there already.")
            })
    @ApiResponse(responseCode = "200", description = "The whole archive.")
    @ApiResponse(responseCode = "206", description = "The part that `Range` asks for.")
    @ApiResponse(responseCode = "304", description = "It is the one that `If-None-Match` names.")
    @ApiResponse(responseCode = "404", ref = "NO_ARCHIVE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "412", ref = "PRECONDITION_FAILED")
    @ApiResponse(responseCode = "416", description = "The archive has no such part. There is no body.")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    void archive(
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "The bundle's id.") @PathVariable("id") String id)
            throws IOException {
        Job job = Bundles.find(jobs, id);
        Job.Archive archive = archive(job);
        places.enter();
        try (FileChannel file =
                FileChannel.open(jobs.archive(id).orElseThrow(() -> gone(job)), StandardOpenOption.READ)) {
            new Download(archive, file).answer(request, response);
        } catch (NoSuchFileException e) {
            throw gone(job);
        } finally {
            places.leave();
        }
    }

    private static Job.Archive archive(Job job) {
        if (!job.state().isOver()) {
            throw ProblemType.NOT_READY
                    .says("The bundle is " + job.state() + "; ask again when GET " + BundleView.path(job.id())
                            + " says that it is over.")
                    .retryAfter(1);
        }
        if (job.state() == Job.State.EXPIRED) {
            throw gone(job);
        }
        if (job.archive() == null || !job.state().hasArchive()) {
            throw ProblemType.NO_ARCHIVE.says(
                    "The bundle ended as " + job.state() + ", without an archive; POST /bundles makes another.");
        }
        if (!job.stored()) {
            throw gone(job);
        }
        return job.archive();
    }

    private static ProblemException gone(Job job) {
        return ProblemType.GONE.says(
                job.stored()
                        ? "The archive has been removed; POST /bundles makes another."
                        : "The archive was streamed and not kept; ?store=true keeps one.");
    }
}
