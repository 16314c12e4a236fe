package io.calink.info;

/** What became of reading one information. */
public sealed interface Reading {
    /** How long the reading took, in milliseconds. */
    long millis();

    /**
     * The information was read.
     *
     * @param value plain JSON: an ordered, unmodifiable {@code Map<String, Object>} with all its keys, a {@code List}, a
     *     {@code String}, a {@code Number} or a {@code Boolean}
     * @param millis how long it took
     */
    record Value(Object value, long millis) implements Reading {}

    /**
     * This machine has none.
     *
     * @param reason why, in one sentence
     * @param millis how long it took to find that out
     */
    record Absent(String reason, long millis) implements Reading {}

    /**
     * It could not be read.
     *
     * @param cause what kind of trouble it was
     * @param reason what the trouble was, in one sentence
     * @param millis how long it took
     */
    record Failure(Cause cause, String reason, long millis) implements Reading {}

    /** The kinds of trouble. */
    enum Cause {
        /** This user may not read it. */
        DENIED,
        /** It did not come within the deadline. */
        TIMEOUT,
        /** The sampler has no two ticks yet: ask again in a second. */
        NOT_YET,
        /** Anything else. */
        FAILED
    }
}
