package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Json;
import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who did what to which bundle, as the service writes it down. */
class AuditTests {
    private static final String VIEWER = Tokens.make();

    @TempDir
    static Path temporary;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[commands]\nnoise=head -c 20000000 /dev/urandom\n[limits]\ncommand_output=0\n",
                List.of("--calink.security.tokens="
                        + Grant.of("eye", Role.VIEWER, VIEWER).line()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** All lines that are whole. */
    private static List<JsonNode> lines() throws IOException {
        Path file = temporary.resolve("data/audit.jsonl");
        String text = Files.exists(file) ? Files.readString(file) : "";
        List<JsonNode> lines = new ArrayList<>();
        text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .forEach(line -> lines.add(Json.mapper().readTree(line)));
        return lines;
    }

    /** The line with these, which takes a moment to be written. */
    private static JsonNode line(String action, String path) {
        return await().until(
                        () -> lines().stream()
                                .filter(line -> line.get("action").stringValue().equals(action)
                                        && line.get("path").asString("").equals(path))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    private static String made(String body) throws IOException {
        RawAnswer answer =
                RawAnswer.to(service.port(), "POST", "/bundles", List.of("Content-Type: application/json"), body);
        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().get("id").stringValue();
        await().until(() -> service.ask("GET", "/bundles/" + id)
                .json()
                .get("state")
                .stringValue()
                .equals("SUCCEEDED"));
        return id;
    }

    @Test
    void tellsWhoCreatedReadDownloadedAndDeletedWhichBundle() throws IOException {
        String id = made("{\"commands\": [], \"note\": \"a note\"}");
        RawAnswer archive = service.ask("GET", "/bundles/" + id + "/archive");
        service.ask("GET", "/bundles/" + id + "/archive", "Range: bytes=0-9");
        service.ask("DELETE", "/bundles/" + id);
        service.ask("GET", "/bundles?limit=1");

        JsonNode created = await().until(
                        () -> lines().stream()
                                .filter(line -> line.get("action").stringValue().equals("create")
                                        && line.get("bundle").asString("").equals(id))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        assertThat(created.get("caller").stringValue()).isNotBlank();
        assertThat(created.get("peer").stringValue()).isEqualTo("127.0.0.1");
        assertThat(created.get("time").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(created.get("status").intValue()).isEqualTo(202);
        assertThat(created.get("complete").booleanValue()).isTrue();

        JsonNode downloaded = line("download", "/bundles/" + id + "/archive");
        assertThat(downloaded.get("bundle").stringValue()).isEqualTo(id);
        assertThat(downloaded.get("bytes").intValue()).isEqualTo(archive.body().length);
        await().until(() -> lines().stream().anyMatch(line -> line.get("status").asInt(0) == 206));
        JsonNode part = lines().stream()
                .filter(line -> line.get("status").asInt(0) == 206)
                .findFirst()
                .orElseThrow();
        assertThat(part.get("bytes").intValue()).isEqualTo(10);

        assertThat(line("read", "/bundles/" + id).get("status").intValue()).isEqualTo(200);
        assertThat(line("delete", "/bundles/" + id).get("status").intValue()).isEqualTo(204);
        assertThat(line("list", "/bundles").get("bundle").isNull()).isTrue();
        assertThat(Files.readString(temporary.resolve("data/audit.jsonl"))).doesNotContain("a note", "limit=1");
    }

    @Test
    void aPathInDisguiseIsTheSameCall() throws IOException {
        service.ask("GET", "/%62undles/abc?x=1");
        JsonNode line = line("read", "/%62undles/abc");
        assertThat(line.get("bundle").stringValue()).isEqualTo("abc");
        assertThat(line.get("status").intValue()).isEqualTo(404);
    }

    @Test
    void whatIsNotAboutBundlesIsNotWrittenDown() throws IOException {
        service.ask("GET", "/info/host");
        service.ask("GET", "/nothing");
        service.ask("GET", "/bundles/last");
        line("read", "/bundles/last");
        assertThat(lines())
                .noneMatch(line -> line.get("path").asString("").matches("/info/host|/nothing")
                        && !line.get("action").stringValue().equals("refused"));
    }

    @Test
    void aStreamIsToldWithItsSizeAndOneThatIsBrokenOffAsSuch() throws IOException {
        RawAnswer whole = service.ask("POST", "/bundles?stream=true");
        await().until(() -> lines().stream()
                .anyMatch(line -> line.get("action").stringValue().equals("stream")
                        && line.get("complete").booleanValue()
                        && line.get("bytes").intValue() == whole.body().length
                        && line.get("bundle").stringValue().length() == 26));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream()
                    .write("POST /bundles?stream=true HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(100_000)).hasSize(100_000);
        }
        await().until(() -> lines().stream()
                .anyMatch(line -> line.get("action").stringValue().equals("stream")
                        && !line.get("complete").booleanValue()));
    }

    @Test
    void whoIsSentAwayIsToldWithoutTheSecret() throws IOException {
        service.ask("GET", "/info", "Authorization: Bearer sesame-open");
        JsonNode wrong = line("refused", "/info");
        assertThat(wrong.get("status").intValue()).isEqualTo(401);
        assertThat(wrong.get("caller").isNull()).isTrue();
        service.ask("GET", "/config", "Authorization: Bearer " + VIEWER);
        assertThat(line("refused", "/config").get("status").intValue()).isEqualTo(403);
        service.ask("GET", "/plan", "Host: attacker.example");
        assertThat(line("refused", "/plan").get("status").intValue()).isEqualTo(421);

        assertThat(Files.readString(temporary.resolve("data/audit.jsonl"))).doesNotContain("sesame-open", VIEWER);
    }
}
