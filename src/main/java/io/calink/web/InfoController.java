package io.calink.web;

import io.calink.info.Reading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What this machine is and does now. */
@RestController
@Tag(name = "info", description = "What this machine is and does now")
final class InfoController {
    private final Readings readings;
    private final Answers answers;

    InfoController(Readings readings, Answers answers) {
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
                        values.put(name, reading instanceof Reading.Value value ? value.value() : null));
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
            description = "The value as JSON; a string stands in quotes.")
    @ApiResponse(responseCode = "200", description = "The value.")
    @ApiResponse(responseCode = "404", ref = "ABSENT_INFORMATION")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "503", ref = "INFORMATION_NOT_YET")
    ResponseEntity<byte[]> one(
            HttpServletRequest request,
            @Parameter(description = "The information's name.", example = "loadavg") @PathVariable("name")
                    String name) {
        Accept.of(request).requireJson();
        requireKnown(name);
        Reading reading = readings.read(name);
        if (reading instanceof Reading.Value value) {
            return answers.ok(request, value.value());
        }
        if (reading instanceof Reading.Absent absent) {
            throw ProblemType.ABSENT_INFORMATION.says(absent.reason());
        }
        throw failed((Reading.Failure) reading);
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
