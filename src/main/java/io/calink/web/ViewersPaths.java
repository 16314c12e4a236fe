package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What a viewer may see; everything else takes a collector. */
final class ViewersPaths {
    private static final Set<String> WHOLE =
            Set.of("/", "/info", "/actuator/prometheus", "/v3/api-docs", "/v3/api-docs.yaml", "/swagger-ui.html");
    private static final Set<String> BELOW = Set.of("/info/", "/v3/api-docs/", "/swagger-ui/");

    private ViewersPaths() {}

    /** Whether the request is for one of them, as it was written and as the container understood it. */
    static boolean has(HttpServletRequest request) {
        String info = request.getPathInfo();
        return has(request.getRequestURI()) && has(request.getServletPath() + (info == null ? "" : info));
    }

    static boolean has(String path) {
        return WHOLE.contains(path) || BELOW.stream().anyMatch(path::startsWith);
    }
}
