package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients who ask for an archive and do not read it. */
class LongAnswersTests {
    private static final int THREADS = 8;

    @TempDir
    Path temporary;

    @Test
    void leaveThreadsForEverybodyElse() throws IOException {
        byte[] noise = new byte[16 << 20]; // more than the sockets between hold
        new Random(4711).nextBytes(noise);
        Path log = Files.write(temporary.resolve("noise.bin"), noise);
        List<Socket> lazy = new ArrayList<>();
        try (TestService service = TestService.start(
                temporary,
                "[redaction]\nallow=/**\n[files]\n_files=" + log + "\n",
                List.of("--server.tomcat.threads.max=" + THREADS, "--spring.threads.virtual.enabled=false"))) {
            String path = service.ask("POST", "/bundles").header("Location");
            Awaitility.await().until(() -> service.ask("GET", path).text().contains("SUCCEEDED"));
            for (int i = 0; i < THREADS / 2; i++) {
                lazy.add(ask(service.port(), path));
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(service.ask("GET", path + "/archive", "Range: bytes=0-0")
                                    .status())
                            .isEqualTo(503));
            RawAnswer refused = service.ask("GET", path + "/archive");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.json().get("type").stringValue()).isEqualTo("urn:calink:problem:unavailable");
            assertThat(service.ask("POST", "/bundles?stream=true").status()).isEqualTo(503);
            assertThat(service.ask("GET", "/info/host").status()).isEqualTo(200);
            lazy.get(0).close();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(service.ask("GET", path + "/archive", "Range: bytes=0-0")
                                    .status())
                            .isEqualTo(206));
        } finally {
            for (Socket socket : lazy) {
                socket.close();
            }
        }
    }

    @Test
    void endWhenTheirClientsDoNotGoOn() throws IOException {
        byte[] noise = new byte[16 << 20];
        new Random(4711).nextBytes(noise);
        Path log = Files.write(temporary.resolve("noise.bin"), noise);
        try (TestService service = TestService.start(
                temporary,
                "[redaction]\nallow=/**\n[files]\n_files=" + log + "\n",
                List.of("--server.tomcat.threads.max=3", "--spring.threads.virtual.enabled=false"),
                Hasty.class)) {
            String path = service.ask("POST", "/bundles").header("Location");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> service.ask("GET", path).text().contains("SUCCEEDED"));
            try (Socket lazy = ask(service.port(), path)) {
                assertThat(lazy.getInputStream().read()).isEqualTo('H');
                Awaitility.await()
                        .atMost(Hasty.SOON)
                        .untilAsserted(() -> assertThat(service.ask("GET", path + "/archive", "Range: bytes=0-0")
                                        .status())
                                .isEqualTo(206));
                byte[] got = lazy.getInputStream().readAllBytes();
                assertThat(got.length).isLessThan(noise.length);
            }
        }
    }

    private static Socket ask(int port, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + path + "/archive HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
