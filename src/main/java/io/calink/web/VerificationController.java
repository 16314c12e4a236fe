package io.calink.web;

import io.calink.archive.TookTooLongException;
import io.calink.bundle.Verification;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Whether archives are what their manifests say. */
@RestController
@Tag(name = "bundles")
final class VerificationController {
    private static final int SOON = 5;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Jobs jobs;
    private final Answers answers;
    private final Semaphore place = new Semaphore(1);

    VerificationController(Jobs jobs, Answers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    @GetMapping("/bundles/{id}/verification")
    @Operation(
            operationId = "verifyBundle",
            summary = "Whether the archive of a bundle is what its manifest says",
            description =
                    "Reads the whole archive, as `calink verify` does, and compares every entry with the manifest. "
                            + "That takes some seconds for each GiB of content, and one archive is read at a time: others are "
                            + "answered 503 meanwhile, and so is one that takes longer than 10 minutes. What is wrong is in `findings`; the status is 200 then, too.")
    @ApiResponse(responseCode = "200", description = "What was found.")
    @ApiResponse(responseCode = "404", ref = "NO_ARCHIVE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY,ENCRYPTED")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    ResponseEntity<byte[]> verification(
            HttpServletRequest request, @Parameter(description = "The bundle's id.") @PathVariable("id") String id)
            throws IOException {
        Accept.of(request).requireJson();
        Job job = Bundles.find(jobs, id);
        Job.Archive archive = Bundles.open(jobs, job);
        Path file = jobs.archive(id).orElseThrow(() -> Bundles.withoutArchive(job));
        if (!place.tryAcquire()) {
            throw ProblemType.UNAVAILABLE
                    .says("An archive is being verified already; try again when that is done.")
                    .retryAfter(SOON);
        }
        try {
            Verification found = Verification.of(file, LONGEST);
            return answers.ok(request, new Verification(found.ok(), archive.name(), found.entries(), found.findings()));
        } catch (TookTooLongException e) {
            throw ProblemType.UNAVAILABLE.says(e.getMessage() + " Download it, and use calink verify.");
        } catch (NoSuchFileException e) {
            throw Bundles.withoutArchive(job);
        } finally {
            place.release();
        }
    }
}
