package io.calink.info.sampling;

import java.util.function.LongToDoubleFunction;

/**
 * The ticks of a span of time, at least two, from which usage is told. What happened between two ticks belongs to the
 * later one.
 *
 * @param ring where they are
 * @param first the number of the first
 * @param last the number of the last
 */
record Window(Ring ring, long first, long last) {
    /** How long it is, to the millisecond. */
    double seconds() {
        return Math.round((ring.elapsed(last) - ring.elapsed(first)) / 1e6) / 1e3;
    }

    /** How many spans between two samples it has. */
    int samples() {
        return (int) (last - first);
    }

    /** The newest sample. */
    Tick now() {
        Tick now = ring.last();
        if (now == null) {
            throw new IllegalStateException("A window has at least two samples.");
        }
        return now;
    }

    /** The part of it in which cores are known, which is shorter where there are very many. */
    Window ofCores() {
        return new Window(ring, Math.min(Math.max(first, ring.oldestOfCores() - 1), last), last);
    }

    LongToDoubleFunction column(Column column) {
        return column(column, 0);
    }

    /** One of the numbers that follow a column. */
    LongToDoubleFunction column(Column column, int further) {
        int at = column.at() + further;
        return row -> ring.value(row, at);
    }

    LongToDoubleFunction core(int number, Share share) {
        return row -> share.percent(ring.core(row, number));
    }

    LongToDoubleFunction device(Devices devices, String name, int column) {
        return row -> devices.value(name, row, column);
    }

    /** How a share of the processors' time spread. */
    Spread ofTime(LongToDoubleFunction percent) {
        return spread(percent, column(Column.PASSED));
    }

    /** How a rate spread. */
    Spread rate(LongToDoubleFunction perSecond) {
        return spread(perSecond, column(Column.AWAKE));
    }

    private Spread spread(LongToDoubleFunction value, LongToDoubleFunction weight) {
        Spread.Builder spread = new Spread.Builder();
        for (long row = first + 1; row <= last; row++) {
            double one = value.applyAsDouble(row);
            double held = weight.applyAsDouble(row);
            if (Double.isNaN(one) || !(held > 0)) {
                spread.noCurrent();
            } else {
                spread.add(one, held);
            }
        }
        return spread.build();
    }

    /** How something spread that each sample has, such as the percentage of memory in use. */
    Spread level(LongToDoubleFunction level) {
        Spread.Builder spread = new Spread.Builder();
        double before = Double.NaN;
        for (long row = first; row <= last; row++) {
            double value = level.applyAsDouble(row);
            if (Double.isNaN(value)) {
                spread.noCurrent();
                continue;
            }
            spread.addExtreme(value);
            double awake = ring.value(row, Column.AWAKE.at());
            if (!Double.isNaN(before) && awake > 0) {
                spread.addToAverage((before + value) / 2, awake);
            }
            before = value;
        }
        return spread.build();
    }
}
