package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What is in a bundle's archive, looked at without downloading that: F65. */
class EntriesTests {
    @TempDir
    static Path common;

    private static TestService service;
    private static String bundle;
    private static String below;
    private static byte[] log;
    private static byte[] noise;

    @BeforeAll
    static void makeOne() throws Exception {
        Path collected = common.resolve("collected");
        Files.createDirectories(collected.resolve("empty"));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Random random = new Random(1);
        while (lines.size() < 6_000_000) {
            lines.writeBytes(("grüße " + random.nextLong() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        log = lines.toByteArray();
        noise = new byte[100_000];
        random.nextBytes(noise);
        Files.write(collected.resolve("a.log"), log);
        Files.write(collected.resolve("noise.bin"), noise);
        Files.writeString(collected.resolve("100%; <b>\\x2d#?.html"), "<script>alert(1)</script>");
        Files.createSymbolicLink(collected.resolve("link"), Path.of("a.log"));
        new ProcessBuilder("sh", "-c", "printf raw > \"$(printf 'b\\377d')\"")
                .directory(collected.toFile())
                .start()
                .waitFor();
        service = TestService.start(
                common, "[redaction]\nallow=/**\n[files]\n_dirs=" + collected + "\n[info]\nsystem=host\n");
        bundle = make("tar.gz");
        below = "files" + collected + "/";
    }

    private static String make(String format) throws IOException {
        String location = RawAnswer.to(
                        service.port(),
                        "POST",
                        "/bundles",
                        List.of("Content-Type: application/json"),
                        "{\"format\":\"" + format + "\"}")
                .header("Location");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> service.ask("GET", location).text().contains("SUCCEEDED"));
        return location;
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode list(String query) throws IOException {
        RawAnswer answer = service.ask("GET", bundle + "/entries" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode entry(String name) throws IOException {
        return list("?prefix=" + below + name).get("entries").get(0);
    }

    private static RawAnswer content(String name, String... headers) throws IOException {
        return service.ask("GET", entry(name).get("links").get("content").stringValue(), headers);
    }

    @Test
    void aBundleLeadsToItsEntriesAndThoseToTheirContent() throws IOException {
        String entries =
                service.ask("GET", bundle).json().get("links").get("entries").stringValue();
        assertThat(entries).isEqualTo(bundle + "/entries");
        JsonNode one = entry("a.log");
        assertThat(one.get("type").stringValue()).isEqualTo("file");
        assertThat(one.get("size").longValue()).isEqualTo(log.length);
        assertThat(one.get("mode").stringValue()).matches("0[0-7]{3}");
        assertThat(one.get("text").booleanValue()).isTrue();
        assertThat(one.get("name_base64").isNull()).isTrue();
        RawAnswer content = content("a.log");
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.body()).isEqualTo(log);
        assertThat(content.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(content.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(content.header("Content-Disposition")).startsWith("inline; filename=\"a.log\"");
        assertThat(service.ask("GET", bundle + "/entries/" + below + "a.log").body())
                .isEqualTo(log);
    }

    @Test
    void bytesThatAreNoTextAreKeptAndNotShown() throws IOException {
        RawAnswer content = content("noise.bin");
        assertThat(content.body()).isEqualTo(noise);
        assertThat(content.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(content.header("Content-Disposition")).startsWith("attachment; filename=\"noise.bin\"");
    }

    @Test
    void namesThatNoUrlCanCarryAreReachedByNumber() throws IOException {
        JsonNode raw = entry("b");
        assertThat(raw.get("name").stringValue()).isEqualTo(below + "b\uFFFDd");
        assertThat(raw.get("name_base64").stringValue()).isNotEmpty();
        assertThat(service.ask("GET", raw.get("links").get("content").stringValue())
                        .text())
                .isEqualTo("raw");
        RawAnswer page = content("100%25");
        assertThat(page.text()).contains("<script>");
        assertThat(page.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    }

    @Test
    void directoriesAndLinksHaveNoContent() throws IOException {
        JsonNode link = entry("link");
        assertThat(link.get("type").stringValue()).isEqualTo("symlink");
        assertThat(link.get("link_target").stringValue()).isEqualTo("a.log");
        assertThat(link.get("links").get("content").isNull()).isTrue();
        for (String name : new String[] {"link", "empty", "empty/"}) {
            RawAnswer answer = service.ask("GET", bundle + "/entries/" + below + name);
            assertThat(answer.status()).as(name).isEqualTo(404);
            assertThat(answer.text()).contains("urn:calink:problem:not-a-file");
        }
        for (String path :
                new String[] {"/entries/nope", "/entry/99999", "/entry/0", "/entry/1", "/entry/x", "/entries/"}) {
            assertThat(service.ask("GET", bundle + path).text()).contains("urn:calink:problem:unknown-entry");
        }
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-0, 0, 1", "bytes=5000000-5065535, 5000000, 65536", "bytes=-7, -7, 7"})
    void aPartOfAnEntryIsAnsweredByItself(String range, int from, int length) throws IOException {
        int first = from < 0 ? log.length + from : from;
        RawAnswer part = content("a.log", "Range: " + range);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(log, first, first + length));
        assertThat(part.header("Content-Range"))
                .isEqualTo("bytes " + first + "-" + (first + length - 1) + "/" + log.length);
    }

    @Test
    void conditionsHoldForEntriesToo() throws IOException {
        String path = entry("a.log").get("links").get("content").stringValue();
        RawAnswer head = service.ask("HEAD", path);
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(log.length));
        assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
        String tag = head.header("ETag");
        assertThat(tag).startsWith("\"");
        assertThat(service.ask("GET", path, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(service.ask("GET", path, "If-Match: \"other\"").status()).isEqualTo(412);
        RawAnswer none = service.ask("GET", path, "Range: bytes=99999999-");
        assertThat(none.status()).isEqualTo(416);
        assertThat(none.body()).isEmpty();
        assertThat(service.ask("GET", path, "If-Range: \"x\"", "Range: bytes=0-1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pagesFollowOneAnotherToTheLast() throws IOException {
        int all = list("?limit=1000").get("entries").size();
        int seen = 0;
        String next = "";
        do {
            JsonNode page = list("?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next));
            seen += page.get("entries").size();
            next = page.get("next").asString("");
        } while (!next.isEmpty());
        assertThat(seen).isEqualTo(all);
        assertThat(service.ask("GET", bundle + "/entries?limit=1001").status()).isEqualTo(400);
        assertThat(service.ask("GET", bundle + "/entries?cursor=x").status()).isEqualTo(400);
        assertThat(service.ask("GET", bundle + "/entries", "Accept: text/html").status())
                .isEqualTo(406);
    }

    private static Path file(String location, String suffix) throws IOException {
        String id = location.substring(location.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.walk(common.resolve("data"))) {
            return files.filter(file -> file.getFileName().toString().equals(id + suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsReadWithoutItsIndexToo(Format format) throws IOException {
        String other = make(format.label());
        String name = "/entries/" + below + "a.log";
        assertThat(service.ask("GET", other + name).body()).isEqualTo(log);
        Files.delete(file(other, ".index"));
        assertThat(service.ask("GET", other + name).body()).isEqualTo(log);
        RawAnswer part = service.ask("GET", other + name, "Range: bytes=5000000-5000009");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(log, 5_000_000, 5_000_010));
        assertThat(service.ask("GET", other + "/verification").json().get("ok").booleanValue())
                .isTrue();
        assertThat(service.ask("DELETE", other).status()).isEqualTo(204);
        assertThat(service.ask("GET", other + "/entries").status()).isEqualTo(410);
        assertThat(service.ask("GET", other + name).status()).isEqualTo(410);
    }

    @Test
    void anArchiveThatWasTamperedWithIsRefusedWithAReason() throws IOException {
        String other = make("tar.gz");
        Path archive = file(other, ".tar.gz");
        byte[] bytes = Files.readAllBytes(archive);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 3 + 1000, (byte) 0);
        Files.write(archive, bytes);
        RawAnswer refused = service.ask("GET", other + "/entries");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("urn:calink:problem:damaged-archive", "The archive is damaged");
        JsonNode verification = service.ask("GET", other + "/verification").json();
        assertThat(verification.get("ok").booleanValue()).isFalse();
        assertThat(verification.get("findings").isEmpty()).isFalse();
        Files.writeString(archive, "no archive");
        RawAnswer shorter = service.ask("GET", other + "/entries/" + below + "a.log");
        assertThat(shorter.status()).isEqualTo(409);
        assertThat(shorter.text()).contains("has 10 bytes, and was written with " + bytes.length);
        Files.delete(archive);
        Files.createSymbolicLink(archive, file(bundle, ".tar.gz"));
        assertThat(service.ask("GET", other + "/entries").text()).contains("a link");
        Files.delete(archive);
        assertThat(service.ask("GET", other + "/entries").status()).isEqualTo(410);
        assertThat(service.ask("GET", other + "/verification").status()).isEqualTo(410);
    }
}
