package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes at all, however they are cut; {@code benchmarks/fuzz redaction} looks for more of them. */
@Timeout(60)
class RedactorFuzzTests {
    /** Every so many texts, one is repeated until it is long, which takes as long as so many short ones. */
    private static final int OFTEN = 32;

    private static final int LONG = 200_000;

    private static final RedactorFuzzTests SUBJECT = new RedactorFuzzTests();

    private final JsonMapper json = JsonMapper.builder().build();
    private final Rules rules = Rules.of(new Settings(
            true, Map.of("ticket", "TCK-([0-9]+)"), List.of(), List.of(), Settings.OnLeak.REDACT, Set.of()));
    private final KnownValues known = new KnownValues(List.of("Kn0wnValue!", "an0ther\"known"));
    private final Redactor redactor = new Redactor(rules, known);
    private final Watch watch = new Watch(rules, known);

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        SUBJECT.check(data);
    }

    static Stream<Path> corpus() throws IOException, URISyntaxException {
        Path place = Path.of(RedactorFuzzTests.class.getResource("fuzz").toURI());
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void becomesTheSameHoweverItIsCut(Path file) throws IOException {
        check(Files.readAllBytes(file));
    }

    private void check(byte[] text) throws IOException {
        CRC32 seed = new CRC32();
        seed.update(text);
        Random random = new Random(seed.getValue());

        byte[] whole = redacted(text, null);
        assertThat(redacted(text, random)).as("cut anywhere").isEqualTo(whole);
        assertThat(bytewise(text)).as("byte by byte").isEqualTo(whole);
        assertThat(watched(whole, random)).as("watched").isEqualTo(watched(whole, null));
        if (isJson(text)) {
            assertThat(isJson(whole))
                    .as("%s is JSON", new String(whole, StandardCharsets.UTF_8))
                    .isTrue();
        }
        if (text.length > 0 && seed.getValue() % OFTEN == 0) {
            byte[] again = repeated(text);
            assertThat(redacted(again, random)).as("repeated").isEqualTo(redacted(again, null));
        }
    }

    private byte[] redacted(byte[] text, @Nullable Random cuts) throws IOException {
        return Streams.through(sink -> redactor.over(sink, new Counts()), text, cuts);
    }

    private byte[] watched(byte[] text, @Nullable Random cuts) throws IOException {
        return Streams.through(sink -> watch.over(sink, Settings.OnLeak.REDACT, new Counts()), text, cuts);
    }

    private byte[] bytewise(byte[] text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream stream = redactor.over(out, new Counts())) {
            for (byte one : text) {
                stream.write(one);
            }
        }
        return out.toByteArray();
    }

    private static byte[] repeated(byte[] text) {
        byte[] all = Arrays.copyOf(text, Math.max(text.length, LONG / text.length * text.length));
        for (int at = text.length; at < all.length; at += text.length) {
            System.arraycopy(text, 0, all, at, Math.min(text.length, all.length - at));
        }
        return all;
    }

    private boolean isJson(byte[] text) {
        String string = new String(text, StandardCharsets.UTF_8);
        boolean container = string.startsWith("{") || string.startsWith("[");
        if (!container || !Arrays.equals(string.getBytes(StandardCharsets.UTF_8), text)) {
            return false;
        }
        try {
            json.readTree(string);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
