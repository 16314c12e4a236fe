package io.calink.jobs;

/** There is less free space for archives than must be; the message says how much, and that streaming needs none. */
public final class NoSpaceException extends Exception {
    private static final long serialVersionUID = 1;

    NoSpaceException(String message) {
        super(message);
    }
}
