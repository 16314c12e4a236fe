package io.calink.web;

import io.calink.info.Reading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What this machine is and does now. */
@RestController
@Tag(name = "info", description = "What this machine is and does now")
final class InfoController {
    private static final int USUAL_POINTS = 300;
    private static final int MOST_POINTS = 3600;

    private final Readings readings;
    private final Answers answers;
    private final Silence silence;

    InfoController(Readings readings, Answers answers, Silence silence) {
        this.silence = silence;
        this.readings = readings;
        this.answers = answers;
    }

    @GetMapping("/info")
    @Operation(
            operationId = "listInfo",
            summary = "Every information, by name",
            description = "Reads all informations, or those that `names` lists. What this machine does not have, or "
                    + "what could not be read, is `null`; `GET /info/{name}` says why.",
            parameters =
                    @Parameter(
                            in = ParameterIn.QUERY,
                            name = "names",
                            description = "Names between commas; all if it is missing.",
                            example = "host,os"))
    @ApiResponse(responseCode = "200", description = "The values, by name, in the order of the catalogue.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_INFORMATION")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    ResponseEntity<byte[]> all(HttpServletRequest request) throws InterruptedException {
        Accept.of(request).requireJson();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        readings.read(names(request))
                .forEach((name, reading) ->
                        values.put(name, reading instanceof Reading.Value value ? clean(value) : null));
        return answers.ok(request, values);
    }

    private Collection<String> names(HttpServletRequest request) {
        Collection<String> known = readings.descriptions().keySet();
        List<String> wanted = new Parameters(request).list("names");
        if (wanted == null) {
            return known;
        }
        for (String name : wanted) {
            requireKnown(name);
        }
        return known.stream().filter(wanted::contains).toList();
    }

    @GetMapping("/info/{name}")
    @Operation(
            operationId = "getInfo",
            summary = "One information",
            description = "The value as JSON; a string stands in quotes.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sort",
                        description = "For `ps`: what the processes are sorted by, the largest first: `cpu`, `memory`, "
                                + "`virtual`, `threads`, `files` or `started`; or `pid` or `name`.",
                        example = "cpu"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "limit",
                        description = "For `ps`: how many processes at most.",
                        schema = @Schema(type = "integer", minimum = "1"),
                        example = "10"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "list",
                        description = "For `packages`: `true` adds each package with its version.",
                        schema = @Schema(type = "boolean", defaultValue = "false")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "window",
                        description = "The time up to now that average, minimum and maximum are told of, instead of "
                                + "the usual minute; for cpu, vmem, smem, iostat, netio and load.",
                        example = "15m")
            })
    @ApiResponse(responseCode = "200", description = "The value.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "404", ref = "ABSENT_INFORMATION")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "503", ref = "INFORMATION_NOT_YET")
    ResponseEntity<byte[]> one(
            HttpServletRequest request,
            @Parameter(description = "The information's name.", example = "loadavg") @PathVariable("name")
                    String name) {
        Accept.of(request).requireJson();
        requireKnown(name);
        Parameters parameters = new Parameters(request);
        ProcessOrder order = ProcessOrder.of(parameters);
        boolean list = Boolean.TRUE.equals(parameters.flag("list"));
        if (order != null && !name.equals("ps")) {
            throw ProblemType.BAD_PARAMETER.says(
                    "The parameters \"sort\" and \"limit\" are for ps, not for " + Parameters.quoted(name) + ".");
        }
        if (list && !readings.listed().contains(name)) {
            throw ProblemType.BAD_PARAMETER.says("The parameter \"list\" is for " + String.join(", ", readings.listed())
                    + ", not for " + Parameters.quoted(name) + ".");
        }
        Duration window = parameters.time("window");
        if (window != null) {
            return told(request, fitting(() -> readings.over(name, window)), null);
        }
        return told(request, list ? readings.readList(name) : readings.read(name), order);
    }

    @GetMapping("/info/{name}/history")
    @Operation(
            operationId = "getInfoHistory",
            summary = "What an information was over time",
            description = "Of cpu, vmem, smem, iostat, netio and load, from the samples that the service keeps. Each "
                    + "series has average, minimum and maximum of each point, so that a spike is seen however long a "
                    + "point is; `null` is a point without a sample. Point i begins at `from` + i * `step_seconds`.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "window",
                        description = "How far back; as far as samples are kept if it is missing.",
                        example = "1h"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "points",
                        description = "How many points there are at most, 1 to 3600; none is shorter than the time "
                                + "between two samples.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "3600", defaultValue = "300"))
            })
    @ApiResponse(responseCode = "200", description = "The series.")
    @ApiResponse(responseCode = "400", ref = "BAD_PARAMETER")
    @ApiResponse(responseCode = "404", ref = "ABSENT_INFORMATION")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "503", ref = "INFORMATION_NOT_YET")
    ResponseEntity<byte[]> history(
            HttpServletRequest request,
            @Parameter(description = "The information's name.", example = "cpu") @PathVariable("name") String name) {
        Accept.of(request).requireJson();
        requireKnown(name);
        Parameters parameters = new Parameters(request);
        Duration window = parameters.time("window");
        int points = parameters.number("points", 1, MOST_POINTS, USUAL_POINTS);
        return told(request, fitting(() -> readings.history(name, window, points)), null);
    }

    /** Those who know what is sampled, and how far back, say what does not fit. */
    private static Reading fitting(Supplier<Reading> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw ProblemType.BAD_PARAMETER.says(e);
        }
    }

    private ResponseEntity<byte[]> told(HttpServletRequest request, Reading reading, @Nullable ProcessOrder order) {
        if (reading instanceof Reading.Value value) {
            return answers.ok(request, order == null ? clean(value) : order.of(clean(value)));
        }
        if (reading instanceof Reading.Absent absent) {
            throw ProblemType.ABSENT_INFORMATION.says(absent.reason());
        }
        throw failed((Reading.Failure) reading);
    }

    /** Each string for itself, as if it were a text: such are the command lines of processes. */
    private Object clean(Reading.Value value) {
        return Objects.requireNonNull(silence.now().value(value.value()));
    }

    private static ProblemException failed(Reading.Failure failure) {
        return switch (failure.cause()) {
            case NOT_YET ->
                ProblemType.INFORMATION_NOT_YET.says(failure.reason()).retryAfter(1);
            case TIMEOUT -> ProblemType.INFORMATION_TIMEOUT.says(failure.reason());
            case DENIED, FAILED -> ProblemType.FAILED_INFORMATION.says(failure.reason());
        };
    }

    private void requireKnown(String name) {
        Collection<String> known = readings.descriptions().keySet();
        if (!known.contains(name)) {
            throw ProblemType.UNKNOWN_INFORMATION.says("There is no information " + Parameters.quoted(name)
                    + ". The known ones are: " + String.join(", ", known) + ".");
        }
    }
}
