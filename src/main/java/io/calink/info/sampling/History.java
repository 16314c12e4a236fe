package io.calink.info.sampling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an information was over time, in points of equal length.
 *
 * @param name the information's
 * @param windowSeconds how long all points are together
 * @param stepSeconds how long one is
 * @param from when the first one begins, as the clock of now counts
 * @param to when the last one ends
 * @param samples how many were taken in that time
 * @param series one for each number that the information tells, first those of all of the machine
 * @param leftOut how many more series there are than are told
 */
public record History(
        String name,
        double windowSeconds,
        double stepSeconds,
        Instant from,
        Instant to,
        int samples,
        List<Line> series,
        int leftOut) {
    private static final int MOST_VALUES = 200_000;
    private static final int LATE = 3;

    /**
     * One number over time; {@code null} is a point without a sample.
     *
     * @param name as it is called in the information
     * @param of the core or the device that it is of, {@code null} for all of the machine
     * @param unit of its values
     */
    public record Line(
            String name,
            @Nullable String of,
            String unit,
            List<@Nullable Double> average,
            List<@Nullable Double> minimum,
            List<@Nullable Double> maximum) {
        public Line {
            average = values(average);
            minimum = values(minimum);
            maximum = values(maximum);
        }

        private static List<@Nullable Double> values(List<@Nullable Double> values) {
            return Collections.unmodifiableList(values);
        }
    }

    public History {
        series = List.copyOf(series);
    }

    /**
     * Tells the time before the newest sample. A tick that came late leaves the points before it empty: what happened
     * meanwhile cannot be told apart, and would look as if nothing had.
     *
     * @param points how many at the most; none is shorter than an interval
     */
    static History of(String name, List<Track> tracks, Window window, Duration length, int points, Duration interval) {
        long step = Math.max(interval.toNanos(), ceiling(length.toNanos(), points));
        int count = Math.toIntExact(Math.max(1, ceiling(length.toNanos(), step)));
        Ring ring = window.ring();
        // points begin at multiples of their length: so they stay what they were when they are told again
        long to = ceiling(ring.elapsed(window.last()), step) * step;
        long from = to - count * step;
        long first = window.first();
        while (first < window.last() && ring.elapsed(first + 1) <= from) {
            first++;
        }
        Window seen = new Window(ring, first, window.last());
        int told = Math.min(tracks.size(), Math.max(1, MOST_VALUES / 3 / count));
        List<Line> lines = new ArrayList<>();
        for (Track track : tracks.subList(0, told)) {
            lines.add(new Points(from, step, count).line(track, seen, LATE * interval.toNanos()));
        }
        Tick.Moment now = window.now().moment();
        Instant end = now.wall().plusNanos(to - now.elapsed());
        return new History(
                name,
                count * step / 1e9,
                step / 1e9,
                end.minusNanos(count * step),
                end,
                seen.samples(),
                lines,
                tracks.size() - told);
    }

    private static long ceiling(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** The points of one line while they are gathered. */
    private static final class Points {
        private final long from;
        private final long step;
        private final double[] sums;
        private final double[] weights;
        private final double[] minimum;
        private final double[] maximum;

        Points(long from, long step, int count) {
            this.from = from;
            this.step = step;
            this.sums = new double[count];
            this.weights = new double[count];
            this.minimum = new double[count];
            this.maximum = new double[count];
            Arrays.fill(minimum, Double.POSITIVE_INFINITY);
            Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
        }

        Line line(Track track, Window window, long late) {
            Ring ring = window.ring();
            for (long row = window.first() + 1; row <= window.last(); row++) {
                double value = track.values().applyAsDouble(row);
                long begin = ring.elapsed(row - 1);
                long end = ring.elapsed(row);
                if (!Double.isNaN(value) && end - begin <= late) {
                    add(value, begin, end);
                }
            }
            return new Line(track.name(), track.of(), track.unit(), averages(), told(minimum), told(maximum));
        }

        /** A value belongs to each point that it touches. */
        private void add(double value, long begin, long end) {
            int firstPoint = (int) Math.max(0, Math.floorDiv(begin - from, step));
            int lastPoint = (int) Math.min(sums.length - 1, Math.floorDiv(end - 1 - from, step));
            for (int i = firstPoint; i <= lastPoint; i++) {
                long opens = from + i * step;
                double held = Math.min(end, opens + step) - Math.max(begin, opens);
                sums[i] += value * held;
                weights[i] += held;
                minimum[i] = Math.min(minimum[i], value);
                maximum[i] = Math.max(maximum[i], value);
            }
        }

        private List<@Nullable Double> averages() {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.min(Math.max(sums[i] / weights[i], minimum[i]), maximum[i]);
            }
            return told(sums);
        }

        private List<@Nullable Double> told(double[] values) {
            List<@Nullable Double> told = new ArrayList<>(values.length);
            for (int i = 0; i < values.length; i++) {
                told.add(weights[i] > 0 ? (Double) Spread.rounded(values[i]) : null);
            }
            return told;
        }
    }
}
