package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Json;
import io.calink.jobs.AuditLog;
import io.calink.jobs.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTests {
    private static final Visit REFUSED = new Visit(
            Instant.EPOCH, null, "192.0.2.1", true, "GET", "/bundles", Action.LIST, null, 401, 300, true, 500);

    @TempDir
    Path temporary;

    private static long counted(List<String> lines) {
        return lines.stream()
                .map(line -> Json.mapper().readTree(line))
                .filter(line -> line.get("action").stringValue().equals("refused"))
                .mapToLong(line -> line.get("count").longValue())
                .sum();
    }

    @Test
    void aFloodOfRefusedRequestsIsCountedInAFewLines() throws IOException {
        Path file = temporary.resolve("data/audit.jsonl");
        try (DataDirectory data = DataDirectory.open(temporary.resolve("data"));
                AuditLog log = new AuditLog(data);
                AuditTrail trail = new AuditTrail(log, path -> path)) {
            for (int i = 0; i < 5000; i++) {
                trail.note(REFUSED);
            }
            await().until(() -> Files.exists(file) && counted(Files.readAllLines(file)) == 5000);
            assertThat(Files.readAllLines(file)).hasSizeLessThan(500);
            for (int i = 0; i < 100; i++) {
                trail.note(REFUSED);
            }
        }
        assertThat(counted(Files.readAllLines(file))).isEqualTo(5100);
    }

    @Test
    void eachCallHasAName() {
        assertThat(Action.of("POST", "/bundles")).isEqualTo(Action.CREATE);
        assertThat(Action.of("HEAD", "/bundles/x/archive")).isEqualTo(Action.DOWNLOAD);
        assertThat(Action.of("GET", "/bundles/x/events")).isEqualTo(Action.FOLLOW);
        assertThat(Action.of("GET", "/bundles/x/manifest")).isEqualTo(Action.MANIFEST);
        assertThat(Action.of("GET", "/bundles/x/entries")).isEqualTo(Action.ENTRIES);
        assertThat(Action.of("GET", "/bundles/x/entries/files/etc/hosts")).isEqualTo(Action.ENTRY);
        assertThat(Action.of("GET", "/bundles/x/entry/7")).isEqualTo(Action.ENTRY);
        assertThat(Action.of("POST", "/bundles/x/cancel")).isEqualTo(Action.CANCEL);
        assertThat(Action.of("PUT", "/bundles/x/pin")).isEqualTo(Action.PIN);
        assertThat(Action.of("DELETE", "/bundles/x/pin")).isEqualTo(Action.UNPIN);
        assertThat(Action.of("DELETE", "/bundles/x")).isEqualTo(Action.DELETE);
        assertThat(Action.of("BREW", "/bundles/x")).isEqualTo(Action.OTHER);
        assertThat(Action.of("GET", "/bundlesome")).isNull();
        assertThat(Action.bundle("/bundles/x/archive")).isEqualTo("x");
        assertThat(Action.bundle("/bundles")).isNull();
        assertThat(Action.bundle("/info/host")).isNull();
    }
}
