package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Archives that are answered while they are gathered. */
class StreamedBundleTests {
    private static final String TEXT = "a line of a log\n".repeat(1000);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path temporary;

    private Path gate;
    private Path pid;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        Path log = Files.writeString(temporary.resolve("app.log"), TEXT);
        gate = temporary.resolve("gate");
        pid = temporary.resolve("pid");
        service = TestService.start(
                temporary,
                "[files]\n_files=" + log + "\n[commands]\nwaits=echo $$ > " + pid + "; while [ ! -e " + gate
                        + " ]; do sleep 0.1; done\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private HttpResponse<InputStream> post(String query, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/bundles" + query))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private JsonNode onlyBundle() throws IOException {
        return service.ask("GET", "/bundles").json().get("bundles").get(0);
    }

    private void awaitState(String state, String reason) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(onlyBundle().get("state").stringValue()).isEqualTo(state);
            assertThat(onlyBundle().get("reason").asString("")).isEqualTo(reason);
        });
    }

    @Test
    void theFirstFileCanBeReadWhileACommandStillRuns() throws Exception {
        HttpResponse<InputStream> response = post("?stream=true");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/gzip");
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        try (ArchiveReader archive = new ArchiveReader(response.body())) {
            Entry entry = Objects.requireNonNull(archive.next());
            while (entry.type() != Entry.Type.FILE) {
                entry = Objects.requireNonNull(archive.next());
            }
            assertThat(entry.name()).endsWith("/app.log");
            assertThat(new String(archive.content().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(TEXT);
            assertThat(Files.exists(gate)).isFalse();
            assertThat(onlyBundle().get("state").stringValue()).isEqualTo("RUNNING");
            Files.createFile(gate);
            String last = "";
            for (Entry next = archive.next(); next != null; next = archive.next()) {
                last = next.name();
            }
            assertThat(last).endsWith("/manifest.json");
        }
        awaitState("SUCCEEDED", "");
        JsonNode bundle = onlyBundle();
        String path = response.headers().firstValue("Location").orElse("");
        assertThat(path).isEqualTo("/bundles/" + bundle.get("id").stringValue());
        assertThat(bundle.get("stored").booleanValue()).isFalse();
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value)
                        .contains("filename=\""
                                + bundle.get("archive").get("name").stringValue()));
        assertThat(service.ask("GET", path + "/archive").status()).isEqualTo(410);
    }

    @Test
    void anAcceptThatRanksTheArchiveAsksForItToo() throws Exception {
        Files.createFile(gate);
        HttpResponse<InputStream> response = post("", "Accept", "application/gzip, application/json;q=0.5");
        assertThat(response.statusCode()).isEqualTo(200);
        try (ArchiveReader archive =
                new ArchiveReader(new ByteArrayInputStream(response.body().readAllBytes()))) {
            assertThat(archive.next()).isNotNull();
        }
        assertThat(post("?stream=false", "Accept", "application/gzip, application/json;q=0.5")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void oneThatIsToBeStoredIsThereAfterwardsWithTheSameBytes() throws Exception {
        Files.createFile(gate);
        HttpResponse<InputStream> response = post("?stream=true&store=true");
        byte[] streamed = response.body().readAllBytes();
        String path = response.headers().firstValue("Location").orElse("");
        assertThat(service.ask("GET", path + "/archive").body()).isEqualTo(streamed);
    }

    @Test
    void aClientThatGoesAwayEndsTheGatheringAndItsCommands() throws Exception {
        HttpResponse<InputStream> response = post("?stream=true");
        Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
        long process = Long.parseLong(Files.readString(pid).strip());
        response.body().close();
        awaitState("CANCELLED", "client-gone");
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void oneThatEndsHalfWayBreaksTheConnectionAndAppendsNothing() throws Exception {
        HttpResponse<InputStream> response = post("?stream=true");
        InputStream body = response.body();
        assertThat(body.readNBytes(2)).containsExactly(0x1f, 0x8b);
        String path = response.headers().firstValue("Location").orElse("");
        assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void whatCannotBeginIsAProblemAndNoArchive() throws Exception {
        HttpResponse<InputStream> response = post("?stream=true&store=perhaps", "Accept", "application/gzip");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    }
}
