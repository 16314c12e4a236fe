package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive, downloaded whole, in parts, and by those who were cut off: F59. */
class DownloadTests {
    private static final int SIZE = 8 << 20;

    @TempDir
    static Path common;

    private static TestService service;
    private static String path;
    private static RawAnswer whole;
    private static String tag;

    @BeforeAll
    static void makeOne() throws IOException {
        byte[] noise = new byte[SIZE];
        new Random(4711).nextBytes(noise);
        Path log = Files.write(common.resolve("noise.bin"), noise);
        service = TestService.start(common, "[redaction]\nallow=/**\n[files]\n_files=" + log + "\n");
        String bundle = service.ask("POST", "/bundles").header("Location");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> service.ask("GET", bundle).text().contains("SUCCEEDED"));
        path = bundle + "/archive";
        whole = service.ask("GET", path);
        tag = whole.header("ETag");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void hasItsDigestWholeAndInParts() throws Exception {
        String digest = "sha-256=:"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(whole.body()))
                + ":";
        assertThat(whole.header("Repr-Digest")).isEqualTo(digest);
        assertThat(service.ask("HEAD", path).header("Repr-Digest")).isEqualTo(digest);
        RawAnswer part = service.ask("GET", path, "Range: bytes=1-2");
        assertThat(part.header("Repr-Digest")).isEqualTo(digest);
        assertThat(part.header("ETag")).isEqualTo(tag);
        assertThat(part.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(part.header("Content-Disposition")).isEqualTo(whole.header("Content-Disposition"));
        assertThat(part.header("Content-Type")).isEqualTo("application/gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=-1, -1, 1",
        "bytes=-9999999999999999999999, 0, 0",
        "bytes=0-99999999999999999999999, 0, 0",
        "bytes=7-, 7, 0",
        "BYTES=5-9, 5, 5",
        "'bytes=5-9 ', 5, 5",
    })
    void isAnsweredInTheParts(String range, int from, int length) throws IOException {
        int size = whole.body().length;
        int first = from < 0 ? size + from : from;
        int last = length == 0 ? size - 1 : first + length - 1;
        RawAnswer part = service.ask("GET", path, "Range: " + range);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + size);
        assertThat(part.header("Content-Length")).isEqualTo(String.valueOf(last - first + 1));
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-0,2-3",
                "bytes=5-4",
                "bytes=-",
                "bytes=a-b",
                "bytes=0x1-2",
                "bytes",
                "lines=0-1",
                "bytes=0-0\r\nRange: bytes=1-1",
                "bytes=0-0\r\nIf-Range: \"other\"",
                "bytes=0-0\r\nIf-Range: Sun, 22 Nov 2026 22:00:00 GMT"
            })
    void isAnsweredWholeWhereNoOnePartIsMeant(String range) throws IOException {
        RawAnswer answer = service.ask("GET", path, "Range: " + range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("content-range");
        assertThat(answer.body()).isEqualTo(whole.body());
    }

    @Test
    void isAnsweredWholeToNinetyOverlappingParts() throws IOException {
        String ranges = IntStream.range(0, 90).mapToObj(i -> i + "-").collect(Collectors.joining(","));
        assertThat(service.ask("GET", path, "Range: bytes=" + ranges).body()).isEqualTo(whole.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-0", "bytes=99999999-", "bytes=9999999999999999999999-"})
    void hasNoPartBehindItsEnd(String range) throws IOException {
        RawAnswer answer = service.ask("GET", path, "Range: " + range);
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + whole.body().length);
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void meetsConditionsInTheOrderOfTheStandard() throws IOException {
        String range = "Range: bytes=99999999-";
        assertThat(service.ask("GET", path, "If-Match: \"other\"", "If-None-Match: " + tag, range)
                        .status())
                .isEqualTo(412);
        assertThat(service.ask("GET", path, "If-Match: W/" + tag).status()).isEqualTo(412);
        RawAnswer known = service.ask("GET", path, "If-Match: *", "If-None-Match: W/" + tag, range);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("ETag")).isEqualTo(tag);
        assertThat(service.ask("HEAD", path, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(service.ask("HEAD", path, range).status()).isEqualTo(200);
        assertThat(service.ask("GET", path, "If-Range: " + tag, range).status()).isEqualTo(416);
        assertThat(service.ask("GET", path, "If-Range: W/" + tag, range).status())
                .isEqualTo(200);
        // there is no date that these could be compared with
        String past = "Sun, 22 Nov 1987 22:00:00 GMT";
        assertThat(service.ask("GET", path, "If-Modified-Since: " + past).status())
                .isEqualTo(200);
        assertThat(service.ask("GET", path, "If-Unmodified-Since: " + past).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -sf -C - -o %s %s",
                "wget -q --tries=1 -c -O %s %s",
                "aria2c -q -x4 -k1M -c --max-tries=1 --no-conf --file-allocation=none -d / -o %s %s"
            })
    void isResumedByOtherPrograms(String command, @TempDir Path temporary) throws Exception {
        Path file = temporary.resolve("download");
        try (CuttingRelay line = new CuttingRelay(service.port())) {
            String url = "http://127.0.0.1:" + line.port() + path;
            String name = command.startsWith("aria2c") ? file.toString().substring(1) : file.toString();
            List<String> program = List.of(command.formatted(name, url).split(" ", -1));
            for (long bytes : List.of(SIZE / 3, SIZE / 4)) {
                line.breakAfter(bytes);
                assertThat(run(program)).as(command).isNotZero();
            }
            line.breakAfter(Long.MAX_VALUE);
            assertThat(file).isNotEmptyFile();
            assertThat(run(program)).as(command).isZero();
            assertThat(Files.readAllBytes(file)).isEqualTo(whole.body());
        }
    }

    private static int run(List<String> program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
