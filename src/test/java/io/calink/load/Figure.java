package io.calink.load;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param target what has to hold; empty where a figure only explains another
 */
record Figure(String what, String target, String measured, boolean held) {
    static Figure note(String what, Object measured) {
        return new Figure(what, "", measured.toString(), true);
    }

    static Figure exactly(String what, long target, long measured) {
        return new Figure(what, Long.toString(target), Long.toString(measured), measured == target);
    }

    static Figure atMost(String what, long target, long measured) {
        return new Figure(what, "at most " + target, Long.toString(measured), measured <= target);
    }

    /** That 99 % of some answers were there within so many milliseconds. */
    static Figure p99(String what, double target, Latencies latencies) {
        return new Figure(
                what + ", p99",
                String.format(Locale.ROOT, "under %.0f ms", target),
                latencies.toString(),
                latencies.millis(99) < target);
    }
}
