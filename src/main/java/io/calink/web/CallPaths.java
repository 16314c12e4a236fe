package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Which paths are for whom; everything that is not named here takes a collector. */
final class CallPaths {
    private static final Set<String> OPEN = Set.of("/actuator/health/liveness", "/actuator/health/readiness");
    private static final Set<String> VIEWERS =
            Set.of("/", "/info", "/actuator/prometheus", "/v3/api-docs", "/v3/api-docs.yaml", "/swagger-ui.html");
    private static final Set<String> BELOW = Set.of("/info/", "/page/", "/v3/api-docs/", "/swagger-ui/");

    private CallPaths() {}

    /** Whether anybody may ask for it. */
    static boolean areOpen(HttpServletRequest request) {
        return areOpen(request.getRequestURI());
    }

    /** Whether a viewer may ask for it, as it was written and as the container understood it. */
    static boolean areForViewers(HttpServletRequest request) {
        String info = request.getPathInfo();
        return areForViewers(request.getRequestURI())
                && areForViewers(request.getServletPath() + (info == null ? "" : info));
    }

    static boolean areOpen(String path) {
        return OPEN.contains(path);
    }

    static boolean areForViewers(String path) {
        return VIEWERS.contains(path) || BELOW.stream().anyMatch(path::startsWith);
    }
}
