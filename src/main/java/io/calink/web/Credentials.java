package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The token of a request: that of Bearer (RFC 6750), or the password of Basic (RFC 7617). */
final class Credentials {
    private Credentials() {}

    /** Whether the request has something to say about who sent it. */
    static boolean areIn(HttpServletRequest request) {
        return request.getHeader("Authorization") != null;
    }

    /** The token; empty, which is no token's text, where there is none to be read. */
    static String of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        return headers.size() == 1 ? read(headers.get(0)) : "";
    }

    static String read(String header) {
        String text = header.strip();
        int space = text.indexOf(' ');
        if (space < 0) {
            return "";
        }
        String value = text.substring(space).strip();
        return switch (text.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> value;
            case "basic" -> password(value);
            default -> "";
        };
    }

    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? "" : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
