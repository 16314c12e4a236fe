package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactorTests {
    private static final String SECRET = "{\"user\":\"jö\",\"password\":\"Tr0ub4dor\",\"n\":1}\r\n";
    private static final String REDACTED = "{\"user\":\"jö\",\"password\":\"[REDACTED:password]\",\"n\":1}\r\n";

    private final Redactor redactor = with(Map.of(), List.of());

    @Test
    void redactsUtf16OfEitherOrderWithAndWithoutItsMark() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("\uFEFF", "")) {
                byte[] text = (mark + "some words first " + SECRET.repeat(3000)).getBytes(charset);
                byte[] redacted = Streams.through(sink -> redactor.over(sink, new Counts()), text, new Random(1));
                assertThat(new String(redacted, charset)).isEqualTo(mark + "some words first " + REDACTED.repeat(3000));
            }
        }
    }

    @Test
    void losesNothingOfWhatIsNoText() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(200_000)];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                // no letters, which might happen to be a key or a word of the rules
                noise[i] |= (byte) (Character.isLetter(noise[i]) ? 0x80 : 0);
            }
            if (noise.length > 2 && seed % 2 == 0) {
                noise[0] = (byte) 0xFF;
                noise[1] = (byte) 0xFE;
            }
            assertThat(Streams.through(sink -> redactor.over(sink, new Counts()), noise, random))
                    .isEqualTo(noise);
        }
    }

    @Test
    void zerosPartWordsOfText() {
        assertThat(redactor.text("PATH=/bin\0DB_PASSWORD=hunter2\0HOME=/\0", new Counts()))
                .isEqualTo("PATH=/bin\0DB_PASSWORD=[REDACTED:password]\0HOME=/\0");
    }

    @Test
    void countsByRuleAndNothingElse() {
        Counts counts = new Counts();
        redactor.text("password=hunter2\ntoken=abcdef12\npassword=x9y8\n", counts);
        assertThat(counts.byRule()).containsExactly(Map.entry("password", 2L), Map.entry("token", 1L));
        assertThat(counts.total()).isEqualTo(3);
    }

    @Test
    void ownRulesRemoveTheirFirstGroupOrTheWholeMatch() {
        Redactor own = with(Map.of("ticket", "TCK-([0-9]{4})", "badge", "(?i)badge [a-z]+"), List.of());
        assertThat(own.text("TCK-4711, Badge abc and badge def", new Counts()))
                .isEqualTo("TCK-[REDACTED:ticket], [REDACTED:badge] and [REDACTED:badge]");
    }

    @Test
    void ownRulesSeeLinesAndLongLinesInPieces() throws IOException {
        Redactor own = with(Map.of("ticket", "^TCK-[0-9]+$"), List.of());
        assertThat(own.text("a\nTCK-1\nTCK-2 b\n", new Counts())).isEqualTo("a\n[REDACTED:ticket]\nTCK-2 b\n");
        Redactor inLine = with(Map.of("ticket", "TCK-[0-9]+"), List.of());
        byte[] text = (".".repeat(61_000) + "TCK-12345 ").repeat(9).getBytes(StandardCharsets.UTF_8);
        String redacted = new String(
                Streams.through(sink -> inLine.over(sink, new Counts()), text, new Random(3)), StandardCharsets.UTF_8);
        assertThat(redacted).isEqualTo((".".repeat(61_000) + "[REDACTED:ticket] ").repeat(9));
    }

    @Test
    void ruleThatCannotBeUsedIsRefused() {
        assertThatThrownBy(() -> with(Map.of("bad", "(["), List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("RE2");
        assertThatThrownBy(() -> with(Map.of("bad", "x*"), List.of())).hasMessageContaining("empty");
        assertThatThrownBy(() -> with(Map.of("a b", "x"), List.of())).hasMessageContaining("name");
    }

    @Test
    void wordsToKeepStay() {
        assertThat(with(Map.of(), List.of("hunter2")).text("password=hunter2\npassword=hunter3", new Counts()))
                .isEqualTo("password=hunter2\npassword=[REDACTED:password]");
    }

    @Test
    void leavesEverythingWhenItIsOff() {
        Settings off = new Settings(false, Map.of(), List.of(), List.of(), Settings.OnLeak.REDACT, Set.of());
        assertThat(new Redactor(Rules.of(off), KnownValues.none()).text(SECRET, new Counts()))
                .isEqualTo(SECRET);
    }

    @Test
    void rulesAreTheSameOnlyIfTheirSettingsAre() {
        String plain = Rules.of(Settings.standard()).id();
        assertThat(Rules.of(Settings.standard()).id()).isEqualTo(plain);
        assertThat(with(Map.of("a", "b"), List.of()).rules().id()).isNotEqualTo(plain);
        assertThat(with(Map.of(), List.of("b")).rules().id()).isNotEqualTo(plain);
    }

    /** {@code -Dcalink.logs=DIRECTORY}: logs without secrets, of which at most one line in 10,000 may change. */
    @Test
    void leavesOrdinaryLogsAlone() throws IOException {
        String directory = System.getProperty("calink.logs", "");
        assumeFalse(directory.isEmpty(), "-Dcalink.logs names no directory with logs");
        List<String> altered = new ArrayList<>();
        int lines = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(Path.of(directory), "*.log")) {
            for (Path log : logs) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (var stream = redactor.over(out, new Counts())) {
                    Files.copy(log, stream);
                }
                List<String> before = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
                List<String> after =
                        out.toString(StandardCharsets.ISO_8859_1).lines().toList();
                assertThat(after).hasSameSizeAs(before);
                lines += before.size();
                for (int i = 0; i < before.size(); i++) {
                    if (!before.get(i).equals(after.get(i))) {
                        altered.add(after.get(i));
                    }
                }
            }
        }
        assertThat(altered).hasSizeLessThanOrEqualTo(lines / 10_000);
    }

    private static Redactor with(Map<String, String> own, List<String> keep) {
        return new Redactor(
                Rules.of(new Settings(true, own, List.of(), keep, Settings.OnLeak.REDACT, Set.of())),
                KnownValues.none());
    }
}
