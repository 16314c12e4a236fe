package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTests {
    private final Workshop.MovableClock wall = new Workshop.MovableClock();
    private final AtomicLong nanos = new AtomicLong();
    private final SteadyClock clock = new SteadyClock(wall, nanos::get);

    @Test
    void aLeapOfTenYearsIsNotBelieved() {
        Instant before = clock.now();
        wall.move(Duration.ofDays(3650));
        pass(Duration.ofMinutes(5));
        assertThat(Duration.between(before, clock.now())).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void timeThatReallyPassesIsFollowed() {
        Instant before = clock.now();
        for (int hour = 0; hour < 24 * 8; hour++) {
            pass(Duration.ofHours(1));
            clock.now();
        }
        assertThat(Duration.between(before, clock.now())).isGreaterThanOrEqualTo(Duration.ofDays(8));
    }

    @Test
    void aSmallCorrectionIsFollowed() {
        wall.move(Duration.ofMinutes(10));
        assertThat(Duration.between(clock.now(), wall.instant())).isLessThan(Duration.ofMinutes(1));
    }

    private void pass(Duration time) {
        wall.move(time);
        nanos.addAndGet(time.toNanos());
    }
}
