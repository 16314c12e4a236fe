package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.jobs.Jobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bundles that are ended early, kept for good or past their time, and what their manifests say. */
class BundleLifeTests {
    private static final String UNKNOWN = "/bundles/00000000000000000000000000";

    @TempDir
    Path temporary;

    private TestService service;

    @BeforeEach
    void start() throws IOException {
        service = TestService.start(
                temporary, "[info]\nsystem=host,os\n[files]\n[commands]\nfirst=echo hello\nwaits=sleep 4711 | cat\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** The path of a bundle with this command. */
    private String ordered(String command) throws IOException {
        return RawAnswer.to(
                        service.port(),
                        "POST",
                        "/bundles",
                        List.of("Content-Type: application/json"),
                        "{\"commands\":[\"" + command + "\"]}")
                .header("Location");
    }

    private void awaitState(String path, String state) {
        Awaitility.await()
                .until(() -> service.ask("GET", path)
                        .json()
                        .get("state")
                        .stringValue()
                        .equals(state));
    }

    private static void awaitChildren(boolean there) {
        Awaitility.await()
                .until(() -> ProcessHandle.current()
                                .descendants()
                                .anyMatch(child ->
                                        child.info().commandLine().orElse("").endsWith("sleep 4711"))
                        == there);
    }

    private static void hasProblem(RawAnswer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:" + type);
    }

    @Test
    void aCancelledBundleEndsWithoutAnArchive() throws IOException {
        String path = ordered("waits");
        awaitChildren(true);
        long begin = System.nanoTime();
        RawAnswer answer = service.ask("POST", path + "/cancel");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo(path);
        awaitState(path, "CANCELLED");
        awaitChildren(false);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        hasProblem(service.ask("POST", path + "/cancel"), 409, "already-over");
        hasProblem(service.ask("GET", path + "/manifest"), 404, "no-archive");
    }

    @Test
    void aKeptOneBecomesAValidArchive() throws IOException {
        String path = ordered("waits");
        awaitState(path, "RUNNING");
        assertThat(service.ask("POST", path + "/cancel?keep=true").status()).isEqualTo(202);
        awaitState(path, "PARTIAL");
        assertThat(service.ask("GET", path + "/manifest").json().isObject()).isTrue();
        assertThat(service.ask("GET", path).json().get("reason").stringValue()).isEqualTo("cancelled");
    }

    @Test
    void oneThatWaitsEndsAtOnce() throws IOException {
        String running = ordered("waits");
        String queued = ordered("first");
        RawAnswer answer = service.ask("POST", queued + "/cancel");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("state").stringValue()).isEqualTo("CANCELLED");
        service.ask("DELETE", running);
    }

    @Test
    void theManifestIsThatOfTheArchive() throws IOException {
        String path = ordered("first");
        awaitState(path, "SUCCEEDED");
        RawAnswer answer = service.ask("GET", path + "/manifest");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo(manifest(service.ask("GET", path + "/archive").body()));
        RawAnswer head = service.ask("HEAD", path + "/manifest");
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(answer.body().length));
    }

    private static byte[] manifest(byte[] archive) throws IOException {
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(archive))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.name().endsWith("/manifest.json")) {
                    return reader.content().readAllBytes();
                }
            }
        }
        throw new IOException("There is no manifest");
    }

    @Test
    void whatCannotBeAnsweredIsSaidAsAProblem() throws IOException {
        hasProblem(service.ask("POST", UNKNOWN + "/cancel"), 404, "unknown-bundle");
        hasProblem(service.ask("GET", UNKNOWN + "/manifest"), 404, "unknown-bundle");
        String path = ordered("waits");
        hasProblem(service.ask("GET", path + "/manifest"), 409, "not-ready");
        hasProblem(service.ask("POST", path + "/cancel?keep=perhaps"), 400, "bad-parameter");
        assertThat(service.ask("GET", path + "/cancel").status()).isEqualTo(405);
    }

    @Test
    void aDeletedBundleThatRanLeavesNoProcess() throws IOException {
        String path = ordered("waits");
        awaitChildren(true);
        long begin = System.nanoTime();
        assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
        awaitChildren(false);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        hasProblem(service.ask("DELETE", path), 410, "gone");
        hasProblem(service.ask("POST", path + "/cancel"), 410, "gone");
    }

    @Test
    void whatIsLinkedIsWhatCanBeDone() throws IOException {
        String path = ordered("waits");
        JsonNode links = service.ask("GET", path).json().get("links");
        assertThat(links.get("events").stringValue()).isEqualTo(path + "/events");
        assertThat(links.get("cancel").stringValue()).isEqualTo(path + "/cancel");
        assertThat(links.get("manifest").isNull()).isTrue();
        awaitState(path, "RUNNING");
        service.ask("POST", path + "/cancel?keep=true");
        awaitState(path, "PARTIAL");
        JsonNode after = service.ask("GET", path).json().get("links");
        assertThat(after.get("cancel").isNull()).isTrue();
        assertThat(after.get("manifest").stringValue()).isEqualTo(path + "/manifest");
    }

    @Test
    void aBundleIsPinnedAndUnpinned() throws IOException {
        String path = ordered("first");
        awaitState(path, "SUCCEEDED");
        String expiry = service.ask("GET", path).json().get("expires_at").stringValue();
        for (int i = 0; i < 2; i++) {
            RawAnswer pinned = service.ask("PUT", path + "/pin");
            assertThat(pinned.status()).isEqualTo(200);
            assertThat(pinned.json().get("pinned").booleanValue()).isTrue();
            assertThat(pinned.json().get("expires_at").isNull()).isTrue();
        }
        for (int i = 0; i < 2; i++) {
            RawAnswer unpinned = service.ask("DELETE", path + "/pin");
            assertThat(unpinned.status()).isEqualTo(200);
            assertThat(unpinned.json().get("pinned").booleanValue()).isFalse();
            assertThat(unpinned.json().get("expires_at").stringValue()).isEqualTo(expiry);
        }
        String cancelled = ordered("waits");
        service.ask("POST", cancelled + "/cancel");
        awaitState(cancelled, "CANCELLED");
        hasProblem(service.ask("PUT", cancelled + "/pin"), 409, "cannot-be-pinned");
    }

    @Test
    void ofAnExpiredBundleOnlyTheRecordIsLeft() throws IOException {
        String path = ordered("first");
        awaitState(path, "SUCCEEDED");
        service.close();
        service = TestService.start(temporary, "[commands]\nfirst=echo hello\n", List.of("--calink.retention.count=1"));
        assertThat(service.ask("GET", path + "/manifest").status()).isEqualTo(200);
        awaitState(ordered("first"), "SUCCEEDED");
        awaitState(path, "EXPIRED");
        assertThat(service.ask("GET", path).status()).isEqualTo(200);
        hasProblem(service.ask("GET", path + "/archive"), 410, "gone");
        hasProblem(service.ask("GET", path + "/manifest"), 410, "gone");
        hasProblem(service.ask("PUT", path + "/pin"), 410, "gone");
        hasProblem(service.ask("POST", path + "/cancel"), 409, "already-over");
    }

    @Test
    void whatCannotBeRemovedIsStillThere() throws IOException {
        String path = ordered("first");
        awaitState(path, "SUCCEEDED");
        Path archive = service.bean(Jobs.class)
                .archive(path.substring("/bundles/".length()))
                .orElseThrow();
        Files.delete(archive);
        Files.createDirectories(archive.resolve("full"));
        RawAnswer answer = service.ask("DELETE", path);
        hasProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(service.ask("GET", path).status()).isEqualTo(200);
    }
}
