package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time grows with the text and not faster, whatever the text is. */
class BoundsTests {
    private static final int SIZE = 3 << 20;

    /**
     * Twice what the slowest of these texts takes, each of which asks a rule at every few bytes, against one that asks none; a
     * rule that looks at a long text again and again takes hours.
     */
    private static final long SLOWEST = 1_000;

    /** What the plain text takes at least, or the ratio would be one of a clock's steps and of a scheduler's. */
    private static final long COPIED = 2_000_000;

    private final Redactor redactor = new Redactor(Rules.of(Settings.standard()), KnownValues.none());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=",
                "password=\n",
                "password=/",
                "\"password\":\"",
                "{\"password\":",
                "{\"a\":[",
                "mysql -px",
                " -p mysql",
                "://a:b",
                "eyJeyJ.",
                "-----BEGIN PRIVATE KEY-----",
                "$6$$",
                "token: ",
                "name: password ",
                "<password",
                "<name>password</name>",
                ":5432:a:b",
                "machine a login b password ",
                "\\\\\\\\\"secret",
                "authorization: basic ",
                "secret,",
                "password x ",
                "connect a/b",
                "value: x\nname: password\n",
                "&lt;password&gt;",
                " -s",
                "variable \"password\" ",
                "{PLAIN}",
                "a"
            })
    void takesTimeThatGrowsWithTheText(String piece) throws IOException {
        assertThat(slowness(redactor, piece)).isLessThan(SLOWEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Db/10.1.2.3 ",
                "Db/10.1.2.3/",
                "Db/10.1.2.3+",
                "DbDb Db/10.1.2.3-",
                "a@",
                "@a.example",
                "a%20",
                "\\u003c",
                "\u001b[1;3",
                "[1",
                "é",
                "用",
                "\u0080",
                "alice-",
                "1.2.3."
            })
    void takesTimeThatGrowsWithTheTextWhereNamesAreReplaced(String piece) throws IOException {
        assertThat(slowness(PseudonymTests.redactor(1, List.of(), new HashMap<>()), piece))
                .isLessThan(SLOWEST);
    }

    private static long slowness(Redactor redactor, String piece) throws IOException {
        byte[] text = piece.repeat(SIZE / piece.length()).getBytes(StandardCharsets.UTF_8);
        byte[] plain = "The quick brown fox jumps over it. ".repeat(SIZE / 35).getBytes(StandardCharsets.UTF_8);
        nanos(redactor, plain);
        long copied = Math.max(nanos(redactor, plain), COPIED);
        return Math.min(nanos(redactor, text), nanos(redactor, text)) / copied;
    }

    private static long nanos(Redactor redactor, byte[] text) throws IOException {
        long start = System.nanoTime();
        try (OutputStream stream = redactor.over(OutputStream.nullOutputStream(), new Counts())) {
            stream.write(text);
        }
        return System.nanoTime() - start;
    }
}
