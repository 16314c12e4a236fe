package io.calink.info.sampling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sum of what devices did in each second. */
final class Sum {
    private final double[] sums;
    private final int largest;

    /**
     * A sum of nothing.
     *
     * @param largest the place of the number of which the largest is taken instead of the sum, -1 if there is none
     */
    Sum(int width, int largest) {
        this.sums = new double[width];
        this.largest = largest;
    }

    void add(double @Nullable [] rates) {
        if (rates != null) {
            Arrays.setAll(sums, i -> i == largest ? Math.max(sums[i], rates[i]) : sums[i] + rates[i]);
        }
    }

    void into(Series series, Column first) {
        for (int i = 0; i < sums.length; i++) {
            series.set(first.at() + i, sums[i]);
        }
    }
}
