package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.JsonNode;

/** Clients of a streamed archive who do not take it, and archives that end half-way. */
class StalledStreamTests {
    @TempDir
    Path temporary;

    private Path pid;
    private TestService service;

    /** A container that has less patience with who reads nothing than the usual 60 s. */
    private static final Duration WHOLE = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Configuration
    static class Impatient {
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> impatience() {
            return factory -> factory.addConnectorCustomizers(
                    connector -> ((PunctualProtocol) connector.getProtocolHandler()).allow(WHOLE, PATIENCE));
        }
    }

    @BeforeEach
    void start() throws IOException {
        byte[] noise = new byte[16 << 20]; // more than the sockets between hold
        new Random(4711).nextBytes(noise);
        Path collected = Files.createDirectory(temporary.resolve("collected"));
        Files.write(collected.resolve("noise.log"), noise);
        pid = temporary.resolve("pid");
        service = TestService.start(
                temporary,
                "[redaction]\nallow=/**\n[files]\n_dirs=" + collected + "\n[commands]\nwaits=echo $$ > " + pid
                        + "; sleep 300\n",
                List.of("--server.tomcat.threads.max=4", "--spring.threads.virtual.enabled=false"),
                Impatient.class);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Socket askAndDoNotRead(String query) throws IOException {
        byte[] body = "{\"commands\":[]}".getBytes(StandardCharsets.US_ASCII);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("POST /bundles?stream=true" + query + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                + "application/json\r\nContent-Length: " + body.length + "\r\n\r\n{\"commands\":[]}")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private JsonNode onlyBundle() throws IOException {
        return service.ask("GET", "/bundles").json().get("bundles").get(0);
    }

    private String state() throws IOException {
        return onlyBundle().get("state").stringValue();
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("data/bundles"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whoTakesNothingForTooLongHasGoneAndLeavesNothingButTheRecord() throws Exception {
        try (Socket lazy = askAndDoNotRead("")) {
            patiently().untilAsserted(() -> assertThat(state()).isEqualTo("CANCELLED"));
            assertThat(onlyBundle().get("reason").stringValue()).isEqualTo("client-gone");
            assertThat(kept()).containsExactly(onlyBundle().get("id").stringValue() + ".json");
            assertThat(lazy.isClosed()).isFalse();
        }
        RawAnswer next = RawAnswer.to(
                service.port(),
                "POST",
                "/bundles?stream=true",
                List.of("Content-Type: application/json"),
                "{\"commands\":[],\"files\":[]}");
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.whole()).isTrue();
    }

    @Test
    void oneThatIsToBeStoredGoesOnWithoutHim() throws Exception {
        try (Socket lazy = askAndDoNotRead("&store=true")) {
            patiently().untilAsserted(() -> assertThat(state()).isEqualTo("SUCCEEDED"));
            assertThat(lazy.isClosed()).isFalse();
        }
        String archive = onlyBundle().get("links").get("archive").stringValue();
        Path copy = Files.write(
                temporary.resolve("copy.tar.gz"), service.ask("GET", archive).body());
        assertThat(Verification.of(copy).findings()).isEmpty();
    }

    /** F57. */
    @Test
    void whoGoesAwayEndsTheJobWithin3SAndLeavesNothing() throws Exception {
        Process curl = curl();
        long command = command();
        curl.destroyForcibly().waitFor();
        Awaitility.await()
                .atMost(Duration.ofSeconds(3).plus(Duration.ofSeconds(2))) // and the time to look
                .untilAsserted(() -> assertThat(state()).isEqualTo("CANCELLED"));
        assertThat(onlyBundle().get("reason").stringValue()).isEqualTo("client-gone");
        assertThat(kept()).containsExactly(onlyBundle().get("id").stringValue() + ".json");
        Awaitility.await()
                .until(() ->
                        ProcessHandle.of(command).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** F58. */
    @Test
    void whatEndsHalfWayIsBrokenOffSoThatCurlExitsWith18() throws Exception {
        Process curl = curl();
        patiently()
                .until(() -> Files.exists(temporary.resolve("answer")) && Files.size(temporary.resolve("answer")) > 0);
        assertThat(service.ask("DELETE", "/bundles/" + onlyBundle().get("id").stringValue())
                        .status())
                .isEqualTo(204);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(curl.exitValue()).isEqualTo(18);
        assertThat(kept()).allMatch(name -> name.endsWith(".gone"));
    }

    private Process curl() throws IOException {
        return new ProcessBuilder(
                        "curl", "-sSN", "-X", "POST", "http://127.0.0.1:" + service.port() + "/bundles?stream=true")
                .redirectOutput(temporary.resolve("answer").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The process of the bundle's command, once it runs and the answer has begun. */
    private long command() throws IOException {
        patiently()
                .until(() -> Files.exists(pid)
                        && Files.size(pid) > 0
                        && Files.exists(temporary.resolve("answer"))
                        && Files.size(temporary.resolve("answer")) > 0);
        return Long.parseLong(Files.readString(pid).strip());
    }
}
