package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTests {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 99",
        "bytes=10-19, 10, 19",
        "bytes=90-1000, 90, 99",
        "bytes=-1, 99, 99",
        "bytes=-1000, 0, 99",
        "Bytes = 5-6, 5, 6",
        "bytes=0000000000000000000000005-6, 5, 6",
        "bytes=99-99999999999999999999999999, 99, 99"
    })
    void isThePartOfTheFileThatWasAskedFor(String header, long first, long last) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange(first, last));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,5-6", "lines=0-1", "0-1", "bytes=1 - 2"
            })
    void isTheWholeFileWhereOneRangeOfBytesCannotBeRead(String header) {
        assertThat(ByteRange.of(header, 100)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
    void tellsOfARangeThatTheFileDoesNotHave(String header) {
        assertThat(Objects.requireNonNull(ByteRange.of(header, 100)).isUnsatisfiable())
                .isTrue();
    }

    @Test
    void hasALengthAndAHeader() {
        ByteRange range = new ByteRange(10, 19);
        assertThat(range.length()).isEqualTo(10);
        assertThat(range.contentRange(100)).isEqualTo("bytes 10-19/100");
    }
}
