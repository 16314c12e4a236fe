package io.calink.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which bundle, from where, and how that ended.
 *
 * @param time when it was over
 * @param caller who it was, as far as was known
 * @param peer the address that the connection came from
 * @param action such as {@code create} or {@code refused}
 * @param method of the request
 * @param path of the request, without its query
 * @param bundle the id, where it was about one
 * @param status of the answer
 * @param bytes of the answer's body that were sent
 * @param complete whether the answer got through to its end
 * @param millis how long it took
 * @param count how many requests the line stands for: more than one if there were too many for a line each
 */
public record AuditLine(
        Instant time,
        @Nullable String caller,
        @Nullable String peer,
        String action,
        @Nullable String method,
        @Nullable String path,
        @Nullable String bundle,
        @Nullable Integer status,
        long bytes,
        boolean complete,
        long millis,
        long count) {
    private static final int LONGEST = 300;

    public AuditLine {
        caller = plain(caller);
        method = plain(method);
        path = plain(path);
        bundle = plain(bundle);
    }

    /** What others have chosen, with a bound and without control characters. */
    private static @Nullable String plain(@Nullable String text) {
        return text == null
                ? null
                : text.substring(0, Math.min(LONGEST, text.length())).replaceAll("\\p{Cntrl}", " ");
    }
}
