package io.calink.redaction;

import org.jspecify.annotations.Nullable;

/**
 * A secret that a rule has found.
 *
 * @param rule the rule's name
 * @param from the place of its first byte
 * @param to the place after its last byte, or where {@code tail} goes on
 * @param tail finds the end where it is not known yet
 * @param quote what stands on both sides of the replacement, so that JSON stays JSON; mostly nothing
 * @param keyed whether it was found by the name of its key, so that its value is worth knowing
 */
record Finding(String rule, int from, int to, @Nullable Tail tail, String quote, boolean keyed) {
    static Finding of(String rule, int from, int to) {
        return new Finding(rule, from, to, null, "", false);
    }

    static Finding of(String rule, int from, int to, Tail tail) {
        return new Finding(rule, from, to, tail, "", false);
    }
}
