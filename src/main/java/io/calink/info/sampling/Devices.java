package io.calink.info.sampling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each disk, or each network interface, did; those that went are kept as long as what they did. */
final class Devices {
    private static final int MOST = 128;

    private final Map<String, Series> series = new TreeMap<>();
    private final int width;
    private int most = 1;
    private int leftOut;
    private long counting = -1;

    Devices(int width) {
        this.width = width;
    }

    /** Takes in what one did between two ticks; {@code null} if that is not known. */
    void put(String name, long row, double @Nullable [] rates) {
        if (row != counting) {
            counting = row;
            leftOut = 0;
        }
        Series one = series.get(name);
        if (one == null) {
            if (series.size() >= MOST) {
                leftOut++;
                return;
            }
            one = Series.ofFloats(width, most);
            series.put(name, one);
        }
        one.begin(row);
        for (int i = 0; rates != null && i < width; i++) {
            one.set(i, rates[i]);
        }
    }

    /** Drops those that have not been there since a row. */
    void forget(long row) {
        series.values().removeIf(one -> one.newest() <= row);
    }

    /** Keeps at most so many rows of each from now on. */
    void keep(int rows) {
        most = rows;
        series.values().forEach(one -> one.keep(rows));
    }

    int size() {
        return series.size();
    }

    /** How many there are now of which nothing is kept, because there are too many. */
    int leftOut() {
        return leftOut;
    }

    /** The names of those that were there between two rows, in order. */
    List<String> between(long first, long last) {
        return series.entrySet().stream()
                .filter(one -> one.getValue().newest() > first && one.getValue().oldest() <= last)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A number of one. */
    double value(String name, long row, int column) {
        Series one = series.get(name);
        return one == null ? Double.NaN : one.value(row, column);
    }

    int bytes() {
        return series.values().stream().mapToInt(Series::bytes).sum();
    }
}
