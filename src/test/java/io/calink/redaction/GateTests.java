package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTests {
    private static final String LETTERS = "abAB-";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void opensWhereverALiteralStandsAndFromWhereverItIsAsked(long seed) {
        Random random = new Random(seed);
        List<Gate.Literal<String>> literals = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            String text = letters(random, 3 + random.nextInt(18));
            boolean anyCase = random.nextBoolean();
            BitSet next = new BitSet();
            if (text.length() == 3) {
                next.set(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            literals.add(new Gate.Literal<>(anyCase ? text.toLowerCase(Locale.ROOT) : text, anyCase, next, text));
        }
        Gate<String> gate = new Gate<>(literals);
        StringBuilder text = new StringBuilder();
        while (text.length() < 3000) {
            text.append(letters(random, random.nextInt(9)));
            text.append(literals.get(random.nextInt(literals.size())).text());
        }
        int end = text.length();
        byte[] bytes = Arrays.copyOf(text.toString().getBytes(StandardCharsets.ISO_8859_1), end + Gate.SLACK);

        int from = 0;
        for (int i = 0; i < end; i++) {
            List<String> standing = standing(literals, bytes, i, end);
            if (!standing.isEmpty()) {
                assertThat(gate.next(bytes, from, end)).isLessThanOrEqualTo(i);
                assertThat(gate.next(bytes, i, end)).isEqualTo(i);
                assertThat(gate.at(bytes, i)).extracting(Gate.Literal::value).containsAll(standing);
                from = i + 1;
            }
        }
        assertThat(from).isPositive();
        assertThat(gate.next(bytes, end, end)).isEqualTo(end);
    }

    @Test
    void theSecondLookSeesAValueWhereverItStands() throws Exception {
        Rules rules = Rules.of(Settings.standard());
        String known = "kV8sTn2Wq1";
        for (String secret : List.of(
                known,
                "AKIA" + "Z7Q2M4X9B1C5D8F3",
                "$6$salt1234$" + "a1B2c3D4e5".repeat(9).substring(4))) {
            for (int before = 0; before < 70; before++) {
                Watch watch = new Watch(rules, new KnownValues(Set.of(known)));
                String text = "-".repeat(before) + " " + secret + " end";
                String left = Streams.through(sink -> watch.over(sink, Settings.OnLeak.REDACT, new Counts()), text);
                assertThat(left)
                        .doesNotContain(secret.substring(5))
                        .startsWith("-".repeat(before))
                        .endsWith(" end");
            }
        }
    }

    private static List<String> standing(List<Gate.Literal<String>> literals, byte[] bytes, int i, int end) {
        return literals.stream()
                .filter(literal -> literal.at(bytes, i, end))
                .filter(literal -> literal.text().length() > 3 || literal.next().get(bytes[i + 3]))
                .map(Gate.Literal::value)
                .toList();
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < length; k++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
