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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Those who follow bundles and do not read what they are told. */
class EventReadersTests {
    private static final int CROWD = 300;
    private static final int FEW = 2;

    @TempDir
    Path temporary;

    private final List<Socket> lazy = new ArrayList<>();
    private Path gate;

    /** The usual pace on connections that hold little between a writer and a reader. */
    @Configuration
    static class Narrow {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> narrow() {
            return factory ->
                    factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "4096"));
        }
    }

    /** Patience that ends so soon that a test can wait for it. */
    @Configuration
    static class Impatient {
        @Bean
        @Primary
        EventPace impatient() {
            return new EventPace(Duration.ofMillis(20), Duration.ofSeconds(15), Duration.ofSeconds(5), FEW);
        }
    }

    /** Patience that lasts longer than the test. */
    @Configuration
    static class Patient {
        @Bean
        @Primary
        EventPace patient() {
            return new EventPace(Duration.ofMillis(20), Duration.ofSeconds(15), Duration.ofMinutes(5), FEW);
        }
    }

    @BeforeEach
    void names() {
        gate = temporary.resolve("gate");
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : lazy) {
            socket.close();
        }
    }

    /** Its bundles have so many problems that the last event does not fit into a connection. */
    private TestService start(List<String> settings, Class<?>... extensions) throws Exception {
        Path strange = Files.createDirectory(temporary.resolve("strange"));
        List<String> mkfifo = new ArrayList<>(List.of("mkfifo"));
        for (int i = 0; i < 200; i++) {
            mkfifo.add(strange.resolve("x".repeat(200) + i).toString());
        }
        assertThat(new ProcessBuilder(mkfifo).inheritIO().start().waitFor()).isZero();
        String configuration =
                "[files]\n_dirs=" + strange + "\n[commands]\nwaits=while [ ! -e " + gate + " ]; do sleep 0.1; done\n";
        return TestService.start(temporary, configuration, settings, extensions);
    }

    private static String begin(TestService service) throws IOException {
        return service.ask("POST", "/bundles").header("Location");
    }

    /** A bundle that is over, and whose end does not fit into a connection. */
    private String end(TestService service) throws IOException {
        Files.createFile(gate);
        String path = begin(service);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> service.ask("GET", path)
                        .json()
                        .get("state")
                        .stringValue()
                        .equals("SUCCEEDED"));
        return path;
    }

    private Socket followLazily(TestService service, String path) throws IOException {
        Socket socket = new Socket();
        lazy.add(socket);
        socket.setReceiveBufferSize(2048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("GET " + path + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int refusals(TestService service, String path) throws IOException {
        try (EventStream stream = EventStream.of(service.port(), path)) {
            return stream.status() == 503 ? 1 : 0;
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("calink-events"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hundredsOfThemCostNobodyElseAnything(boolean virtual) throws Exception {
        try (TestService service = start(
                List.of("--server.tomcat.threads.max=4", "--spring.threads.virtual.enabled=" + virtual),
                Narrow.class)) {
            String path = begin(service);
            try (EventStream reader = EventStream.of(service.port(), path)) {
                long before = descriptors();
                for (int i = 0; i < CROWD; i++) {
                    followLazily(service, path);
                }
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> refusals(service, path) == 1);
                assertAnswersSoon(service);
                Files.createFile(gate);
                CompletableFuture<List<EventStream.Event>> story = CompletableFuture.supplyAsync(() -> rest(reader));
                while (!story.isDone()) {
                    assertAnswersSoon(service);
                }
                List<EventStream.Event> events = story.join();
                assertThat(events.get(events.size() - 1).type()).isEqualTo("done");
                String finished = events.get(events.size() - 1)
                        .bundle()
                        .get("finished_at")
                        .stringValue();
                assertThat(finished).isNotBlank();
                assertAnswersSoon(service);
                close();
                lazy.clear();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before + 5));
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> refusals(service, path) == 0);
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isZero());
    }

    private static List<EventStream.Event> rest(EventStream stream) {
        try {
            return stream.rest();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertAnswersSoon(TestService service) throws IOException {
        long start = System.nanoTime();
        assertThat(service.ask("GET", "/info/host").status()).isEqualTo(200);
        assertThat(service.ask("GET", "/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whoTakesNothingForTooLongIsCutOffAndLeavesHisPlace() throws Exception {
        try (TestService service = start(List.of(), Narrow.class, Impatient.class)) {
            String path = end(service);
            List<Socket> readers = List.of(followLazily(service, path), followLazily(service, path));
            Awaitility.await().until(() -> refusals(service, path) == 1);
            RawAnswer refused = service.ask("GET", path + "/events");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.json().get("type").stringValue()).isEqualTo("urn:calink:problem:unavailable");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> refusals(service, path) == 0);
            for (Socket reader : readers) {
                reader.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
                assertThat(readToItsEnd(reader)).doesNotContain("\r\n0\r\n");
            }
        }
    }

    /** What had come before the connection was cut off. */
    private static String readToItsEnd(Socket reader) {
        StringBuilder all = new StringBuilder();
        try {
            byte[] some = new byte[8192];
            for (int read = 0; read >= 0; read = reader.getInputStream().read(some)) {
                all.append(new String(some, 0, read, StandardCharsets.US_ASCII));
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return all.toString();
    }

    @Test
    void aServiceThatEndsWaitsForNoneOfThem() throws Exception {
        long start;
        try (TestService service =
                start(List.of("--spring.lifecycle.timeout-per-shutdown-phase=60s"), Narrow.class, Patient.class)) {
            String over = end(service);
            followLazily(service, over);
            followLazily(service, over);
            Awaitility.await().until(() -> refusals(service, over) == 1);
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aServiceThatEndsTellsHowTheBundleEnded() throws Exception {
        TestService service = start(List.of("--spring.lifecycle.timeout-per-shutdown-phase=60s"));
        CompletableFuture<Void> ending;
        try (EventStream reader = EventStream.of(service.port(), begin(service))) {
            EventStream.Event event = Objects.requireNonNull(reader.next());
            while (event.state().equals("QUEUED")) { // one that waits is not waited for
                event = Objects.requireNonNull(reader.next());
            }
            ending = CompletableFuture.runAsync(service::close);
            Files.createFile(gate);
            List<EventStream.Event> rest = reader.rest();
            assertThat(rest.get(rest.size() - 1).type()).isEqualTo("done");
            assertThat(rest.get(rest.size() - 1).state()).isEqualTo("SUCCEEDED");
        } finally {
            service.close();
        }
        ending.get(30, TimeUnit.SECONDS);
    }
}
