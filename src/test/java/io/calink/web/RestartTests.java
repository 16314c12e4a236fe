package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of bundles when the service ends, and when it is there again. */
class RestartTests {
    @TempDir
    Path temporary;

    private Path gate;
    private Path pid;

    @BeforeEach
    void names() {
        gate = temporary.resolve("gate");
        pid = temporary.resolve("pid");
    }

    private TestService start(String drain) throws IOException {
        return TestService.start(
                temporary,
                "[files]\n_dirs=" + temporary + "\n[commands]\nwaits=echo $$ > " + pid + "; while [ ! -e " + gate
                        + " ]; do sleep 0.1; done\n",
                List.of("--spring.lifecycle.timeout-per-shutdown-phase=" + drain));
    }

    /** Asks for a bundle, and waits until its command runs. */
    private String begin(TestService service) throws IOException {
        String path = service.ask("POST", "/bundles").header("Location");
        Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
        return path;
    }

    private static void awaitState(TestService service, String path, String state) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                service.ask("GET", path).json().get("state").stringValue())
                        .isEqualTo(state));
    }

    @Test
    void aBundleIsFoundAgainWithItsArchive() throws IOException {
        Files.createFile(gate);
        String path;
        RawAnswer before;
        JsonNode bundle;
        try (TestService service = start("1s")) {
            path = service.ask("POST", "/bundles").header("Location");
            awaitState(service, path, "SUCCEEDED");
            bundle = service.ask("GET", path).json();
            before = service.ask("GET", path + "/archive");
        }
        try (TestService service = start("1s")) {
            assertThat(service.ask("GET", path).json()).isEqualTo(bundle);
            assertThat(service.ask("GET", "/bundles").json().get("bundles").get(0))
                    .isEqualTo(bundle);
            RawAnswer after = service.ask("GET", path + "/archive");
            assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
            assertThat(after.body()).isEqualTo(before.body());
        }
    }

    @Test
    void theDataDirectoryIsNeverCollected() throws IOException {
        Files.createFile(gate);
        try (TestService service = start("1s")) {
            String path = service.ask("POST", "/bundles").header("Location");
            awaitState(service, path, "SUCCEEDED");
            byte[] archive = service.ask("GET", path + "/archive").body();
            assertThat(names(archive))
                    .anyMatch(name -> name.endsWith("/calink-config.ini"))
                    .noneMatch(name -> name.contains(temporary + "/data"));
        }
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(archive))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                names.add(entry.name());
            }
        }
        return names;
    }

    /** F47. */
    @Test
    void whatIsBeingMadeComesToItsEndWhileOthersAreToldToComeBack() throws Exception {
        String path;
        CompletableFuture<Void> ending;
        try (TestService service = start("20s")) {
            path = begin(service);
            String waiting = service.ask("POST", "/bundles").header("Location");
            ending = CompletableFuture.runAsync(service::close);
            awaitState(service, waiting, "CANCELLED");
            RawAnswer refused = service.ask("POST", "/bundles");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(service.ask("POST", "/bundles?stream=true").status()).isEqualTo(503);
            awaitState(service, path, "RUNNING");
            Files.createFile(gate);
            ending.join();
        }
        try (TestService service = start("1s")) {
            awaitState(service, path, "SUCCEEDED");
            assertThat(service.ask("GET", path + "/archive").status()).isEqualTo(200);
        }
    }

    /** F47. */
    @Test
    void whatDoesNotComeToItsEndIsCutShortAndLeavesNoProcess() throws IOException {
        String path;
        try (TestService service = start("100ms")) {
            path = begin(service);
        }
        long process = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
        try (TestService service = start("100ms")) {
            JsonNode bundle = service.ask("GET", path).json();
            assertThat(bundle.get("state").stringValue()).isEqualTo("CANCELLED");
            assertThat(bundle.get("reason").stringValue()).isEqualTo("interrupted");
            RawAnswer archive = service.ask("GET", path + "/archive");
            assertThat(archive.status()).isEqualTo(404);
            assertThat(archive.json().get("type").stringValue()).isEqualTo("urn:calink:problem:no-archive");
        }
    }
}
