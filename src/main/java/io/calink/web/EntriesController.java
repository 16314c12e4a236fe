package io.calink.web;

import io.calink.archive.ArchiveFile;
import io.calink.archive.Entry;
import io.calink.archive.Listed;
import io.calink.jobs.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is in the archives that are kept, one entry at a time. */
@RestController
@Tag(name = "bundles")
final class EntriesController {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Jobs jobs;
    private final Answers answers;
    private final LongAnswers places;

    EntriesController(Jobs jobs, Answers answers, LongAnswers places) {
        this.jobs = jobs;
        this.answers = answers;
        this.places = places;
    }

    @GetMapping("/bundles/{id}/entries")
    @Operation(
            operationId = "listEntries",
            summary = "What is in the archive of a bundle",
            description =
                    "The entries in the archive's order, with their numbers. Names are those below the one "
                            + "directory at the archive's top, which is number 1 and not listed; so the manifest names them, too.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "prefix", description = "What their names begin with."),
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "How many, from 1 to 1000; 100."),
                @Parameter(in = ParameterIn.QUERY, name = "cursor", description = "What `next` said before.")
            })
    @ApiResponse(responseCode = "200", description = "Some of the entries.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "404", ref = "NO_ARCHIVE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY,ENCRYPTED,DAMAGED_ARCHIVE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    ResponseEntity<byte[]> entries(
            HttpServletRequest request, @Parameter(description = "The bundle's id.") @PathVariable("id") String id)
            throws IOException {
        Accept.of(request).requireJson();
        Parameters query = new Parameters(request);
        int limit = query.number("limit", 1, MOST, USUAL);
        int after = query.number("cursor", 1, Integer.MAX_VALUE, 0);
        String prefix = query.text("prefix");
        try (Look look = new Look(jobs, places, id)) {
            ArchiveFile archive = look.archive();
            return answers.ok(
                    request,
                    EntryPage.of(
                            id, look.ask(() -> archive.list(prefix == null ? "" : prefix, after, limit + 1)), limit));
        }
    }

    @GetMapping("/bundles/{id}/entries/{*path}")
    @Operation(
            operationId = "getEntryByName",
            summary = "A file in the archive of a bundle, by its name",
            description = "As by its number, which also reaches names that no URL can carry. Of entries of the same "
                    + "name, the first.",
            parameters = {
                @Parameter(in = ParameterIn.HEADER, name = "Range", description = "The part to answer."),
                @Parameter(in = ParameterIn.HEADER, name = "If-Range", description = "The `ETag` of that part."),
                @Parameter(in = ParameterIn.HEADER, name = "If-None-Match", description = "The `ETag` that is there.")
            })
    @ApiResponse(responseCode = "200", description = "The whole file.")
    @ApiResponse(responseCode = "206", description = "The part that `Range` asks for.")
    @ApiResponse(responseCode = "304", description = "It is the one that `If-None-Match` names.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_ENTRY,NOT_A_FILE,NO_ARCHIVE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY,ENCRYPTED,DAMAGED_ARCHIVE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "412", ref = "PRECONDITION_FAILED")
    @ApiResponse(responseCode = "416", description = "The file has no such part. There is no body.")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    void byName(
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "The bundle's id.") @PathVariable("id") String id,
            @Parameter(description = "The entry's name, slashes and all.") @PathVariable("path") String path)
            throws IOException {
        String name = path.substring(1);
        try (Look look = new Look(jobs, places, id)) {
            Optional<Listed> found = look.ask(() -> look.archive().find(name));
            answer(request, response, look, found, Parameters.quoted(name));
        }
    }

    @GetMapping("/bundles/{id}/entry/{number}")
    @Operation(
            operationId = "getEntry",
            summary = "A file in the archive of a bundle, by its number",
            description =
                    "Its bytes, `text/plain` where all of them are UTF-8, with a strong `ETag`; with `Range` a part "
                            + "of them, which is read without what stands before it in the archive. Directories and links have "
                            + "no content: what a link holds is in the list of entries.",
            parameters = {
                @Parameter(in = ParameterIn.HEADER, name = "Range", description = "The part to answer."),
                @Parameter(in = ParameterIn.HEADER, name = "If-Range", description = "The `ETag` of that part."),
                @Parameter(in = ParameterIn.HEADER, name = "If-None-Match", description = "The `ETag` that is there.")
            })
    @ApiResponse(responseCode = "200", description = "The whole file.")
    @ApiResponse(responseCode = "206", description = "The part that `Range` asks for.")
    @ApiResponse(responseCode = "304", description = "It is the one that `If-None-Match` names.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_ENTRY,NOT_A_FILE,NO_ARCHIVE")
    @ApiResponse(responseCode = "409", ref = "NOT_READY,ENCRYPTED,DAMAGED_ARCHIVE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "412", ref = "PRECONDITION_FAILED")
    @ApiResponse(responseCode = "416", description = "The file has no such part. There is no body.")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    void byNumber(
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "The bundle's id.") @PathVariable("id") String id,
            @Parameter(description = "The entry's number.") @PathVariable("number") String number)
            throws IOException {
        try (Look look = new Look(jobs, places, id)) {
            Optional<Listed> found = number.matches("[0-9]{1,9}")
                    ? look.ask(() -> look.archive().find(Long.parseLong(number)))
                    : Optional.empty();
            answer(request, response, look, found, Parameters.quoted(number));
        }
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, Look look, Optional<Listed> found, String asked)
            throws IOException {
        Listed entry = found.orElseThrow(() -> ProblemType.UNKNOWN_ENTRY.says("The archive has no entry " + asked
                + "; GET " + BundleView.path(look.job().id()) + "/entries lists those there are."));
        if (entry.type() != Entry.Type.FILE) {
            throw ProblemType.NOT_A_FILE.says("Entry " + entry.number() + " is a "
                    + (entry.type() == Entry.Type.DIRECTORY ? "directory" : "link")
                    + "; only files have content, and the list of entries tells where a link leads.");
        }
        new EntryContent(look, entry).answer(request, response);
    }
}
