package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients who hold on to what they have, where threads are few: everybody else is answered all the same. */
class CapacityTests {
    private static final int THREADS = 10;
    /** Much less than any deadline, and enough for a machine that has other things to do. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final List<AutoCloseable> clients = new ArrayList<>();

    @TempDir
    Path temporary;

    private TestService service;

    @BeforeEach
    void start() throws IOException {
        byte[] noise = new byte[16 << 20]; // more than the sockets between hold
        new Random(4711).nextBytes(noise);
        Path log = Files.write(temporary.resolve("noise.bin"), noise);
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[redaction]\nallow=/**\n[files]\n_files=" + log + "\n",
                List.of("--server.tomcat.threads.max=" + THREADS, "--spring.threads.virtual.enabled=false"));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        service.close();
    }

    private void assertAlive() throws IOException {
        for (String path : List.of("/info/host", "/actuator/health")) {
            long begin = System.nanoTime();
            assertThat(service.ask("GET", path).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        }
    }

    @Test
    void aThousandConnectionsThatSayNothing() throws IOException {
        for (int i = 0; i < 1000; i++) {
            clients.add(new Socket(InetAddress.getLoopbackAddress(), service.port()));
        }
        assertAlive();
    }

    @Test
    void headersAndBodiesThatComeByteByByte() throws IOException {
        for (int i = 0; i < 3 * THREADS; i++) {
            clients.add(slowly("POST /bundles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{"));
            clients.add(slowly("GET /info HTTP/1.1\r\nX: "));
            clients.add(slowly("GET /info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"));
        }
        assertAlive();
        try (SlowClient inTime = new SlowClient(
                service.port(), "GET /info/host HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r", "\n", SOON)) {
            assertThat(inTime.answer()).startsWith("HTTP/1.1 200");
        }
    }

    private SlowClient slowly(String begin) throws IOException {
        return new SlowClient(service.port(), begin, " ", Duration.ofMillis(100));
    }

    @Test
    void downloadsThatAreNotReadOrSlowly() throws IOException {
        String path = service.ask("POST", "/bundles").header("Location");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> service.ask("GET", path).text().contains("SUCCEEDED"));
        for (int i = 0; i < 3 * THREADS; i++) {
            clients.add(download(path));
        }
        List<Socket> readers = List.of(download(path), download(path));
        clients.addAll(readers);
        for (int round = 0; round < 3; round++) {
            for (Socket reader : readers) {
                InputStream in = reader.getInputStream();
                assertThat(in.readNBytes(100)).isNotEmpty();
            }
            assertAlive();
        }
    }

    private Socket download(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("GET " + path + "/archive HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
