package io.calink.web;

import io.calink.jobs.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems, past every negotiation: a problem is {@code application/problem+json} whatever Accept says. */
final class ProblemWriter {
    static final String TYPE = "application/problem+json";

    private final JsonMapper json;
    private final Silence silence;

    ProblemWriter(JsonMapper json, Silence silence) {
        this.json = json;
        this.silence = silence;
    }

    /** Answers with the problem; the response must not be committed. */
    void write(HttpServletRequest request, HttpServletResponse response, ProblemException exception)
            throws IOException {
        response.reset();
        Protection.of(response, request.getRequestURI());
        exception.headers().forEach(response::setHeader);
        write(request, response, exception.problem());
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = silence.now().json(json.writeValueAsBytes(problem));
        response.setStatus(problem.status());
        response.setContentType(TYPE);
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
        response.flushBuffer();
    }
}
