package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bundles that are asked to end while their clients do not read. */
class StalledClientsTests {
    /** Much less than the minute that a client may stand still. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    private TestService service;

    @BeforeEach
    void start() throws IOException {
        byte[] noise = new byte[16 << 20]; // more than the sockets between hold
        new Random(4711).nextBytes(noise);
        Path collected = Files.createDirectory(temporary.resolve("collected"));
        Files.write(collected.resolve("noise.log"), noise);
        service = TestService.start(
                temporary, "[info]\n[redaction]\nallow=/**\n[files]\n_dirs=" + collected + "\n[commands]\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Socket askAndDoNotRead() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write("POST /bundles?stream=true HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private JsonNode bundle() throws IOException {
        return service.ask("GET", "/bundles").json().get("bundles").get(0);
    }

    private void awaitStandstill() {
        await().atMost(SOON).until(() -> {
            JsonNode bundle = bundle();
            return bundle != null && bundle.get("progress").get("bytes_written").longValue() > 0;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?keep=true"})
    void areCancelledAllTheSame(String keep) throws IOException {
        try (Socket lazy = askAndDoNotRead()) {
            awaitStandstill();
            String path = bundle().get("links").get("self").stringValue();
            assertThat(service.ask("POST", path + "/cancel" + keep).status()).isEqualTo(202);
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(bundle().get("state").stringValue()).isEqualTo("CANCELLED"));
            assertThat(lazy.isClosed()).isFalse();
        }
        assertThat(service.ask("POST", "/bundles?stream=true").whole())
                .as("the thread serves others as before")
                .isTrue();
    }

    @Test
    void areDeletedAllTheSame() throws IOException {
        try (Socket lazy = askAndDoNotRead()) {
            awaitStandstill();
            String path = bundle().get("links").get("self").stringValue();
            assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
            assertThat(service.ask("GET", path).status()).isEqualTo(410);
            await().atMost(SOON)
                    .until(() -> service.ask("POST", "/bundles?stream=true").whole());
            assertThat(lazy.isClosed()).isFalse();
        }
    }
}
