package io.calink.web;

import io.calink.bundle.Selection;
import io.calink.bundle.UnknownKeyException;
import io.calink.config.LiveConfiguration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a snapshot would gather, and what says so. */
@RestController
@Tag(name = "configuration", description = "What a snapshot would gather, and what says so")
final class PlanController {
    private final LiveConfiguration configuration;
    private final Previews previews;
    private final Answers answers;

    PlanController(LiveConfiguration configuration, Previews previews, Answers answers) {
        this.configuration = configuration;
        this.previews = previews;
        this.answers = answers;
    }

    @GetMapping("/plan")
    @Operation(
            operationId = "getPlan",
            summary = "What a snapshot would gather",
            description = "Walks the files without reading them: items with path or label, count and size, and the "
                    + "limits that would bite. A missing parameter is all of its section, an empty one none.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "info", description = "Keys of `[info]`, between commas."),
                @Parameter(in = ParameterIn.QUERY, name = "files", description = "Keys of `[files]`."),
                @Parameter(in = ParameterIn.QUERY, name = "commands", description = "Keys of `[commands]`."),
                @Parameter(in = ParameterIn.QUERY, name = "since", description = "How far back.", example = "2h"),
                @Parameter(in = ParameterIn.QUERY, name = "format", description = "The format.", example = "tar.gz")
            })
    @ApiResponse(responseCode = "200", description = "What would be gathered.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "422", ref = "UNKNOWN_KEY")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    ResponseEntity<byte[]> plan(HttpServletRequest request) throws InterruptedException {
        Accept.of(request).requireJson();
        try {
            return answers.ok(
                    request, previews.of(configuration.current().plan().select(selection(request))));
        } catch (UnknownKeyException e) {
            throw ProblemType.UNKNOWN_KEY.says(e);
        }
    }

    private static Selection selection(HttpServletRequest request) {
        Parameters query = new Parameters(request);
        String since = query.text("since");
        String format = query.text("format");
        return new Selection(
                query.list("info"),
                query.list("files"),
                query.list("commands"),
                since == null || since.isEmpty() ? null : Since.read(since, ProblemType.BAD_PARAMETER),
                format == null || format.isEmpty() ? null : Formats.named(format));
    }

    @GetMapping("/config")
    @Operation(
            operationId = "getConfig",
            summary = "The configuration in force",
            description = "What it says, where it comes from, and whether the file has a mistake since.")
    @ApiResponse(responseCode = "200", description = "The configuration.")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    ResponseEntity<byte[]> config(HttpServletRequest request) {
        return answers.ok(request, ConfigView.of(configuration));
    }
}
