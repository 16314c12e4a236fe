package io.calink.web;

import io.calink.jobs.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Who may call: what the gate has let in is served only for those who are trusted. */
final class Guard extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Set<String> OPEN = Set.of("/actuator/health/liveness", "/actuator/health/readiness");

    private final transient Peers peers;
    private final transient ProblemWriter problems;

    Guard(Peers peers, ProblemWriter problems) {
        this.peers = peers;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OPEN.contains(request.getRequestURI())
                || (request.getHeader("Authorization") == null && peers.trusts(request))) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = ProblemType.UNAUTHENTICATED
                .says("Without a token this service answers root and its own user only, on the loopback address and "
                        + "not through a proxy. Run the client as one of them, such as with sudo.")
                .problem();
        response.reset();
        Protection.of(response, request.getRequestURI());
        // a line each: some browsers look at the first challenge of a line only
        response.addHeader("WWW-Authenticate", "Bearer realm=\"CaLink\"");
        response.addHeader("WWW-Authenticate", "Basic realm=\"CaLink\", charset=\"UTF-8\"");
        problems.write(request, response, problem);
    }
}
