package io.calink.cli;

/** Something on the command line cannot be meant; the message says what was expected. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
