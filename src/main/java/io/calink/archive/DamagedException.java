package io.calink.archive;

import java.io.IOException;

/** What was read is no archive of ours, or no longer a whole one; the message is one sentence. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what the rest of the sentence, without its full stop */
    DamagedException(String what) {
        super("The archive is damaged: " + what + ".");
    }
}
