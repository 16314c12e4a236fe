package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The description of the API that programs and people read. */
class ApiDescriptionTests {
    @TempDir
    Path temporary;

    @Test
    void describesEveryCallWithItsAnswersAndAnExample() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            JsonNode api = service.ask("GET", "/v3/api-docs").json();
            assertThat(api.get("info").get("title").stringValue()).isEqualTo("CaLink");
            assertThat(api.get("info").get("version").stringValue()).isEqualTo(Version.current());
            List<String> calls = new ArrayList<>();
            for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
                for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                    calls.add(call.getKey() + " " + path.getKey());
                    check(calls.get(calls.size() - 1), call.getValue());
                }
            }
            assertThat(calls)
                    .containsExactlyInAnyOrder(
                            "get /info",
                            "get /info/{name}",
                            "get /info/{name}/history",
                            "post /bundles",
                            "get /bundles",
                            "get /bundles/{id}",
                            "delete /bundles/{id}",
                            "get /bundles/{id}/archive",
                            "get /bundles/{id}/manifest",
                            "get /bundles/{id}/entries",
                            "get /bundles/{id}/entries/{path}",
                            "get /bundles/{id}/entry/{number}",
                            "get /bundles/{id}/verification",
                            "post /bundles/{id}/cancel",
                            "put /bundles/{id}/pin",
                            "delete /bundles/{id}/pin",
                            "get /bundles/{id}/events",
                            "get /plan",
                            "get /config",
                            "get /actuator/health",
                            "get /actuator/prometheus");
            assertReferencesHold(api, api);
            JsonNode bundle = api.get("components").get("schemas").get("Bundle").get("properties");
            assertThat(bundle.propertyNames()).contains("id", "state", "created_at", "progress", "archive", "links");
        }
    }

    private static void check(String name, JsonNode call) {
        assertThat(call.get("operationId").stringValue()).as(name).isNotBlank();
        assertThat(call.get("summary").stringValue()).as(name).isNotBlank();
        for (JsonNode parameter : call.path("parameters")) {
            assertThat(parameter.path("description").asString("")).as(name).isNotBlank();
        }
        for (Map.Entry<String, JsonNode> answer : call.get("responses").properties()) {
            String status = name + " " + answer.getKey();
            assertThat(answer.getValue().get("description").stringValue())
                    .as(status)
                    .isNotBlank();
            for (Map.Entry<String, JsonNode> content :
                    answer.getValue().path("content").properties()) {
                if (content.getKey().endsWith("json") && !name.contains("actuator")) {
                    assertThat(content.getValue().has("example")).as(status).isTrue();
                }
                if (Integer.parseInt(answer.getKey()) >= 400 && !name.equals("get /actuator/health")) {
                    assertThat(content.getKey()).as(status).isEqualTo("application/problem+json");
                }
            }
        }
    }

    private static void assertReferencesHold(JsonNode api, JsonNode part) {
        String reference = part.path("$ref").asString("");
        if (!reference.isEmpty()) {
            assertThat(api.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        for (JsonNode child : part) {
            assertReferencesHold(api, child);
        }
    }

    @Test
    void swaggerUiTakesEverythingFromTheServiceItself() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            String page = service.ask("GET", "/swagger-ui/index.html").text();
            assertThat(page).contains("swagger-ui-bundle.js").doesNotContain("<script>", "https://");
            for (String part :
                    List.of("swagger-ui.css", "index.css", "swagger-ui-bundle.js", "swagger-initializer.js")) {
                assertThat(service.ask("GET", "/swagger-ui/" + part).status())
                        .as(part)
                        .isEqualTo(200);
            }
            assertThat(service.ask("GET", "/v3/api-docs/swagger-config")
                            .json()
                            .get("url")
                            .stringValue())
                    .isEqualTo("/v3/api-docs");
        }
    }
}
