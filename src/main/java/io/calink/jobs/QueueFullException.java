package io.calink.jobs;

import java.time.Duration;

/** As many bundles are made and wait as may be; the message says so. */
public final class QueueFullException extends Exception {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    QueueFullException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When there may be a place again, by how far the running ones are. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
