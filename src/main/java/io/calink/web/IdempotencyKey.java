package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key under which a client sends a request that it may have to send again; see draft-ietf-httpapi-idempotency-key-header.
 * The draft's quotes are characters like any other here.
 */
record IdempotencyKey(String value) {
    static final String HEADER = "Idempotency-Key";
    static final int LONGEST = 255;

    static final String DESCRIPTION = "Makes it safe to send the request again, for 24 h: the same caller, key, body, "
            + "format, `stream` and `store` give the same bundle as it then stands (202, or 200 once it is over), or the "
            + "archive that a streamed one has stored (409 while it is gathered, 410 if it was not stored), with "
            + "`Idempotency-Replayed: true`. Anything else under the same key is 422. In the body the order of fields and "
            + "white space do not matter, and no body is the same as `{}`. A request that is refused uses no key. The "
            + "characters are taken as they are: a value in quotes is another key.";

    private static final Pattern FORM = Pattern.compile("[!-~]{1," + LONGEST + "}");

    /** The key of a request; {@code null} if there is none. */
    static @Nullable IdempotencyKey of(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HEADER));
        if (lines.isEmpty()) {
            return null;
        }
        if (lines.size() > 1 || !FORM.matcher(lines.get(0)).matches()) {
            throw ProblemType.BAD_HEADER.says("The header " + HEADER + " is one line of 1 to " + LONGEST
                    + " visible ASCII characters, without white space; a UUID is a good one.");
        }
        return new IdempotencyKey(lines.get(0));
    }
}
