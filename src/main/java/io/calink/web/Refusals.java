package io.calink.web;

import io.calink.jobs.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** What those are told who may not call. */
final class Refusals implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {
    private static final int SOON = 5;
    private static final String WAY_OUT = "Send \"Authorization: Bearer TOKEN\"; who runs the service makes a token "
            + "with \"calink token NAME\" and adds the line that it prints to calink.security.tokens. ";

    private final Delay delay;
    private final ProblemWriter problems;

    Refusals(Delay delay, ProblemWriter problems) {
        this.delay = delay;
        this.problems = problems;
    }

    /** A token was sent, and it is none: that is told after a while. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            problems.write(
                    request,
                    response,
                    ProblemType.UNAVAILABLE
                            .says("The issuer of the token cannot be asked for its keys now; try again in a while, or "
                                    + "use a token of \"calink token NAME\".")
                            .retryAfter(SOON));
        } else if (!delay.begins(request, response)) {
            commence(request, response, failure);
        }
    }

    /** Nobody knows who calls: none of the trusted, or whose wrong token has waited. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
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

    /** The caller is known, and may not do that. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        boolean none = request.getUserPrincipal() instanceof Authentication caller
                && caller.getAuthorities().isEmpty();
        problems.write(
                request,
                response,
                ProblemType.ROLE_TOO_LOW.says(
                        none
                                ? "The token names neither the role " + OpenIdTokens.VIEWER + " nor "
                                        + OpenIdTokens.COLLECTOR + "; its issuer grants them."
                                : "The token is that of a viewer, who may read informations and the documents of the "
                                        + "API; this call takes the role collector."));
    }
}
