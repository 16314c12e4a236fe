package io.calink.web;

import io.calink.jobs.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request ends with a problem, and with headers that belong to it. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The same problem with a header. */
    ProblemException with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** The same problem with the number of seconds after which to try again. */
    ProblemException retryAfter(long seconds) {
        return with("Retry-After", Long.toString(Math.max(1, seconds)));
    }
}
