package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The conditions of a request on a file with a strong tag, as RFC 9110, 13, reads them. */
final class EntityTags {
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

    private final HttpServletRequest request;
    private final String own;

    /** {@code own}: the file's tag with its quotes. */
    EntityTags(HttpServletRequest request, String own) {
        this.request = request;
        this.own = own;
    }

    /** Whether If-Match is missing or names the file. */
    boolean isMatch() {
        return request.getHeader("If-Match") == null || names("If-Match", false);
    }

    /** Whether If-None-Match says that the client has the file already. */
    boolean isKnown() {
        return names("If-None-Match", true);
    }

    /**
     * The Range header, if there is one and If-Range is missing or names the file; a date never does, since no answer
     * had one.
     */
    @Nullable
    String range() {
        List<String> ranges = Collections.list(request.getHeaders("Range"));
        String condition = request.getHeader("If-Range");
        return ranges.size() == 1 && (condition == null || condition.strip().equals(own)) ? ranges.get(0) : null;
    }

    private boolean names(String header, boolean weak) {
        for (String value : Collections.list(request.getHeaders(header))) {
            if (value.strip().equals("*")) {
                return true;
            }
            Matcher matcher = TAG.matcher(value);
            while (matcher.find()) {
                if (matcher.group(2).equals(own) && (weak || matcher.group(1) == null)) {
                    return true;
                }
            }
        }
        return false;
    }
}
