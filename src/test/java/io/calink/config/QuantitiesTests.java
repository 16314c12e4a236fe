package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTests {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0GiB, 0",
        "1, 1",
        "17B, 17",
        "1K, 1024",
        "1KiB, 1024",
        "1KB, 1000",
        "2M, 2097152",
        "2MiB, 2097152",
        "2MB, 2000000",
        "3G, 3221225472",
        "3GiB, 3221225472",
        "3GB, 3000000000",
        "64 MiB, 67108864",
        "1.5GiB, 1610612736",
        "0.5KB, 500",
        "007, 7",
        "1073741824GiB, 1152921504606846976"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Quantities.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0ms, PT0S",
        "30, PT30S",
        "250ms, PT0.25S",
        "30s, PT30S",
        "10m, PT10M",
        "2h, PT2H",
        "7d, PT168H",
        "1.5h, PT90M",
        "0.5, PT0.5S",
        "36500d, PT876000H"
    })
    void readsTimes(String text, Duration time) {
        assertThat(Quantities.time(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "K",
                "-1",
                "+1",
                "1 2",
                "1e3",
                "0x10",
                "1_000",
                "1,5K",
                ".5K",
                "1.",
                "1T",
                "1b",
                "1Ki",
                "1s",
                "\u0661",
                "1K B",
                "1\nK",
                "1KiBB",
                "99999999999999999999999999999999999999"
            })
    void refusesWhatIsNoSize(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.size(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "-1s", "1 w", "1D", "1S", "1MS", "PT1H", "1h30m", "0.0001s", "36501d", "99999999999999d"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantities.time(text));
    }

    @Test
    void keepsTimesSmallEnoughToCountThemInNanoseconds() {
        assertThat(Quantities.time("36500d").toNanos()).isPositive();
    }
}
