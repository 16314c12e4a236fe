package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Under which name a caller is known to everything behind the door. */
class CallersTests {
    private static final String TOKEN = Tokens.make();

    @TempDir
    static Path temporary;

    private static TestService service;

    @RestController
    static class Who {
        @GetMapping("/who")
        String now(HttpServletRequest request) {
            return name(request);
        }

        @GetMapping("/who/later")
        Callable<String> later(HttpServletRequest request) {
            return () -> name(request);
        }

        @GetMapping("/actuator/health/liveness/who")
        String below(HttpServletRequest request) {
            return name(request);
        }

        private static String name(HttpServletRequest request) {
            Principal caller = request.getUserPrincipal();
            return caller == null ? "nobody" : caller.getName();
        }
    }

    @Configuration
    @Import(Who.class)
    static class Asking {}

    /** A system that has no tables of sockets. */
    @Configuration
    @Import(Who.class)
    static class NoTables {
        @Bean
        @Primary
        Callers withoutTables() {
            return new Callers(
                    new Peers(temporary.resolve("no-proc")),
                    new Tokens(List.of()),
                    new OpenIdTokens(null, new JwtAuthenticationConverter()));
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n",
                List.of(
                        "--server.address=::",
                        "--calink.security.tokens="
                                + Grant.of("hand", Role.COLLECTOR, TOKEN).line()),
                Asking.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String own() throws IOException {
        return "user:" + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    @Test
    void isItsUserOnTheLoopbackAddress() throws IOException {
        assertThat(service.ask("GET", "/who").text()).isEqualTo(own());
    }

    @Test
    void isTheNameOfItsTokenHoweverThatIsSent() throws IOException {
        assertThat(service.ask("GET", "/who", "Authorization: Bearer " + TOKEN).text())
                .isEqualTo("token:hand");
        String pair = Base64.getEncoder().encodeToString(("root:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        assertThat(service.ask("GET", "/who", "Authorization: Basic " + pair).text())
                .isEqualTo("token:hand");
    }

    @Test
    void staysTheSameWhenItsAnswerComesFromAnotherThreadLater() throws IOException {
        assertThat(service.ask("GET", "/who/later").text()).isEqualTo(own());
        assertThat(service.ask("GET", "/who/later", "Authorization: Bearer " + TOKEN)
                        .text())
                .isEqualTo("token:hand");
    }

    @Test
    void whatIsOpenIsOpenAsAWholePathOnly() throws IOException {
        assertThat(service.ask("GET", "/actuator/health/liveness/who", "Via: 1.1 p")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void isItsUserOnTheLoopbackAddressOfIpv6Too() throws IOException {
        boolean six = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
        // without ::1 the same connection is one of IPv4, which a socket of IPv6 takes as well
        InetAddress here = InetAddress.getByName(six ? "::1" : "127.0.0.1");
        try (Socket socket = new Socket(here, service.port())) {
            assertThat(socket.getInetAddress() instanceof Inet6Address).isEqualTo(six);
            socket.getOutputStream()
                    .write("GET /who HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith(own());
        }
    }

    @Test
    void isTheLoopbackAddressWhereTheSystemDoesNotTellMore() throws IOException {
        try (TestService other =
                TestService.start(Files.createDirectory(temporary.resolve("other")), "", NoTables.class)) {
            assertThat(other.ask("GET", "/who").text()).isEqualTo("loopback");
            assertThat(other.ask("GET", "/who", "Via: 1.1 proxy").status()).isEqualTo(401);
        }
    }
}
