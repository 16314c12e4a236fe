package io.calink.info.sampling;

import org.jspecify.annotations.Nullable;

/** How far counters have come. */
final class Counted {
    private Counted() {}

    /**
     * How far a counter has come. Some counters of 32 bits start over at 2^32; any other that went back was reset, as of
     * a disk that was plugged in again: -1, since what it counted cannot be told.
     *
     * @param unit how much one count is
     */
    static long since(long earlier, long later, long unit) {
        if (later >= earlier) {
            return later - earlier;
        }
        long around = unit << 32;
        return earlier < around && earlier >= around / 2 ? later + around - earlier : -1;
    }

    /** How much in each second; {@code null} if one of the counters was reset, and so all are. */
    static double @Nullable [] perSecond(double seconds, long... counted) {
        double[] rates = new double[counted.length];
        for (int i = 0; i < counted.length; i++) {
            if (counted[i] < 0) {
                return null;
            }
            rates[i] = counted[i] / seconds;
        }
        return rates;
    }
}
