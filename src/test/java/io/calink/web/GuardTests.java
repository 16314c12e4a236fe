package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is served on the loopback address, and what the others are told. */
class GuardTests {
    @TempDir
    static Path temporary;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(temporary, "[info]\nsystem=host\n");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** What curl prints of the status, run by an ordinary user. */
    private static String asNobody(String path) throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Process curl = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "curl",
                        "-sS",
                        "-m",
                        "30",
                        "-w",
                        "\n%{http_code}",
                        "http://127.0.0.1:" + service.port() + path)
                .redirectErrorStream(true)
                .start();
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void servesItsOwnUserWithoutAToken() throws IOException {
        assertThat(service.ask("GET", "/info/host").status()).isEqualTo(200);
    }

    @Test
    void sendsAnotherUserAwayButToldWhatToDo() throws Exception {
        assertThat(asNobody("/info/host"))
                .endsWith("\n401")
                .contains("urn:calink:problem:unauthenticated", "calink token NAME");
        assertThat(asNobody("/nothing")).endsWith("\n401");
    }

    @Test
    void tellsEverybodyWhetherItIsAlive() throws Exception {
        assertThat(asNobody("/actuator/health/liveness")).endsWith("\n200");
        assertThat(asNobody("/actuator/health/readiness")).endsWith("\n200");
        assertThat(asNobody("/actuator/health")).endsWith("\n401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 127.0.0.1", "x-forwarded-proto: https", "Forwarded: for=_", "VIA: 1.1 p"})
    void trustsNobodyBehindAProxy(String header) throws IOException {
        RawAnswer answer = service.ask("GET", "/info/host", header);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void challengesForBothSchemes() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/info"))
                                .header("X-Forwarded-For", "192.0.2.1")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        List<String> challenges = answer.headers().allValues("WWW-Authenticate");
        assertThat(challenges).hasSize(2);
        assertThat(challenges.get(0)).startsWith("Bearer ");
        assertThat(challenges.get(1)).startsWith("Basic ");
    }
}
