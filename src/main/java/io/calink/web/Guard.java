package io.calink.web;

import io.calink.jobs.Problem;
import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Who may call: what the gate has let in is served only for those who are trusted, or whose token is right. */
final class Guard extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Set<String> OPEN = Set.of("/actuator/health/liveness", "/actuator/health/readiness");
    private static final String WAY_OUT = "Send \"Authorization: Bearer TOKEN\"; who runs the service makes a token "
            + "with \"calink token NAME\" and adds the line that it prints to calink.security.tokens. ";

    private final transient Peers peers;
    private final transient Tokens tokens;
    private final transient Delay delay;
    private final transient ProblemWriter problems;

    Guard(Peers peers, Tokens tokens, Delay delay, ProblemWriter problems) {
        this.peers = peers;
        this.tokens = tokens;
        this.delay = delay;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
        if (again && Delay.hasWaited(request)) {
            refuse(request, response);
        } else if (again || OPEN.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
        } else if (Credentials.areIn(request)) {
            withToken(request, response, chain);
        } else if (peers.trusts(request)) {
            chain.doFilter(request, response);
        } else {
            refuse(request, response);
        }
    }

    private void withToken(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Grant> grant = tokens.find(Credentials.of(request));
        if (grant.isEmpty()) {
            if (!delay.begins(request, response)) {
                refuse(request, response);
            }
        } else if (grant.get().role() == Role.COLLECTOR || ViewersPaths.has(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request,
                    response,
                    ProblemType.ROLE_TOO_LOW.says("The token is that of a viewer, who may read informations and the "
                            + "documents of the API; this call takes the role collector."));
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = ProblemType.UNAUTHENTICATED
                .says(
                        Credentials.areIn(request)
                                ? "The token is not one of this service. " + WAY_OUT.strip()
                                : WAY_OUT + "Without one the service answers root and its own user only, on the "
                                        + "loopback address and not through a proxy.")
                .problem();
        response.reset();
        Protection.of(response, request.getRequestURI());
        // a line each: some browsers look at the first challenge of a line only
        response.addHeader("WWW-Authenticate", "Bearer realm=\"CaLink\"");
        response.addHeader("WWW-Authenticate", "Basic realm=\"CaLink\", charset=\"UTF-8\"");
        problems.write(request, response, problem);
    }
}
