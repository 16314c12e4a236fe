package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.calink.jobs.Journal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.CloseNowException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of a bundle, told as it happens. */
@RestController
@Tag(name = "bundles")
final class EventsController {
    private final Jobs jobs;
    private final EventReaders readers;

    EventsController(Jobs jobs, EventReaders readers) {
        this.jobs = jobs;
        this.readers = readers;
    }

    @GetMapping("/bundles/{id}/events")
    @Operation(
            operationId = "followBundle",
            summary = "A bundle, followed live",
            description = "Server-Sent Events, as a browser's `EventSource` and `curl -N` read them: `progress` when "
                    + "the bundle's state or progress has changed, and at the end `done`, after which the answer "
                    + "ends. The data of each is the bundle. Who comes back with `Last-Event-ID` gets what came after "
                    + "that event, as far as it is kept; who comes back after `done` gets 204, which tells an "
                    + "`EventSource` to stop. Who comes to a bundle that is over gets `done`.",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "Last-Event-ID",
                            description = "The id of the last event that was seen."))
    @ApiResponse(responseCode = "200", description = "The events, while they happen.")
    @ApiResponse(responseCode = "204", description = "`Last-Event-ID` is that of `done`: nothing follows.")
    @ApiResponse(responseCode = "404", ref = "UNKNOWN_BUNDLE")
    @ApiResponse(responseCode = "406", ref = "NOT_ACCEPTABLE")
    @ApiResponse(responseCode = "410", ref = "GONE")
    @ApiResponse(responseCode = "503", ref = "UNAVAILABLE")
    void events(
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = "The bundle's id.") @PathVariable("id") String id)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            throw new CloseNowException("A reader of events has taken nothing for too long, or the service ends");
        }
        requireEvents(request);
        Job job = Bundles.find(jobs, id);
        Journal journal = jobs.follow(job.id()).orElseThrow(() -> Bundles.missing(jobs, id));
        int position = journal.position(request.getHeader("Last-Event-ID"));
        if (journal.endsAt(position)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setContentType(EventText.TYPE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no"); // or nginx keeps events until it has a block of them
        if (request.getMethod().equals("HEAD")) {
            response.flushBuffer();
            return;
        }
        readers.add(journal, position, request, response);
    }

    private static void requireEvents(HttpServletRequest request) {
        if (Accept.of(request).quality(MediaType.TEXT_EVENT_STREAM) <= 0) {
            throw ProblemType.NOT_ACCEPTABLE.says(
                    "This call answers text/event-stream, which the Accept header leaves out.");
        }
    }
}
