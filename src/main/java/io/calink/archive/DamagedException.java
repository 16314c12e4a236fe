package io.calink.archive;

import java.io.IOException;

/** What was read is no archive of ours, or no longer a whole one; the message is one sentence. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what the rest of the sentence, without its full stop */
    DamagedException(String what) {
        super("The archive is damaged: " + what + ".");
    }

    private DamagedException(Exception cause) {
        super("The compressed file is damaged: " + cause.getMessage() + ".", cause);
    }

    /** A compressed file could not be read, for a reason that a library has found. */
    static DamagedException of(Exception cause) {
        return new DamagedException(cause);
    }
}
