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
            description = "The file, whatever `Accept` says, with a strong `ETag`, and with its sha256 in "
                    + "`Repr-Digest`, which is that of the whole file on a part, too. A download that was cut goes on "
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
        Job.Archive archive = Bundles.archive(jobs, job);
        try (FileChannel file = FileChannel.open(
                jobs.archive(id).orElseThrow(() -> Bundles.withoutArchive(job)), StandardOpenOption.READ)) {
            new Download(archive, file, places).answer(request, response);
        } catch (NoSuchFileException e) {
            throw Bundles.withoutArchive(job);
        }
    }
}
