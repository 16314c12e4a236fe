package io.calink.redaction;

/** How the end of a secret is found, however long it is. */
@FunctionalInterface
interface Tail {
    /** Says that the end does not lie in the range. */
    int FURTHER = -1;

    /**
     * The end of the secret, if it lies in a range.
     *
     * @param bytes the text; it may be looked at from a little before {@code from} up to {@code end}
     * @param from where to go on
     * @param to where to stop deciding; there are at least {@link View#AHEAD} bytes from here on, or the text ends
     * @param end where the text that is here ends
     * @return the place of the first byte that is no part of the secret, or {@link #FURTHER}
     */
    int end(byte[] bytes, int from, int to, int end);
}
