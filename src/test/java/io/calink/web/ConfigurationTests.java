package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the service says of its configuration, and of a change to it. */
class ConfigurationTests {
    @TempDir
    Path temporary;

    @Test
    void aMistakeInAChangedFileLeavesTheOldInForceAndIsTold() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            JsonNode config = service.ask("GET", "/config").json();
            assertThat(config.get("source").stringValue()).endsWith("/calink-config.ini");
            assertThat(config.get("sha256").stringValue()).hasSize(64);
            assertThat(config.get("stale").booleanValue()).isFalse();
            assertThat(config.get("sections").get("info").get("system").stringValue())
                    .isEqualTo("host");
            assertThat(detail(service)).isEqualTo("current");
            Files.writeString(temporary.resolve("calink-config.ini"), "[info]\nsystem=hosst\n");
            Awaitility.await().untilAsserted(() -> assertThat(detail(service)).isEqualTo("stale"));
            JsonNode stale = service.ask("GET", "/config").json();
            assertThat(stale.get("stale").booleanValue()).isTrue();
            assertThat(stale.get("message").stringValue()).contains("hosst", "host");
            assertThat(stale.get("sha256")).isEqualTo(config.get("sha256"));
        }
    }

    private static String detail(TestService service) throws IOException {
        JsonNode health = service.ask("GET", "/actuator/health").json();
        assertThat(health.get("status").stringValue()).isEqualTo("UP");
        return health.get("components")
                .get("calink")
                .get("details")
                .get("config")
                .stringValue();
    }

    @Test
    void thePlanTellsWhatASnapshotWouldTakeIn() throws IOException {
        Path log = Files.writeString(temporary.resolve("app.log"), "0123456789");
        try (TestService service = TestService.start(
                temporary, "[info]\nsystem=host\n[files]\n_files=" + log + "\n[commands]\nfirst=echo hello\n")) {
            JsonNode all = service.ask("GET", "/plan").json();
            assertThat(all.propertyNames()).containsExactly("items", "totals", "limits");
            assertThat(all.get("items")).hasSize(3);
            assertThat(all.get("totals").get("size").longValue()).isEqualTo(10);
            JsonNode some =
                    service.ask("GET", "/plan?info=&commands=first&files=").json();
            assertThat(some.get("items")).hasSize(1);
            assertThat(some.get("items").get(0).get("key").stringValue()).isEqualTo("first");
        }
    }
}
