package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class AcceptTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | 1",
                "text/html | 0",
                "*/*;q=0.1 | 0.1",
                "application/*;q=0.5, */*;q=0.1 | 0.5",
                "*/*, application/json;q=0 | 0",
                "application/json;q=0.2, */* | 0.2",
                "application/json;charset=utf-8 | 1"
            })
    void weighsJsonByItsMostSpecificRange(String header, double quality) {
        assertThat(Accept.of(List.of(header)).quality(MediaType.APPLICATION_JSON))
                .isEqualTo(quality);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/gzip",
                "application/gzip, application/json;q=0.9",
                "application/gzip, */*;q=0.1",
                "application/*, application/json;q=0.5",
                "application/gzip;q=0.8, application/zip;q=0.5"
            })
    void asksForTheArchiveWhereItRanksAboveJson(String header) {
        assertThat(Objects.requireNonNull(Formats.ranked(Accept.of(List.of(header))))
                        .label())
                .isEqualTo("tar.gz");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/zip | zip",
                "application/zstd, application/json;q=0.5 | tar.zst",
                "application/zip, application/gzip;q=0.5 | zip"
            })
    void asksForTheFormatThatRanksHighest(String header, String label) {
        assertThat(Objects.requireNonNull(Formats.ranked(Accept.of(List.of(header))))
                        .label())
                .isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json, application/gzip",
                "application/gzip;q=0.5, application/json",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
            })
    void asksForJsonWhereTheArchiveDoesNotRankAboveIt(String header) {
        assertThat(Formats.ranked(Accept.of(List.of(header)))).isNull();
    }
}
