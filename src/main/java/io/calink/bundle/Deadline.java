package io.calink.bundle;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When {@code bundle_time} is over. Measured on a clock that nobody sets, so that it survives a change of the time. */
final class Deadline {
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final LongSupplier nanoTime;
    private final long start;
    private final Duration limit;
    private long paused;

    /** {@code limit} of zero is never over. */
    Deadline(Duration limit, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.limit = limit.isZero() ? FOREVER : limit;
    }

    /** Time that does not count: it was spent waiting for whoever takes the archive. */
    synchronized void pause(long nanos) {
        paused += nanos;
    }

    /** What is left of the whole time; never negative. */
    Duration left() {
        return left(limit);
    }

    /** What is left of the first half, which is the commands'; never negative. */
    Duration leftOfHalf() {
        return left(limit.dividedBy(2));
    }

    boolean isOver() {
        return left().isZero();
    }

    private synchronized Duration left(Duration of) {
        Duration left = of.minusNanos(nanoTime.getAsLong() - start - paused);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
