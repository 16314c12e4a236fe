package io.calink.web;

import io.calink.jobs.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Says as a problem what the container refuses on its own, before any of our code is asked. It keeps from its parent
 * that an answer which failed half-way ends with its connection, so that nobody takes it for whole.
 */
final class ProblemValve extends ErrorReportValve {
    private final ProblemWriter problems;

    ProblemValve(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ProblemType.of(status);
        Problem problem = new Problem(type.uri(), type.title(), status, detail(status));
        try {
            String path = request.getRequestURI();
            Protection.of(response, path == null ? "" : path);
            if (problem.status() == 503) {
                response.setHeader("Retry-After", "5");
            }
            problems.write(request, response, problem);
        } catch (IOException | IllegalStateException e) {
            // the client has gone, or the answer has begun: there is nobody to tell
            containerLog.debug("A problem could not be told", e);
        }
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 ->
                "The request line, the path or a header could not be read; encode the path as a URL demands, "
                        + "without encoded slashes or backslashes, send one valid Host header, and keep the request line "
                        + "within 8 KiB and the headers within 16 KiB.";
            case 404 -> "The calls are described at /v3/api-docs and /swagger-ui.html.";
            case 405 -> "The Allow header names the methods that this service knows.";
            case 408 -> "Send the whole request within 20 s.";
            case 413 -> "Send at most 16 KiB.";
            case 414 -> "Keep the request line within 8 KiB.";
            case 417 -> "Leave the Expect header away.";
            case 431 -> "Keep the headers within 16 KiB.";
            case 501 -> "Use a method that /v3/api-docs names, and no Transfer-Encoding but chunked.";
            case 503 -> "Try again in a while.";
            case 505 -> "Use HTTP/1.1.";
            default ->
                status < 500 ? "The request cannot be served as it is." : "The log of the service says more about it.";
        };
    }
}
