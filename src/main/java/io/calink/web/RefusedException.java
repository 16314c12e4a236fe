package io.calink.web;

/** The service does not start with the settings that it has; the message says why, and names the way out. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A refusal in one plain sentence. */
    public RefusedException(String message) {
        super(message);
    }
}
