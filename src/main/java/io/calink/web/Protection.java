package io.calink.web;

import jakarta.servlet.http.HttpServletResponse;

/** The headers that every answer has, so that a browser does with it no more than was meant. */
final class Protection {
    private static final String NOTHING = "default-src 'none'; ";
    private static final String NO_FRAMES = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** Swagger UI is a program in the browser: its own scripts, styles it makes as it goes, and calls of this API. */
    private static final String DOCUMENTS = NOTHING + "script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; " + NO_FRAMES;

    /** The page is a program too, of files alone: no script or style stands in it, and no text becomes a part of it. */
    private static final String PAGE = "default-src 'self'; object-src 'none'; frame-src 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'; " + NO_FRAMES;

    private Protection() {}

    static void of(HttpServletResponse response, String path) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", policy(path));
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static String policy(String path) {
        if (path.equals("/") || path.startsWith("/page/")) {
            return PAGE;
        }
        return path.startsWith("/swagger-ui") ? DOCUMENTS : NOTHING + NO_FRAMES;
    }
}
