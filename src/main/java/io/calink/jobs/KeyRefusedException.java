package io.calink.jobs;

import java.time.Duration;

/** A request cannot be marked as it is; the message says why, and what to do. */
public final class KeyRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final Duration retryAfter;

    /** What is wrong with the mark. */
    public enum Why {
        /** Another request bears it. */
        REUSED,
        /** Nobody knows yet whether the request that bears it is accepted. */
        UNDECIDED,
        /** As many marks are kept as may be. */
        FULL
    }

    KeyRefusedException(Why why, String message, Duration retryAfter) {
        super(message);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    /** What is wrong. */
    public Why why() {
        return why;
    }

    /** When it may be otherwise; zero if never. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
