package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something comes from this service's own pages or from no page at all. Browsers say
 * where a request comes from in Origin and Sec-Fetch-Site, and no page can forge them.
 */
final class OwnSite {
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private OwnSite() {}

    /** Ends the request with 403 if another site sent it. */
    static void check(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        boolean foreign =
                (site != null && !OWN.contains(site)) || (origin != null && !isOwn(origin, request.getHeader("Host")));
        if (foreign) {
            throw ProblemType.CROSS_SITE.says("A page of another site sent this request; call the service from its own "
                    + "pages, or from a program that sends neither Origin nor Sec-Fetch-Site.");
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        int usual = origin.startsWith("https://") ? 443 : origin.startsWith("http://") ? 80 : -1;
        if (usual < 0 || host == null) {
            return false;
        }
        Authority from = Authority.parse(origin.substring(origin.indexOf("//") + 2));
        Authority own = Authority.parse(host.strip());
        return from != null && own != null && from.host().equals(own.host()) && from.port(usual) == own.port(usual);
    }
}
