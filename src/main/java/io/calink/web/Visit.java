package io.calink.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that is over, with its answer.
 *
 * @param time when it was over
 * @param caller who it was, {@code null} where that was not found out
 * @param peer the address that it came from
 * @param credentials whether it brought some, be they right or wrong
 * @param method {@code GET} and the like
 * @param path as it was sent, without the query
 * @param action what it wanted with bundles, {@code null} if nothing
 * @param bundle the id of the bundle, {@code null} if it is about none
 * @param status of the answer
 * @param bytes of the answer's body
 * @param complete whether nothing broke it off
 * @param millis how long it took
 */
record Visit(
        Instant time,
        @Nullable String caller,
        @Nullable String peer,
        boolean credentials,
        String method,
        @Nullable String path,
        @Nullable Action action,
        @Nullable String bundle,
        int status,
        long bytes,
        boolean complete,
        long millis) {
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED = 421;

    /** Whether it was sent away for what it is, whatever it wanted. */
    boolean isRefused() {
        return status == UNAUTHENTICATED || status == FORBIDDEN || status == MISDIRECTED;
    }

    /** Whether nobody knew who it was. */
    boolean isUnauthenticated() {
        return status == UNAUTHENTICATED;
    }

    /** Whether what it wanted was given to it, the whole or a part. */
    boolean isServed() {
        return status == 200 || status == 206;
    }
}
