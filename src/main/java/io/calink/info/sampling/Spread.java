package io.calink.info.sampling;

import org.jspecify.annotations.Nullable;

/**
 * How a quantity spread over a window; all {@code null} where it was not seen.
 *
 * @param average over the window, exact
 * @param minimum between any two samples that follow each other
 * @param maximum the same
 * @param current between the last two
 */
record Spread(
        @Nullable Double average,
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable Double current) {
    /** Gathers values, each with how long it held. */
    static final class Builder {
        private double sum;
        private double weight;
        private double minimum = Double.POSITIVE_INFINITY;
        private double maximum = Double.NEGATIVE_INFINITY;
        private @Nullable Double current;

        /** The next value, and how long it held, in any unit. */
        void add(double value, double held) {
            addToAverage(value, held);
            addExtreme(value);
        }

        void addToAverage(double value, double held) {
            sum += value * held;
            weight += held;
        }

        void addExtreme(double value) {
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
            current = value;
        }

        /** Says that the last value is not known, of what is not there any more. */
        void noCurrent() {
            current = null;
        }

        Spread build() {
            if (weight <= 0) {
                return new Spread(null, null, null, null);
            }
            double average = Math.min(Math.max(sum / weight, minimum), maximum);
            Double last = current;
            return new Spread(
                    rounded(average), rounded(minimum), rounded(maximum), last == null ? null : (Double) rounded(last));
        }
    }

    /** To a hundredth. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
