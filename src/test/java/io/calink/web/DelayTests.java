package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Wrong tokens are refused after a pause, which costs whoever sends them, and nobody else. */
class DelayTests {
    private static final int MOST = 1000;
    private static final String TOKEN = Tokens.make();

    @TempDir
    Path temporary;

    /** So long that all of a test is within the pause. */
    @Configuration
    static class LongPause {
        @Bean
        @Primary
        Delay longDelay() {
            return new Delay(Duration.ofHours(1), MOST);
        }
    }

    private static Socket sendWrongToken(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("GET /info/host HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private TestService start(Class<?>... extensions) throws IOException {
        return TestService.start(
                temporary,
                "[info]\nsystem=host\n",
                List.of(
                        "--server.tomcat.threads.max=4",
                        "--spring.threads.virtual.enabled=false",
                        "--calink.security.tokens="
                                + Grant.of("eye", Role.VIEWER, TOKEN).line()),
                extensions);
    }

    @Test
    void thousandWrongTokensWaitWithoutAThreadAndTheNextIsRefusedAtOnce() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (TestService service = start(LongPause.class)) {
            for (int i = 0; i < MOST; i++) {
                waiting.add(sendWrongToken(service.port()));
            }
            // the last of them may still be on their way; who waits gets no answer within an hour
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isRefusedAtOnce(service.port(), waiting));
            assertThat(service.ask("GET", "/info/host", "Authorization: Bearer " + TOKEN)
                            .status())
                    .isEqualTo(200);
            assertThat(service.ask("GET", "/info/host").status()).isEqualTo(200);
            for (Socket socket : waiting.subList(0, MOST / 2)) {
                assertThat(socket.getInputStream().available()).isZero();
            }
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static boolean isRefusedAtOnce(int port, List<Socket> opened) throws IOException {
        Socket socket = sendWrongToken(port);
        opened.add(socket);
        socket.setSoTimeout(5000);
        byte[] start = new byte[12];
        try {
            return socket.getInputStream().readNBytes(start, 0, start.length) == start.length
                    && new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 401");
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void aRefusalTakesHalfASecond() throws IOException {
        try (TestService service = start()) {
            long before = System.nanoTime();
            assertThat(service.ask("GET", "/info/host", "Authorization: Bearer wrong")
                            .status())
                    .isEqualTo(401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(450));
        }
    }
}
