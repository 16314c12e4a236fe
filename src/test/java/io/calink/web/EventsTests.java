package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Bundles that are followed live. */
class EventsTests {
    @TempDir
    Path temporary;

    private Path gate;
    private TestService service;

    /** A heart that beats so fast that a test can wait for it. */
    @Configuration
    static class Lively {
        @Bean
        @Primary
        EventPace lively() {
            return new EventPace(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(30), 8);
        }
    }

    @BeforeEach
    void start() throws IOException {
        gate = temporary.resolve("gate");
        service = start(temporary);
    }

    private TestService start(Path directory, Class<?>... extensions) throws IOException {
        return TestService.start(
                directory,
                "[info]\nsystem=host,os\n[commands]\nwaits=while [ ! -e " + gate + " ]; do sleep 0.1; done\n",
                extensions);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String begin() throws IOException {
        return service.ask("POST", "/bundles").header("Location");
    }

    private EventStream follow(String path, String... headers) {
        return EventStream.of(service.port(), path, headers);
    }

    private List<EventStream.Event> story(String path, String... headers) throws IOException {
        try (EventStream stream = follow(path, headers)) {
            assertThat(stream.status()).isEqualTo(200);
            return stream.rest();
        }
    }

    private static void awaitState(EventStream stream, String state) throws IOException {
        EventStream.Event event = stream.next();
        while (event != null && !event.state().equals(state)) {
            event = stream.next();
        }
        assertThat(event).isNotNull();
    }

    @Test
    void curlReadsThemWhileTheyHappenAndEndsWithTheBundle() throws Exception {
        String path = begin();
        Process curl = new ProcessBuilder("curl", "-sSN", "http://127.0.0.1:" + service.port() + path + "/events")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = curl.inputReader(StandardCharsets.UTF_8)) {
            String line = Objects.requireNonNull(out.readLine());
            assertThat(line).startsWith("retry: ");
            while (!line.contains("\"state\":\"RUNNING\"")) {
                line = Objects.requireNonNull(out.readLine());
            }
            assertThat(gate).doesNotExist();
            Files.createFile(gate);
            List<String> rest = out.lines().toList();
            assertThat(rest.get(rest.size() - 1)).isEmpty();
            assertThat(rest.get(rest.size() - 2)).startsWith("data: {").contains("\"state\":\"SUCCEEDED\"");
            assertThat(rest.get(rest.size() - 3)).isEqualTo("event: done");
            assertThat(rest.get(rest.size() - 4)).matches("id: [0-9]+");
        }
        assertThat(curl.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(curl.exitValue()).isZero();
    }

    @Test
    void eachIsTheWholeBundleMovingForwardAndTheLastIsTheFinalOne() throws Exception {
        String path = begin();
        try (EventStream stream = follow(path)) {
            assertThat(stream.header("Content-Type").replace(" ", "")).isEqualTo("text/event-stream;charset=UTF-8");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            Files.createFile(gate);
            List<EventStream.Event> events = stream.rest();
            EventStream.Event done = events.get(events.size() - 1);
            assertThat(events.subList(0, events.size() - 1))
                    .isNotEmpty()
                    .extracting(EventStream.Event::type)
                    .containsOnly("progress");
            assertThat(done.type()).isEqualTo("done");
            assertThat(done.bundle()).isEqualTo(service.ask("GET", path).json());
            assertThat(done.bundle().get("progress").get("percent").intValue()).isEqualTo(100);
            assertThat(events)
                    .extracting(event -> Long.parseLong(event.id()))
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(event ->
                            event.bundle().get("progress").get("percent").intValue())
                    .isSorted();
        }
    }

    @Test
    void whoComesBackGetsExactlyWhatCameAfterTheEventHeSaw() throws Exception {
        String path = begin();
        Files.createFile(gate);
        List<EventStream.Event> all = story(path);
        for (int seen = 0; seen < all.size() - 1; seen++) {
            assertThat(story(path, "Last-Event-ID", all.get(seen).id())).isEqualTo(all.subList(seen + 1, all.size()));
        }
        assertThat(story(path, "Last-Event-ID", "of something else")).isEqualTo(all);
        try (EventStream after =
                follow(path, "Last-Event-ID", all.get(all.size() - 1).id())) {
            assertThat(after.status()).isEqualTo(204);
            assertThat(after.rest()).isEmpty();
        }
    }

    @Test
    void whoComesToABundleThatIsOverGetsItsEnd() throws Exception {
        String path = begin();
        Files.createFile(gate);
        List<EventStream.Event> all = story(path);
        assertThat(story(path)).containsExactly(all.get(all.size() - 1));
    }

    @Test
    void aServiceThatWasStartedAnewGoesOnWithTheSameIds() throws Exception {
        String path = begin();
        List<EventStream.Event> before;
        try (EventStream stream = follow(path)) {
            awaitState(stream, "RUNNING");
            EventStream.Event seen = Objects.requireNonNull(stream.next());
            service.close();
            before = stream.rest();
            assertThat(before.get(before.size() - 1).type()).isEqualTo("done");
            assertThat(before.get(before.size() - 1).bundle().get("reason").stringValue())
                    .isEqualTo("interrupted");
            service = start(temporary);
            assertThat(story(path, "Last-Event-ID", seen.id())).containsExactly(before.get(before.size() - 1));
        }
        try (EventStream after =
                follow(path, "Last-Event-ID", before.get(before.size() - 1).id())) {
            assertThat(after.status()).isEqualTo(204);
        }
    }

    @Test
    void aBundleThatIsRemovedMeanwhileIsDone() throws Exception {
        String path = begin();
        try (EventStream stream = follow(path)) {
            awaitState(stream, "RUNNING");
            assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
            List<EventStream.Event> rest = stream.rest();
            assertThat(rest.get(rest.size() - 1).type()).isEqualTo("done");
            assertThat(rest.get(rest.size() - 1).state()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void aHeadHasHeadersOnlyAndWhoDoesNotReadEventsIsToldSo() throws Exception {
        String path = begin() + "/events";
        RawAnswer head = service.ask("HEAD", path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(head.body()).isEmpty();
        RawAnswer refused = service.ask("GET", path, "Accept: application/json");
        assertThat(refused.status()).isEqualTo(406);
        assertThat(refused.json().get("type").stringValue()).isEqualTo("urn:calink:problem:not-acceptable");
    }

    @Test
    void aHeartBeatsWhileNothingHappens() throws Exception {
        service.close();
        service = start(temporary, Lively.class);
        begin();
        String waiting = begin();
        try (EventStream stream = follow(waiting)) {
            assertThat(Objects.requireNonNull(stream.next()).state()).isEqualTo("QUEUED");
            long start = System.nanoTime();
            for (int beats = 0; beats < 5; beats++) {
                stream.awaitComment();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(4 * 50));
            assertThat(service.ask("DELETE", waiting).status()).isEqualTo(204);
            assertThat(stream.rest()).hasSize(1);
        }
    }
}
