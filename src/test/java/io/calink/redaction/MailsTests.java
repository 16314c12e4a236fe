package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailsTests {
    private static final String MAIL = "mail-[0-9a-f]{10}@d-[0-9a-f]{10}\\.invalid";

    private final Map<String, String> book = new HashMap<>();
    private final Redactor redactor = PseudonymTests.redactor(1, List.of(), book);

    private String masked(String text) {
        return redactor.text(text, new Counts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jürgen@exämple.de",
                "иван@пример.рф",
                "john.doe@xn--exmple-cua.xn--p1ai",
                "jürgen.groß+x@corp.example",
                "alice@exämple.de",
                "éalice@corp.example"
            })
    void areFoundInAllLetters(String mail) {
        assertThat(masked(mail)).matches(MAIL);
        assertThat(book).containsEntry(masked(mail), mail);
        assertThat(masked("‘" + mail + "’, <" + mail + ">。" + mail + "，"))
                .matches("‘" + MAIL + "’, <" + MAIL + ">。" + MAIL + "，");
        assertThat(masked(masked(mail))).isEqualTo(masked(mail));
    }

    @ParameterizedTest
    @CsvSource({"%40,john.doe", "%40,alice", "\\u0040,john.doe", "\\u0040,alice", "%40,jürgen"})
    void areFoundWithASignThatIsWrittenOtherwise(String sign, String local) {
        String plain = masked(local + "@corp.example");
        String masked = masked(local + sign + "corp.example");

        assertThat(masked).isEqualTo(plain.replace("@", sign));
        assertThat(masked(masked)).isEqualTo(masked);
        assertThat(masked("?to=" + local + sign + "corp.example&x=1")).isEqualTo("?to=" + masked + "&x=1");
        assertThat(book).containsEntry(plain, local + "@corp.example");
        assertThat(new Revealing(book).text("?to=" + masked)).isEqualTo("?to=" + local + sign + "corp.example");
    }

    @Test
    void areFoundBehindALongTextWithoutBlanks() {
        String words = "one%20two%20".repeat(20);
        assertThat(masked(words + "john.doe@corp.example")).matches(words + MAIL);
        assertThat(masked(words + "john.doe%40corp.example")).matches(words + MAIL.replace("@", "%40"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 100, 128, 129, 400})
    void areFoundHoweverLongTheyAre(int length) {
        String masked = masked("x".repeat(length) + "@corp.example");
        assertThat(masked).matches("x*" + MAIL);
        assertThat(masked(masked)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getty%40tty1.service",
                "100%40",
                "a%40b",
                "%40corp.example",
                "@corp.example",
                "name@1.2.3",
                "‘@’.example",
                "logo%402x.png",
                "x@é",
                "user@host"
            })
    void areNotMoreThanThat(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }
}
