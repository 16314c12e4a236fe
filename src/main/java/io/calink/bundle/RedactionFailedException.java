package io.calink.bundle;

import java.io.IOException;

/** The redactor itself has failed at something, which therefore has to stay out. */
final class RedactionFailedException extends IOException {
    private static final long serialVersionUID = 1;

    /** What a manifest says of it. */
    static final String SENTENCE = "Looking for secrets in it failed, so that it is left out.";

    RedactionFailedException(Throwable cause) {
        super(SENTENCE, cause);
    }
}
