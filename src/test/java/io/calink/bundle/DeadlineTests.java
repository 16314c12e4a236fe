package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTests {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void isOverWhenItsTimeIs() {
        Deadline deadline = new Deadline(Duration.ofNanos(100), nanos::get);

        pass(99);
        assertThat(deadline.isOver()).isFalse();
        pass(1);
        assertThat(deadline.isOver()).isTrue();
        pass(1000);
        assertThat(deadline.left()).isZero();
    }

    @Test
    void givesCommandsTheFirstHalf() {
        Deadline deadline = new Deadline(Duration.ofNanos(100), nanos::get);

        pass(30);

        assertThat(deadline.leftOfHalf()).isEqualTo(Duration.ofNanos(20));
    }

    @Test
    void doesNotCountTheTimeSpentWaitingForTheTaker() {
        Deadline deadline = new Deadline(Duration.ofNanos(100), nanos::get);

        pass(150);
        deadline.pause(60);

        assertThat(deadline.left()).isEqualTo(Duration.ofNanos(10));
    }

    @Test
    void isNeverOverWhenThereIsNoLimit() {
        Deadline deadline = new Deadline(Duration.ZERO, nanos::get);

        pass(Duration.ofDays(300).toNanos());

        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.leftOfHalf()).isPositive();
    }

    private void pass(long more) {
        nanos.addAndGet(more);
    }
}
