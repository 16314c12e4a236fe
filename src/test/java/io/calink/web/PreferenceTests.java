package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTests {
    private static Preference of(String... headers) {
        return Preference.of(List.of(headers));
    }

    private static @Nullable Duration patience(String header) {
        return of(header).patience();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=10 | 10",
                "WAIT = 10 | 10",
                "wait=\"10\" | 10",
                "wait=0 | 0",
                "wait=007 | 7",
                "wait=300 | 300",
                "wait=301 | 300",
                "wait=99999999999999999999999 | 300",
                "respond-async, wait=10 | 10",
                "foo; a=\"x, wait=5\", wait=10 | 10",
                "foo=\"a\\\"b, wait=5\", wait=10; bar | 10",
                "handling=lenient,,wait=10,wait=20 | 10",
                "wait=10;wait=20 | 10"
            })
    void readsHowLongToWait(String header, long seconds) {
        assertThat(patience(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait=abc", "wait=-1", "wait=+1", "wait=1.5", "wait", "wait=", "wait=\"\"", "await=5", "=", ""})
    void whatIsMalformedIsIgnored(String header) {
        assertThat(patience(header)).isNull();
    }

    @Test
    void oneHeaderOrSeveralIsTheSame() {
        Preference preference = of("Respond-Async", "wait=5");
        assertThat(preference.respondAsync()).isTrue();
        assertThat(preference.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(of("respond-async=no").respondAsync()).isFalse();
        assertThat(of().respondAsync()).isFalse();
    }
}
