package io.calink.load;

import java.util.Arrays;
import java.util.Locale;

/** How long things took, from many threads, in nanoseconds. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
    }

    synchronized void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    synchronized int count() {
        return count;
    }

    /** What {@code percent} of them did not exceed, in milliseconds. */
    synchronized double millis(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(percent / 100 * count) - 1] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.1f, p99 %.1f, most %.1f ms, of %d", millis(50), millis(99), millis(100), count());
    }
}
