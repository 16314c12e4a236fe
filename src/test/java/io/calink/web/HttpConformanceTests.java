package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.AbsentException;
import io.calink.info.Information;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Description;

/** What the service answers to what, line by line as {@code conformance.txt} lists it. */
class HttpConformanceTests {
    private static final Pattern LINE = Pattern.compile(
            "(\\S+) (.+?) \\|(?<headers>.*?)\\|(?<body>.*)-> (?<status>\\d+) (?<type>\\S+) \\|(?<answer>.*)");
    private static final Pattern MANY = Pattern.compile("(\\d+)\\*([a-z]+)");

    @TempDir
    static Path temporary;

    private static TestService service;

    @Configuration
    static class Strange {
        @Bean
        @Description("Is not on this machine")
        Information absent() {
            return () -> {
                throw new AbsentException("This machine has none of it.");
            };
        }

        @Bean
        @Description("Cannot be read")
        Information broken() {
            return () -> {
                throw new IOException("It broke.");
            };
        }
    }

    record Exchange(String line, String method, String path, List<String> headers, String body) {
        @Override
        public String toString() {
            return line;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[files]\netc_files=hosts\n[commands]\nfirst=echo hello\n",
                List.of(
                        "--calink.security.hosts=calink.example",
                        "--calink.sampling.interval=1h",
                        "--calink.sampling.window=2h"),
                Strange.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<Exchange> exchanges() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(HttpConformanceTests.class.getResourceAsStream("conformance.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(HttpConformanceTests::exchange)
                    .toList();
        }
    }

    private static Exchange exchange(String line) {
        Matcher matcher = match(line);
        return new Exchange(
                line,
                matcher.group(1),
                expand(matcher.group(2)),
                headers(matcher.group("headers")).stream()
                        .map(HttpConformanceTests::expand)
                        .toList(),
                expand(matcher.group("body").strip()));
    }

    private static Matcher match(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }

    private static List<String> headers(String text) {
        return Arrays.stream(text.split(" ; ", -1))
                .map(String::strip)
                .filter(header -> !header.isEmpty())
                .toList();
    }

    private static String expand(String text) {
        String expanded = MANY.matcher(text).replaceAll(many -> many.group(2).repeat(Integer.parseInt(many.group(1))));
        return expanded.replace("%r", "\r").replace("%n", "\n");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsTheTableSays(Exchange exchange) throws IOException {
        Matcher expected = match(exchange.line());
        RawAnswer answer = ask(exchange);
        assertThat(answer.status()).as(answer.text()).isEqualTo(Integer.parseInt(expected.group("status")));
        if (!expected.group("type").equals("-")) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("type").stringValue())
                    .isEqualTo("urn:calink:problem:" + expected.group("type"));
            assertThat(answer.json().get("status").intValue()).isEqualTo(answer.status());
            assertThat(answer.json().get("title").stringValue()).isNotBlank();
            assertThat(answer.json().get("detail").stringValue())
                    .isNotBlank()
                    .doesNotContain("Exception", "org.", "java.", "io.calink");
        }
        for (String header : headers(expected.group("answer"))) {
            int colon = header.indexOf(':');
            assertThat(answer.header(header.substring(0, colon)))
                    .contains(header.substring(colon + 1).strip());
        }
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.headers()).doesNotContainKeys("server", "access-control-allow-origin", "x-powered-by");
        assertThat(answer.whole()).isTrue();
    }

    private static RawAnswer ask(Exchange exchange) throws IOException {
        if (exchange.headers().stream().anyMatch(header -> header.startsWith("Transfer-Encoding"))) {
            List<String> lines = new ArrayList<>(List.of(exchange.method() + " " + exchange.path() + " HTTP/1.1"));
            lines.add("Host: localhost");
            lines.addAll(exchange.headers());
            lines.add("Connection: close");
            String request = String.join("\r\n", lines) + "\r\n\r\n" + exchange.body();
            return RawAnswer.to(service.port(), request.getBytes(StandardCharsets.UTF_8), false);
        }
        return RawAnswer.to(service.port(), exchange.method(), exchange.path(), exchange.headers(), exchange.body());
    }
}
