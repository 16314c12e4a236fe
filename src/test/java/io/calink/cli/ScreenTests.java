package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTests {
    private static final String ERASE = "\r\033[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    @Test
    void withoutATerminalNothingChanges() {
        try (Screen screen = new Screen(err, null)) {
            screen.status("1 of 2");
            screen.line("a line");
        }
        assertThat(written()).isEqualTo("a line" + System.lineSeparator());
    }

    @Test
    void theChangingLineStaysBelowTheOthersAndIsGoneAtTheEnd() {
        try (Screen screen = new Screen(err, () -> 80)) {
            screen.status("1 of 2");
            await().until(() -> written().endsWith(ERASE + "1 of 2"));
            screen.line("a line");
            assertThat(written()).endsWith(ERASE + "a line" + System.lineSeparator() + "1 of 2");
        }
        assertThat(written()).endsWith("1 of 2" + ERASE);
    }

    @Test
    void theChangingLineNeverWraps() {
        try (Screen screen = new Screen(err, () -> 12)) {
            screen.status("0123456789abcdef");
            await().until(() -> written().endsWith(ERASE + "0123456789a"));
        }
    }

    @Test
    void theChangingLineIsNotDrawnForEveryChange() {
        try (Screen screen = new Screen(err, () -> 80)) {
            for (int i = 1; i <= 100_000; i++) {
                screen.status(i + " of 100000");
            }
            await().until(() -> written().endsWith("100000 of 100000"));
        }
        assertThat(written().length()).isLessThan(100_000);
    }

    @Test
    void whatIsDrawnOnceIsNotDrawnAgain() {
        try (Screen screen = new Screen(err, () -> 80)) {
            screen.status("same");
            await().until(() -> written().endsWith("same"));
            screen.status("same");
            screen.status("other");
            await().until(() -> written().endsWith("other"));
        }
        assertThat(written()).isEqualTo(ERASE + "same" + ERASE + "other" + ERASE);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
