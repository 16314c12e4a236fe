package io.calink.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time as retention sees it: the clock's, but when that leaps ahead, as much later as time has really passed.
 * Otherwise a clock that is set wrong for a moment would cost every archive.
 */
final class SteadyClock {
    private static final Duration LEAP = Duration.ofHours(1);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private Instant anchor;
    private long anchorNanos;

    SteadyClock(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.anchor = clock.instant();
        this.anchorNanos = nanoTime.getAsLong();
    }

    synchronized Instant now() {
        Instant wall = clock.instant();
        long nanos = nanoTime.getAsLong();
        Instant expected = anchor.plusNanos(nanos - anchorNanos);
        if (wall.isAfter(expected.plus(LEAP))) {
            return expected;
        }
        anchor = wall;
        anchorNanos = nanos;
        return wall;
    }
}
