package io.calink.bundle;

import java.io.IOException;

/** A gathering was asked to end, and to keep nothing. It passes through streams, hence an {@link IOException}. */
public final class StoppedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    StoppedException(Reason reason) {
        super("The gathering was ended: " + reason.label());
        this.reason = reason;
    }

    /** Why it ended. */
    public Reason reason() {
        return reason;
    }
}
