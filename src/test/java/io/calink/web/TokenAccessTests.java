package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Who is served with a token: here everybody comes through a proxy, so that nothing else counts. */
class TokenAccessTests {
    private static final String PROXY = "X-Forwarded-For: 192.0.2.1";
    private static final String VIEWER = Tokens.make();
    private static final String COLLECTOR = Tokens.make();

    @TempDir
    static Path temporary;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n",
                List.of(
                        "--server.address=0.0.0.0",
                        "--calink.security.tokens="
                                + Grant.of("eye", Role.VIEWER, VIEWER).line() + ","
                                + Grant.of("hand", Role.COLLECTOR, COLLECTOR).line()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RawAnswer ask(String path, String authorization) throws IOException {
        return service.ask("GET", path, PROXY, "Authorization: " + authorization);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesATokenAsBearerOrAsThePasswordOfAnyUser() throws IOException {
        assertThat(ask("/config", "Bearer " + COLLECTOR).status()).isEqualTo(200);
        assertThat(ask("/config", "bearer " + COLLECTOR).status()).isEqualTo(200);
        assertThat(ask("/config", basic("anybody:" + COLLECTOR)).status()).isEqualTo(200);
        assertThat(ask("/config", basic(":" + COLLECTOR)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/info,200",
        "/info/host,200",
        "/v3/api-docs,200",
        "/swagger-ui/index.html,200",
        "/,200",
        "/bundles,403",
        "/plan,403",
        "/config,403",
        "/actuator/health,403",
        "/actuator/health/liveness,200",
        "/info/../config,403",
        "/infos,403"
    })
    void aViewerSeesInformationsAndDocuments(String path, int status) throws IOException {
        assertThat(ask(path, "Bearer " + VIEWER).status()).isEqualTo(status);
    }

    @Test
    void tellsAViewerWhichRoleIsNeeded() throws IOException {
        RawAnswer answer = ask("/bundles", "Bearer " + VIEWER);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:role-too-low");
        assertThat(answer.json().get("detail").stringValue()).contains("collector");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer wrong", "Bearer", "Basic !!!", "Basic YWJj", "Digest username=\"a\"", "Bearer 8000*x"})
    void refusesAWrongTokenAndOneThatIsNone(String authorization) throws IOException {
        RawAnswer answer = ask("/info", authorization.replace("8000*x", "x".repeat(8000)));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isNotEmpty();
        assertThat(answer.text()).contains("calink token NAME");
    }

    @Test
    void refusesCredentialsThatAreMalformedAndSeveralAtOnce() throws IOException {
        for (String authorization : List.of(
                "",
                " ",
                "Bearer  ",
                "Basic",
                "Basic " + COLLECTOR,
                basic(COLLECTOR),
                basic(COLLECTOR + ":"),
                "Bearer " + COLLECTOR + " " + COLLECTOR,
                "Bearer " + COLLECTOR.substring(1),
                "Bearer " + COLLECTOR + "x",
                "Bearer " + COLLECTOR.toUpperCase(Locale.ROOT),
                "Token " + COLLECTOR,
                COLLECTOR,
                "Bearer " + "x".repeat(10 << 10))) {
            assertThat(ask("/info", authorization).status()).as(authorization).isEqualTo(401);
        }
        String right = "Authorization: Bearer " + COLLECTOR;
        assertThat(service.ask("GET", "/info", right, right).status()).isEqualTo(401);
        assertThat(service.ask("GET", "/info", right, "Authorization: Bearer wrong")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesATokenThatIsLargerThanHeadersMayBe() throws IOException {
        assertThat(ask("/info", "Bearer " + "x".repeat(17 << 10)).status()).isEqualTo(431);
    }

    @Test
    void nobodyGetsASessionOrAPageToLogInOrHasAPassword() throws IOException {
        assertThat(service.beans(UserDetailsService.class)).isEmpty();
        for (String path : List.of("/", "/info", "/login", "/logout", "/nothing")) {
            RawAnswer answer = ask(path, "Bearer " + COLLECTOR);
            assertThat(answer.headers()).as(path).doesNotContainKey("set-cookie");
            if (path.startsWith("/log")) {
                assertThat(answer.status()).as(path).isEqualTo(404);
            }
        }
        assertThat(service.ask("GET", "/login", PROXY).status()).isEqualTo(401);
    }

    @Test
    void aWrongTokenIsNotMadeGoodByTheUserWhoSendsIt() throws IOException {
        assertThat(service.ask("GET", "/info", "Authorization: Bearer wrong").status())
                .isEqualTo(401);
    }

    @Test
    void aHeadRequestIsRefusedWithoutABody() throws IOException {
        RawAnswer answer = service.ask("HEAD", "/info", PROXY, "Authorization: Bearer wrong");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }
}
