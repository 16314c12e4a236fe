package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients who send a byte at a time, or nothing: F63. */
class PunctualProtocolTests {
    private static final Duration PAUSE = Duration.ofMillis(40);

    @TempDir
    static Path temporary;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(temporary, "[info]\nsystem=host\n", Hasty.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static SlowClient client(String atOnce, String byteByByte) throws IOException {
        return new SlowClient(service.port(), atOnce, byteByByte, PAUSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /info",
                "GET /info/host HTTP/1.1\r\nHost: localhost\r\n",
                "GET /info/host HTTP/1.1\r\nHost: localhost\r\nX: ",
                "GET /info/host HTTP/1.1\r\nHost: localhost\r\n\r\nGET /info/host HTTP/1.1\r\nX: "
            })
    void headersThatNeverEndAreCutOff(String begin) throws IOException {
        try (SlowClient client = client(begin, "x")) {
            String answer = client.answer();
            assertThat(client.age()).isBetween(Hasty.WHOLE, Hasty.SOON);
            assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(begin.split("\r\n\r\n", -1).length);
        }
    }

    @Test
    void emptyLinesInsteadOfARequestAreCutOff() throws IOException {
        try (SlowClient client = client("", "\r\n")) {
            assertThat(client.answer()).isEmpty();
            assertThat(client.age()).isBetween(Hasty.WHOLE, Hasty.SOON);
        }
    }

    @Test
    void nothingAtAllIsCutOff() throws IOException {
        try (Socket fresh = new Socket(InetAddress.getLoopbackAddress(), service.port());
                Socket used = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            used.getOutputStream()
                    .write("GET /info/host HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            fresh.setSoTimeout((int) Hasty.SOON.toMillis());
            used.setSoTimeout((int) Hasty.SOON.toMillis());
            assertThat(fresh.getInputStream().readAllBytes()).isEmpty();
            assertThat(new String(used.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyThatNeverEndsIsCutOffWithTheReason() throws IOException {
        try (SlowClient client = client(
                "POST /bundles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{",
                " ")) {
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "urn:calink:problem:request-timeout", "Connection: close");
            assertThat(client.age()).isBetween(Hasty.WHOLE, Hasty.SOON);
        }
    }

    @Test
    void aBodyThatStopsIsCutOffWithTheReason() throws IOException {
        String request = "POST /bundles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 10\r\n\r\n{";
        RawAnswer answer = RawAnswer.to(service.port(), request.getBytes(StandardCharsets.US_ASCII), false);
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:request-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void aBodyThatNobodyWantsIsCutOffAfterTheAnswer(String framing) throws IOException {
        try (SlowClient client = client("GET /info/host HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n", "1")) {
            assertThat(client.answer()).startsWith("HTTP/1.1 200");
            assertThat(client.age()).isLessThan(Hasty.SOON);
        }
    }

    @Test
    void aConnectionThatBreaksInItsHeadersHarmsNobody() throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
            socket.getOutputStream().write("GET /info/host HTT".getBytes(StandardCharsets.US_ASCII));
            socket.setSoLinger(true, 0);
            socket.close();
        }
        assertThat(service.ask("GET", "/info/host").status()).isEqualTo(200);
    }
}
