package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What few clients send, but may. */
class WireTests {
    private static final String HOST = "Host: localhost\r\n";

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

    /** All that the service says to what is sent in pieces, the second after the first was answered. */
    private static String talk(String... pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            StringBuilder said = new StringBuilder();
            for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.US_ASCII));
                said.append((char) socket.getInputStream().read());
            }
            return said.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .toString();
        }
    }

    @Test
    void theOldVersionIsAnsweredWithoutHostAndChunks() throws IOException {
        String answer = talk("GET /info HTTP/1.0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("chunked");
        assertThat(answer).containsIgnoringCase("connection: close");
    }

    @Test
    void requestsInOneBreathAreAnsweredInTheirOrder() throws IOException {
        String answer = talk("GET /info/host HTTP/1.1\r\n" + HOST + "\r\nHEAD /nope HTTP/1.1\r\n" + HOST
                + "\r\nGET /info/nope HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(4);
        assertThat(answer).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 404", "unknown-information");
    }

    @Test
    void aBodyThatNobodyWantsIsNotTakenForTheNextRequest() throws IOException {
        String answer = talk("GET /info/host HTTP/1.1\r\n" + HOST
                + "Content-Length: 24\r\n\r\nGET /nope HTTP/1.1\r\nX: yGET /config HTTP/1.1\r\n" + HOST
                + "Connection: close\r\n\r\n");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(3);
        assertThat(answer).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 200", "sha256");
    }

    @Test
    void aRefusedBodyNeedNotBeSent() throws IOException {
        String answer = talk("POST /bundles HTTP/1.1\r\n" + HOST
                + "Content-Type: text/plain\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 415").doesNotContain("100");
    }

    @Test
    void aWantedBodyIsAskedFor() throws IOException {
        String answer = talk(
                "POST /bundles HTTP/1.1\r\n" + HOST + "Connection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n",
                "{");
        assertThat(answer).containsSubsequence("HTTP/1.1 100", "HTTP/1.1 400", "malformed-json");
    }
}
