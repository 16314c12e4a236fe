package io.calink.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;

/** What every request passes before it reaches a controller: sizes, the host it asks for, the site it comes from. */
final class Gate extends HttpFilter {
    /** The most bytes that a body may have. */
    static final int LONGEST_BODY = 16 << 10;

    /** The methods that change nothing, so that it does not matter which site sent them. */
    static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final long serialVersionUID = 1;
    private static final int LONGEST_LINE = 8 << 10;
    private static final int LONGEST_HEADERS = 16 << 10;

    private final transient OwnHosts hosts;
    private final transient ProblemWriter problems;

    Gate(OwnHosts hosts, ProblemWriter problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Protection.of(response, request.getRequestURI());
        try {
            checkSizes(request);
            checkHost(request);
            if (!SAFE.contains(request.getMethod())) {
                OwnSite.check(request);
                checkBody(request);
            }
        } catch (ProblemException refused) {
            problems.write(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void checkSizes(HttpServletRequest request) {
        String query = request.getQueryString();
        int line = request.getMethod().length()
                + request.getRequestURI().length()
                + (query == null ? 0 : query.length() + 1)
                + request.getProtocol().length()
                + 2;
        if (line > LONGEST_LINE) {
            throw ProblemType.URI_TOO_LONG.says("Keep the request line within 8 KiB; this one has " + line + " bytes.");
        }
        int size = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                size += name.length() + value.length() + ": \r\n".length();
            }
        }
        if (size > LONGEST_HEADERS) {
            throw ProblemType.HEADERS_TOO_LARGE.says("Keep the headers within 16 KiB; these have " + size + " bytes.");
        }
    }

    private void checkHost(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host != null && !hosts.has(host)) {
            throw ProblemType.MISDIRECTED_REQUEST.says("This service is called by localhost, by an address or by a "
                    + "name of its machine; other names are added with the property calink.security.hosts.");
        }
    }

    private static void checkBody(HttpServletRequest request) {
        if (request.getContentLengthLong() > LONGEST_BODY) {
            throw tooLarge();
        }
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        String type = request.getContentType();
        if (type == null ? body : !BodyType.isJson(type)) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE
                    .says("Send the body with \"Content-Type: application/json\", in UTF-8.")
                    .with("Accept", "application/json");
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE
                    .says("Send the body as it is, without Content-Encoding.")
                    .with("Accept-Encoding", "identity");
        }
    }

    /** The problem of a body that is too large. */
    static ProblemException tooLarge() {
        return ProblemType.BODY_TOO_LARGE.says("Send a body of at most 16 KiB.");
    }
}
