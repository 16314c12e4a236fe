package io.calink.commands;

import java.time.Duration;

/** The time that a command has left. Time in which this process itself was stopped is not the command's to answer for. */
final class TimeLeft {
    // A stop of the whole program (SIGSTOP, a suspended machine) looks like one very long look at the clock.
    private static final long LONGEST_LOOK = Duration.ofSeconds(2).toNanos();

    private final long limit;
    private long spent;
    private long last = System.nanoTime();

    /** Zero is patience without end. */
    TimeLeft(Duration limit) {
        this.limit = limit.isZero() ? Long.MAX_VALUE : saturated(limit);
    }

    private static long saturated(Duration duration) {
        return duration.compareTo(Duration.ofDays(10_000)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** How many nanoseconds are left, zero or less when it is over. */
    long left() {
        long now = System.nanoTime();
        spent += Math.min(now - last, LONGEST_LOOK);
        last = now;
        return limit - spent;
    }
}
