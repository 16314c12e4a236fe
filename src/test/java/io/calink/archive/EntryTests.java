package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTests {
    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../up", "a/../b", "a/..", "..", ".", "a//b", "./a", "a/", "a\0b"})
    void refusesANameThatLeadsElsewhere(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entry.file(name, 0))
                .withMessageStartingWith("The name '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "..a", "a..", "...", ".hidden", "-rf", "a b", "a\nb", "C:\\x", "a/b/c"})
    void takesEveryOtherName(String name) {
        assertThat(Entry.file(name, 0).name()).isEqualTo(name);
    }

    @Test
    void endsTheNameOfADirectoryWithASlash() {
        assertThat(Entry.directory("a/b").name()).isEqualTo("a/b/");
        assertThat(Entry.directory("a/b/").name()).isEqualTo("a/b/");
    }

    @Test
    void refusesWhatContradictsItself() {
        Entry link = Entry.symlink("link", "target");
        assertThatIllegalArgumentException().isThrownBy(() -> Entry.symlink("link", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Entry.file("file", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> link.mode(0100777));
        assertThat(link.owned(1, 2, "a", "b").linkTarget()).isEqualTo("target");
    }

    @Test
    void namesSurviveByteForByteWhateverTheyAre() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] name = new byte[random.nextInt(12)];
            random.nextBytes(name);
            for (int j = 0; j < name.length; j++) {
                // half of them from the bytes that begin and continue UTF-8, or stand for surrogates
                name[j] = random.nextBoolean() ? (byte) (0x80 | name[j]) : name[j];
                name[j] = random.nextInt(4) == 0 ? (byte) 0xED : name[j];
            }
            assertThat(RawText.encode(Entry.text(name))).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"ÿ, ÿ", "😀, 😀", "a\u202eb, a\\u202eb", "a\u001bb, a\\u001bb"})
    void showsNamesThatCannotLeadATerminalAstray(String name, String shown) {
        assertThat(RawText.shown(name)).isEqualTo(shown);
    }

    @Test
    void showsBytesThatAreNoText() {
        assertThat(RawText.shown(Entry.text(new byte[] {'a', (byte) 0xE4}))).isEqualTo("a\\xe4");
    }
}
