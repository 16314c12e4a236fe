package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the service says of itself to whoever looks after it. */
class HealthTests {
    @TempDir
    Path temporary;

    private static JsonNode storage(TestService service) throws IOException {
        return service.ask("GET", "/actuator/health").json().get("components").get("storage");
    }

    private static int status(TestService service, String path) throws IOException {
        return service.ask("GET", path).status();
    }

    @Test
    void tellsWhereBundlesAreAndHowMuchSpaceThereIs() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            JsonNode storage = storage(service);
            assertThat(storage.get("status").stringValue()).isEqualTo("UP");
            JsonNode details = storage.get("details");
            assertThat(details.get("directory").stringValue())
                    .isEqualTo(temporary.resolve("data").toString());
            assertThat(details.get("space").stringValue()).isEqualTo("enough");
            assertThat(details.get("free").longValue())
                    .isGreaterThan(details.get("floor").longValue());
            assertThat(details.get("audit").stringValue()).isEqualTo("written");
        }
    }

    @Test
    void aRemovedDataDirectoryIsDownUntilTheNextBundleAndNoReasonToRestart() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            Files.move(temporary.resolve("data"), temporary.resolve("removed"));
            await().until(() -> status(service, "/actuator/health") == 503);
            JsonNode storage = storage(service);
            assertThat(storage.get("status").stringValue()).isEqualTo("DOWN");
            assertThat(storage.get("details").get("trouble").stringValue()).contains("has been removed");
            assertThat(status(service, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(status(service, "/actuator/health/readiness")).isEqualTo(200);
            assertThat(status(service, "/info/host")).isEqualTo(200);
            // to be asked about bundles does not bring the directory back, not even for the audit log
            assertThat(status(service, "/bundles")).isEqualTo(200);
            assertThat(temporary.resolve("data")).doesNotExist();
            assertThat(service.ask("POST", "/bundles").status()).isEqualTo(202);
            await().until(() -> status(service, "/actuator/health") == 200);
            await().until(() -> Files.exists(temporary.resolve("data/audit.jsonl")));
        }
    }

    @Test
    void aDiskThatIsTooFullIsToldAndNotDown() throws IOException {
        try (TestService service = TestService.start(
                temporary, "[info]\nsystem=host\n", List.of("--calink.retention.free-space=4000000TB"))) {
            assertThat(service.ask("POST", "/bundles").status()).isEqualTo(507);
            JsonNode storage = storage(service);
            assertThat(storage.get("status").stringValue()).isEqualTo("UP");
            assertThat(storage.get("details").get("space").stringValue()).isEqualTo("short");
        }
    }

    @Test
    void anAuditLogThatCannotBeWrittenIsToldAndHoldsNobodyUp() throws IOException {
        Path inTheWay = temporary.resolve("data/audit.jsonl");
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            Files.createDirectory(inTheWay);
            assertThat(service.ask("POST", "/bundles").status()).isEqualTo(202);
            await().until(() ->
                    storage(service).get("details").get("audit").stringValue().equals("failing"));
            assertThat(status(service, "/actuator/health")).isEqualTo(200);
            Files.delete(inTheWay);
            await().until(() ->
                    storage(service).get("details").get("audit").stringValue().equals("written"));
            assertThat(inTheWay).content().contains("\"action\":\"create\"");
        }
    }
}
