package io.calink.web;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What bundles say of themselves, out of their archives. */
@RestController
@Tag(name = "bundles")
final class ManifestController {
    /** It stands right below the only directory at the top; files that were collected stand deeper. */
    private static final Predicate<String> IS_MANIFEST =
            Pattern.compile("[^/]+/manifest\\.json").asMatchPredicate();

    private final Jobs jobs;
    private final LongAnswers places;

    ManifestController(Jobs jobs, LongAnswers places) {
        this.jobs = jobs;
        this.places = places;
    }

    @GetMapping("/bundles/{id}/manifest")
    @Operation(
            operationId = "getManifest",
            summary = "The manifest of a bundle",
            description = "The bytes of `manifest.json` in the archive: what was gathered, and what was not, and why.")
    @ApiResponse(responseCode = "200", description = "The manifest.")
    @ApiResponse(responseCode = "404", ref = "NO_ARCHIVE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY,ENCRYPTED")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    void manifest(
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "The bundle's id.") @PathVariable("id") String id)
            throws IOException {
        Accept.of(request).requireJson();
        Job job = Bundles.find(jobs, id);
        Bundles.open(jobs, job);
        places.enter();
        try (ArchiveReader archive =
                ArchiveReader.of(jobs.archive(id).orElseThrow(() -> Bundles.withoutArchive(job)))) {
            copy(archive, request, response);
        } catch (NoSuchFileException e) {
            throw Bundles.withoutArchive(job);
        } finally {
            places.leave();
        }
    }

    private static void copy(ArchiveReader archive, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Entry entry = archive.next();
        while (entry != null && !IS_MANIFEST.test(entry.name())) {
            entry = archive.next();
        }
        if (entry == null) {
            throw new IOException("The archive has no manifest");
        }
        response.setContentType("application/json");
        response.setContentLengthLong(entry.size());
        if (!request.getMethod().equals("HEAD")) {
            archive.content().transferTo(response.getOutputStream());
        }
        response.flushBuffer();
    }
}
