package io.calink.info.sampling;

/** Says that there are too few samples yet to tell usage over time; asking again in a second helps. */
public final class NotYetException extends Exception {
    private static final long serialVersionUID = 1;

    NotYetException() {
        super("Usage is told from two samples, and there are not two yet: ask again in a second.");
    }
}
