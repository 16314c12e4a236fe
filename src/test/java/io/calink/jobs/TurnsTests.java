package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTests {
    private final Turns turns = new Turns(1, 2);

    @Test
    void turnsComeInTheOrderInWhichTheyWereAskedFor() {
        Turns.Turn first = turns.ask();
        List<String> order = new ArrayList<>();
        Turns.Turn second = seated();
        Turns.Turn third = turns.ask();
        second.whenCome(() -> order.add("second"));
        third.whenCome(() -> order.add("third"));
        assertThat(first.come()).isDone();
        assertThat(order).isEmpty();
        turns.leave(first);
        assertThat(order).containsExactly("second");
        turns.leave(second);
        assertThat(order).containsExactly("second", "third");
    }

    @Test
    void thereAreNoMoreSeatsThanThereAre() {
        turns.ask();
        Turns.Turn waiting = seated();
        seated();
        assertThat(turns.askSeated()).isNull();
        turns.leave(waiting);
        assertThat(turns.askSeated()).isNotNull();
        assertThat(turns.askSeated()).isNull();
    }

    @Test
    void whoStandsTakesNoSeat() {
        turns.ask();
        turns.ask();
        turns.ask();
        seated();
        seated();
        assertThat(turns.askSeated()).isNull();
    }

    @Test
    void leavingTwiceMakesOnePlace() {
        Turns.Turn first = turns.ask();
        turns.leave(first);
        turns.leave(first);
        assertThat(turns.ask().come()).isDone();
        assertThat(turns.ask().come()).isNotDone();
    }

    private Turns.Turn seated() {
        Turns.Turn turn = turns.askSeated();
        if (turn == null) {
            throw new AssertionError("There should be a seat");
        }
        return turn;
    }
}
