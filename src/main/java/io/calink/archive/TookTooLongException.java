package io.calink.archive;

import java.io.IOException;

/** An archive that had to be read from its beginning, which took longer than anybody waits. */
public final class TookTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    /** With one sentence that says what took too long. */
    public TookTooLongException(String message) {
        super(message);
    }
}
