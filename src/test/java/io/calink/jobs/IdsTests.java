package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTests {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void idsAreTwentySixDigitsAndSmallLetters() {
        Ids ids = new Ids(null);
        for (String time : List.of("1970-01-01T00:00:00Z", "2026-11-22T10:00:00Z", "9999-01-01T00:00:00Z")) {
            assertThat(ids.next(Instant.parse(time))).matches("[0-9a-z]{26}");
        }
    }

    @Test
    void idsSortByTime() {
        Ids ids = new Ids(null);
        assertThat(ids.next(NOW)).isLessThan(ids.next(NOW.plusMillis(1)));
    }

    @Test
    void idsGrowAndStayApartWhenTheClockStandsOrGoesBack() {
        Ids ids = new Ids(null);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(ids.next(NOW));
        }
        for (int i = 0; i < 1000; i++) {
            all.add(ids.next(NOW.minusSeconds(3600)));
        }
        assertThat(all).isSorted();
        assertThat(new HashSet<>(all)).hasSize(2000);
    }

    @Test
    void idsGrowOnFromTheGreatestOfAnEarlierProcess() {
        String last = new Ids(null).next(NOW.plusSeconds(315_360_000));
        assertThat(new Ids(last).next(NOW)).isGreaterThan(last).matches("[0-9a-z]{26}");
    }

    @Test
    void nothingButAnIdIsAnId() {
        assertThat(Ids.isValid(new Ids(null).next(NOW))).isTrue();
        for (String other : List.of("", "..", "../../../../../../../etc/p", "A".repeat(26), "a".repeat(27), "a\n")) {
            assertThat(Ids.isValid(other)).as(other).isFalse();
        }
        assertThat(Ids.isValid("a".repeat(26) + "\n")).isFalse();
    }
}
