package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The outcome does not depend on how a text is cut into blocks. */
class CutsTests {
    private static final int SIZE = 400_000;

    private final Settings settings = new Settings(
            true, Map.of("ticket", "TCK-([0-9]+)"), List.of(), List.of(), Settings.OnLeak.REDACT, java.util.Set.of());
    private final Rules rules = Rules.of(settings);
    private final KnownValues known = new KnownValues(List.of("Kn0wnValue!", "an0ther\"known"));
    private final Redactor redactor = new Redactor(rules, known);
    private final Watch watch = new Watch(rules, known);

    @RepeatedTest(12)
    void redactsTheSameHoweverTheTextIsCut(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] text = text(random);

        byte[] whole = Streams.through(sink -> redactor.over(sink, new Counts()), text, null);
        byte[] cut = Streams.through(sink -> redactor.over(sink, new Counts()), text, random);

        assertThat(cut).isEqualTo(whole);
        byte[] watched = Streams.through(sink -> watch.over(sink, Settings.OnLeak.REDACT, new Counts()), text, null);
        byte[] watchedCut =
                Streams.through(sink -> watch.over(sink, Settings.OnLeak.REDACT, new Counts()), text, random);
        assertThat(watchedCut).isEqualTo(watched);
    }

    @Test
    void findsASecretAcrossTheEdgeOfABlock() throws IOException {
        for (int before = 65_300; before < 65_700; before += 3) {
            byte[] text =
                    (".".repeat(before) + "\npassword=Tr0ub4dor&3\nKn0wnValue!\n").getBytes(StandardCharsets.UTF_8);
            String redacted = new String(
                    Streams.through(sink -> redactor.over(sink, new Counts()), text, null), StandardCharsets.UTF_8);
            assertThat(redacted).endsWith("\npassword=[REDACTED:password]\n[REDACTED:known]\n");
        }
    }

    @Test
    void removesAValueOfAnyLengthInBoundedMemory() throws IOException {
        byte[] text = ("{\"password\":\"" + "s3cret".repeat(50_000) + "\",\"n\":1}").getBytes(StandardCharsets.UTF_8);
        byte[] redacted = Streams.through(sink -> redactor.over(sink, new Counts()), text, new Random(1));
        assertThat(new String(redacted, StandardCharsets.UTF_8))
                .isEqualTo("{\"password\":\"[REDACTED:password]\",\"n\":1}");
    }

    /** Samples, noise and long runs, in any order. */
    private static byte[] text(Random random) throws IOException {
        List<Corpus.Sample> samples = new ArrayList<>(Corpus.read("secrets.txt").samples());
        samples.addAll(Corpus.read("look-alikes.txt").samples());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < SIZE) {
            switch (random.nextInt(8)) {
                case 0 -> text.write(noise(random));
                case 1 -> text.write("x".repeat(random.nextInt(5000)).getBytes(StandardCharsets.UTF_8));
                case 2 ->
                    text.write("{\\\"a\\\":\"TCK-4711 Kn0wnValue! an0ther\\\"known ".getBytes(StandardCharsets.UTF_8));
                default -> {
                    String sample = samples.get(random.nextInt(samples.size())).text();
                    text.write(sample.getBytes(StandardCharsets.UTF_8));
                    text.write(" \n\t\0,;}".charAt(random.nextInt(7)));
                }
            }
        }
        return text.toByteArray();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(2000)];
        random.nextBytes(noise);
        return noise;
    }
}
