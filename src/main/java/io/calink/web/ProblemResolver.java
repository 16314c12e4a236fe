package io.calink.web;

import io.calink.jobs.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** The one place where an exception of a controller becomes an answer. */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    private final ProblemWriter problems;

    ProblemResolver(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (response.isCommitted()) {
            // too late for words: the container ends the connection, and the client sees that something is missing
            return null;
        }
        try {
            problems.write(request, response, problem(request, exception));
        } catch (IOException gone) {
            LOG.debug("The client of {} has gone", request.getRequestURI(), gone);
        }
        return new ModelAndView();
    }

    private static ProblemException problem(HttpServletRequest request, Exception exception) {
        if (exception instanceof ProblemException known) {
            return known;
        }
        if (exception instanceof ClientAbortException missing) {
            return missing(missing);
        }
        if (exception instanceof HttpRequestMethodNotSupportedException method) {
            return method(method);
        }
        if (exception instanceof HttpMediaTypeNotAcceptableException) {
            return ProblemType.NOT_ACCEPTABLE.says("Send \"Accept: */*\", or none.");
        }
        if (exception instanceof HttpMediaTypeNotSupportedException) {
            return ProblemType.UNSUPPORTED_MEDIA_TYPE.says("Send the body as application/json.");
        }
        if (exception instanceof MethodArgumentTypeMismatchException argument) {
            return ProblemType.BAD_PARAMETER.says(
                    "The parameter \"" + argument.getName() + "\" has a value of another type than is expected.");
        }
        if (exception instanceof InvalidParameterException) {
            return ProblemType.BAD_PARAMETER.says("The query cannot be read; encode it as UTF-8 and %XX demand.");
        }
        if (exception instanceof MissingServletRequestParameterException missing) {
            return ProblemType.BAD_PARAMETER.says("The parameter \"" + missing.getParameterName() + "\" is missing.");
        }
        if (exception instanceof ErrorResponse response) {
            return other(response.getStatusCode().value());
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
        return ProblemType.INTERNAL.says("The log of the service says what happened; trying again may help.");
    }

    /** Of the body's bytes some never came. */
    private static ProblemException missing(ClientAbortException exception) {
        if (exception.getCause() instanceof CrowdedException) {
            return ProblemType.UNAVAILABLE
                    .says("As many requests as may be are sending their bodies already; try again in a while.")
                    .retryAfter(LiveArchives.SOON);
        }
        return ProblemType.REQUEST_TIMEOUT
                .says("Send the whole request within 20 s.")
                .with("Connection", "close");
    }

    private static ProblemException method(HttpRequestMethodNotSupportedException exception) {
        Set<String> allowed = new LinkedHashSet<>();
        String[] supported = exception.getSupportedMethods();
        for (String method : supported == null ? new String[0] : supported) {
            allowed.add(method);
            if (method.equals("GET")) {
                allowed.add("HEAD");
            }
        }
        String allow = String.join(", ", allowed);
        return ProblemType.METHOD_NOT_ALLOWED
                .says("Use one of these methods: " + allow + ".")
                .with("Allow", allow);
    }

    private static ProblemException other(int status) {
        ProblemType type = ProblemType.of(status);
        return type == ProblemType.NOT_FOUND
                ? type.says("The calls are described at /v3/api-docs and /swagger-ui.html.")
                : new ProblemException(
                        new Problem(type.uri(), type.title(), status, "The request cannot be served as it is."));
    }
}
