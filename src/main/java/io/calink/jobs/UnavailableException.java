package io.calink.jobs;

/** No bundle can be begun for now: this is being closed, or its directory cannot be written; the message says which. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnavailableException(String message) {
        super(message);
    }
}
