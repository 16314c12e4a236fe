package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many planted secrets are found, and how many look-alikes are touched, by class; {@code mvn test -Dtest=CorpusTests}
 * prints it.
 */
class CorpusTests {
    private final Redactor redactor = new Redactor(Rules.of(Settings.standard()), KnownValues.none());

    @Test
    void findsEverySecretOfTheCorpus() throws IOException {
        List<Corpus.Sample> samples = Corpus.read("secrets.txt").samples();
        List<String> left = new ArrayList<>();
        Map<String, int[]> table = new LinkedHashMap<>();
        for (Corpus.Sample sample : samples) {
            boolean hidden = sample.hiddenIn(redactor.text(sample.text(), new Counts()));
            count(table, sample.kind(), hidden);
            if (!hidden) {
                left.add(sample.text());
            }
        }
        print("secrets found", table);
        assertThat(samples).hasSizeGreaterThanOrEqualTo(200);
        assertThat(left).isEmpty();
    }

    @Test
    void leavesEveryLookAlikeAsItIs() throws IOException {
        List<Corpus.Sample> samples = Corpus.read("look-alikes.txt").samples();
        List<String> touched = new ArrayList<>();
        Map<String, int[]> table = new LinkedHashMap<>();
        for (Corpus.Sample sample : samples) {
            String redacted = redactor.text(sample.text(), new Counts());
            count(table, sample.kind(), redacted.equals(sample.text()));
            if (!redacted.equals(sample.text())) {
                touched.add(redacted);
            }
        }
        print("look-alikes left alone", table);
        assertThat(samples).hasSizeGreaterThanOrEqualTo(200);
        assertThat(touched).isEmpty();
    }

    @Test
    void whatIsRedactedStaysSoWhenItIsRedactedAgain() throws IOException {
        for (Corpus.Sample sample : Corpus.read("secrets.txt").samples()) {
            String once = redactor.text(sample.text(), new Counts());
            assertThat(redactor.text(once, new Counts())).isEqualTo(once);
        }
    }

    @Test
    void jsonStaysJson() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        for (Corpus.Sample sample : Corpus.read("secrets.txt").samples()) {
            if (sample.kind().startsWith("json")) {
                assertThat(json.readTree(redactor.text(sample.text(), new Counts()))
                                .isObject())
                        .as(sample.text())
                        .isTrue();
            }
        }
    }

    @Test
    void whatTheRulesHaveLeftIsNoLeakForTheSecondLook() throws IOException {
        Watch watch = new Watch(redactor.rules(), KnownValues.none());
        for (String file : List.of("secrets.txt", "look-alikes.txt")) {
            for (Corpus.Sample sample : Corpus.read(file).samples()) {
                String redacted = redactor.text(sample.text(), new Counts());
                Counts leaks = new Counts();
                assertThat(Streams.through(sink -> watch.over(sink, Settings.OnLeak.FAIL, leaks), redacted))
                        .isEqualTo(redacted);
            }
        }
    }

    private static void count(Map<String, int[]> table, String kind, boolean good) {
        int[] counts = table.computeIfAbsent(kind, absent -> new int[2]);
        counts[0] += good ? 1 : 0;
        counts[1]++;
    }

    @SuppressWarnings("SystemOut")
    private static void print(String title, Map<String, int[]> table) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf("%n%-36s %s%n", "class", title);
        table.forEach((kind, counts) -> out.printf("%-36s %3d of %3d%n", kind, counts[0], counts[1]));
        int good = table.values().stream().mapToInt(counts -> counts[0]).sum();
        int all = table.values().stream().mapToInt(counts -> counts[1]).sum();
        out.printf("%-36s %3d of %3d%n", "all", good, all);
    }
}
