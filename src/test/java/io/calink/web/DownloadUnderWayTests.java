package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads under way while their archive goes: F60. */
class DownloadUnderWayTests {
    @TempDir
    Path temporary;

    private TestService service;
    private String bundle;
    private String path;
    private RawAnswer whole;

    @BeforeEach
    void makeOne() throws IOException {
        byte[] noise = new byte[8 << 20]; // more than the sockets between hold
        new Random(4711).nextBytes(noise);
        Path log = Files.write(temporary.resolve("noise.bin"), noise);
        service = TestService.start(
                temporary,
                "[redaction]\nallow=/**\n[files]\n_files=" + log + "\n",
                List.of("--calink.retention.count=1"));
        bundle = ready();
        path = bundle + "/archive";
        whole = service.ask("GET", path);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String ready() throws IOException {
        String made = service.ask("POST", "/bundles").header("Location");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> service.ask("GET", made).text().contains("SUCCEEDED"));
        return made;
    }

    @Test
    void endsWholeThoughTheBundleIsRemovedMeanwhile() throws IOException {
        try (Socket client = begun()) {
            assertThat(service.ask("DELETE", bundle).status()).isEqualTo(204);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(whole.body());
            assertThat(service.ask("GET", path).status()).isEqualTo(410);
        }
    }

    @Test
    void endsWholeThoughTheBundleExpiresMeanwhile() throws IOException {
        try (Socket client = begun()) {
            ready(); // of which one is kept
            Awaitility.await().until(() -> service.ask("GET", bundle).text().contains("EXPIRED"));
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(whole.body());
            RawAnswer gone = service.ask("GET", path, "Range: bytes=1-");
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.json().get("type").stringValue()).isEqualTo("urn:calink:problem:gone");
        }
    }

    /** A download of which the client has the headers, and not much more. */
    private Socket begun() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4096);
        client.setSoTimeout(30_000);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        while (!headers.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            headers.write(client.getInputStream().read());
        }
        return client;
    }
}
