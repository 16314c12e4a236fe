package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Which role each call of the service takes; a call that is not listed here fails the test. */
class RolesTests {
    private static final String VIEWER = Tokens.make();
    private static final String COLLECTOR = Tokens.make();
    private static final String CALLS = """
            GET /                             viewer
            GET /page/{version}/{file}        viewer
            GET /info                         viewer
            GET /info/{name}                  viewer
            GET /info/{name}/history          viewer
            GET /actuator/prometheus          viewer
            GET /v3/api-docs                  viewer
            GET /v3/api-docs.yaml             viewer
            GET /v3/api-docs/swagger-config   viewer
            GET /swagger-ui.html              viewer
            POST /bundles                     collector
            GET /bundles                      collector
            GET /bundles/{id}                 collector
            DELETE /bundles/{id}              collector
            GET /bundles/{id}/archive         collector
            GET /bundles/{id}/manifest        collector
            GET /bundles/{id}/events          collector
            GET /bundles/{id}/entries         collector
            GET /bundles/{id}/entries/{*path} collector
            GET /bundles/{id}/entry/{number}  collector
            GET /bundles/{id}/verification    collector
            POST /bundles/{id}/cancel         collector
            PUT /bundles/{id}/pin             collector
            DELETE /bundles/{id}/pin          collector
            GET /plan                         collector
            GET /config                       collector
            GET /actuator/health              collector
            GET /actuator/health/**           collector
            GET /actuator/prometheus          viewer
            """;

    @TempDir
    static Path temporary;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n",
                List.of(
                        "--calink.sampling.interval=100ms",
                        "--calink.security.tokens="
                                + Grant.of("eye", Role.VIEWER, VIEWER).line() + ","
                                + Grant.of("hand", Role.COLLECTOR, COLLECTOR).line()));
        Awaitility.await()
                .until(() -> service.ask("GET", "/info/vmem", "Authorization: Bearer " + VIEWER)
                                .status()
                        == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Map<String, String> roles() {
        return CALLS.lines()
                .map(line -> line.split(" +"))
                .collect(Collectors.toMap(
                        words -> words[0] + " " + words[1], words -> words[2], (one, other) -> one, TreeMap::new));
    }

    private static Set<String> calls() {
        Set<String> calls = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping : service.beans(RequestMappingInfoHandlerMapping.class)) {
            for (RequestMappingInfo call : mapping.getHandlerMethods().keySet()) {
                for (String pattern :
                        Objects.requireNonNull(call.getPathPatternsCondition()).getPatternValues()) {
                    call.getMethodsCondition().getMethods().forEach(method -> calls.add(method + " " + pattern));
                }
            }
        }
        return calls;
    }

    private static int status(String call, String... headers) throws IOException {
        String[] words = call.split(" ", -1);
        String path = words[1].replace("{name}/history", "vmem/history")
                .replace("/page/{version}/{file}", PageTests.files(service).get(0))
                .replace("{name}", "host")
                .replace("/**", "/nothing")
                .replaceAll("\\{[^}]*}", "00000000000000000000000000");
        return service.ask(words[0], path, headers).status();
    }

    @Test
    void everyCallIsListed() {
        assertThat(calls()).isEqualTo(roles().keySet());
    }

    @Test
    void eachCallTakesTheRoleThatIsListedAndNoneTakesNobody() throws IOException {
        for (Map.Entry<String, String> call : roles().entrySet()) {
            boolean viewers = call.getValue().equals("viewer");
            assertThat(status(call.getKey(), "Via: 1.1 p")).as(call.getKey()).isEqualTo(401);
            int seen = status(call.getKey(), "Authorization: Bearer " + VIEWER);
            if (viewers) {
                assertThat(seen).as(call.getKey()).isIn(200, 302);
            } else {
                assertThat(seen).as(call.getKey()).isEqualTo(403);
            }
            assertThat(status(call.getKey(), "Authorization: Bearer " + COLLECTOR))
                    .as(call.getKey())
                    .isNotIn(401, 403, 500);
        }
    }

    @Test
    void whatNobodyServesIsNotToldToAViewer() throws IOException {
        for (String call : List.of("GET /nothing", "POST /nothing", "GET /actuator", "GET /infos", "BREW /bundles")) {
            assertThat(status(call, "Authorization: Bearer " + VIEWER)).as(call).isEqualTo(403);
            assertThat(status(call, "Via: 1.1 p")).as(call).isEqualTo(401);
        }
        assertThat(status("GET /actuator/health/liveness", "Via: 1.1 p")).isEqualTo(200);
        assertThat(status("GET /actuator/health/readiness", "Authorization: Bearer wrong"))
                .isEqualTo(200);
    }

    @Test
    void theDescriptionSaysSoToo() throws IOException {
        JsonNode api = service.ask("GET", "/v3/api-docs").json();
        for (Map.Entry<String, String> call : roles().entrySet()) {
            String[] words = call.getKey().split(" ", -1);
            JsonNode answers = api.get("paths")
                    .path(words[1])
                    .path(words[0].toLowerCase(Locale.ROOT))
                    .path("responses");
            if (!answers.isMissingNode()) {
                assertThat(answers.has("401")).as(call.getKey()).isTrue();
                boolean unsafe = !words[0].equals("GET");
                assertThat(answers.has("403"))
                        .as(call.getKey())
                        .isEqualTo(unsafe || call.getValue().equals("collector"));
                assertThat(answers.path("403").path("description").asString("").contains("another site"))
                        .as(call.getKey())
                        .isEqualTo(unsafe);
            }
        }
        assertThat(api.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(api.at("/components/securitySchemes/basic/scheme").asString())
                .isEqualTo("basic");
    }
}
