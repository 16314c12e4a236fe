package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTests {
    @Test
    void escapesWhatSteersATerminal() {
        assertThat(Printable.of("a\u001b[31mb\nc\td\u0000e\u009bf\u202eg\u2028h"))
                .isEqualTo("a\\x1b[31mb\\nc\\td\\x00e\\u009bf\\u202eg\\u2028h");
    }

    @Test
    void leavesEverydayTextAlone() {
        String text = "C:\\temp, Grüße, 日本, 👩‍💻, %$\"';";
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void escapesHalfACharacter() {
        assertThat(Printable.of("a\ud83d")).isEqualTo("a\\ud83d");
    }

    @Test
    void cutsByColumnsNotByCharacters() {
        assertThat(Printable.cut("abcdef", 4)).isEqualTo("abcd");
        assertThat(Printable.cut("日本語", 5)).isEqualTo("日本");
        assertThat(Printable.cut("e\u0301a", 1)).isEqualTo("e\u0301");
        assertThat(Printable.cut("ab", 10)).isEqualTo("ab");
        assertThat(Printable.width("a日👍e\u0301")).isEqualTo(6);
    }
}
