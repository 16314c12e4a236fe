package io.calink.redaction;

import java.io.IOException;

/** A secret that the redactor has left was found on its way into an archive. */
public final class LeakException extends IOException {
    private static final long serialVersionUID = 1;

    LeakException(String message) {
        super(message);
    }
}
