package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients who would rather wait than ask again. */
class WaitingTests {
    private static final int WAITERS = 20;

    @TempDir
    Path temporary;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private Path gate;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        gate = temporary.resolve("gate");
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[commands]\nfirst=echo hello\nwaits=while [ ! -e " + gate
                        + " ]; do sleep 0.1; done\n",
                List.of(
                        "--server.tomcat.threads.max=4",
                        "--spring.threads.virtual.enabled=false",
                        "--spring.lifecycle.timeout-per-shutdown-phase=20s"));
    }

    @AfterEach
    void stop() throws IOException {
        if (!Files.exists(gate)) {
            Files.createFile(gate);
        }
        service.close();
        clients.shutdownNow();
    }

    private RawAnswer post(String command, String... prefer) throws IOException {
        List<String> headers = new ArrayList<>(List.of(prefer));
        headers.add("Content-Type: application/json");
        String body = "{\"info\":[],\"commands\":[\"" + command + "\"]}";
        return RawAnswer.to(service.port(), "POST", "/bundles", headers, body);
    }

    private CompletableFuture<RawAnswer> later(String path, String... headers) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return service.ask("GET", path, headers);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                clients);
    }

    private void awaitWaiters(int number) {
        Awaitility.await().until(() -> service.bean(Waiters.class).number() == number);
    }

    private static String state(RawAnswer answer) {
        return answer.json().get("state").stringValue();
    }

    @Test
    void whoWaitsGetsTheBundleWhenItIsOver() throws Exception {
        RawAnswer answer = post("first", "Prefer: wait=30");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(state(answer)).isEqualTo("SUCCEEDED");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(answer.header("Location"))
                .isEqualTo("/bundles/" + answer.json().get("id").stringValue());
        assertThat(answer.headers()).doesNotContainKey("retry-after");
        assertThat(answer.header("Content-Security-Policy")).isNotBlank();
    }

    @Test
    void whoWaitsInVainIsToldWhenToLookAgain() throws Exception {
        long begin = System.nanoTime();
        RawAnswer posted = post("waits", "Prefer: wait=1");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(posted.status()).isEqualTo(202);
        assertThat(posted.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(posted.header("Retry-After")).isEqualTo("1");
        RawAnswer got = service.ask("GET", posted.header("Location"), "Prefer: wait=1");
        assertThat(got.status()).isEqualTo(200);
        assertThat(state(got)).isEqualTo("RUNNING");
        assertThat(got.header("Retry-After")).isEqualTo("1");
        assertThat(got.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(got.header("Vary")).isEqualTo("Prefer");
    }

    @Test
    void whoDoesNotWantToWaitDoesNot() throws Exception {
        assertThat(post("waits", "Prefer: respond-async").header("Preference-Applied"))
                .isEqualTo("respond-async");
        RawAnswer malformed = post("waits", "Prefer: wait=abc");
        assertThat(malformed.status()).isEqualTo(202);
        assertThat(malformed.headers()).doesNotContainKey("preference-applied");
        RawAnswer zero = post("waits", "Prefer: wait=0");
        assertThat(zero.status()).isEqualTo(202);
        assertThat(zero.header("Preference-Applied")).isEqualTo("wait=0");
    }

    @Test
    void thoseWhoWaitHoldNoThreadAndAllGetTheEnd() throws Exception {
        String path = post("waits").header("Location");
        List<CompletableFuture<RawAnswer>> waiters = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            waiters.add(later(path, "Prefer: wait=60"));
        }
        awaitWaiters(WAITERS);
        long begin = System.nanoTime();
        assertThat(service.ask("GET", "/info/host").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        Files.createFile(gate);
        for (CompletableFuture<RawAnswer> waiter : waiters) {
            assertThat(state(waiter.join())).isEqualTo("SUCCEEDED");
        }
        assertThat(service.bean(Waiters.class).number()).isZero();
    }

    @Test
    void whoWaitsForABundleThatIsRemovedGetsHowItEnded() throws Exception {
        String path = post("waits").header("Location");
        CompletableFuture<RawAnswer> waiter = later(path, "Prefer: wait=60");
        awaitWaiters(1);
        assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
        assertThat(state(waiter.join())).isEqualTo("CANCELLED");
    }

    @Test
    void whoWaitsIsAnsweredAtOnceWhenTheServiceEnds() throws Exception {
        String path = post("waits").header("Location");
        CompletableFuture<RawAnswer> waiter = later(path, "Prefer: wait=60");
        awaitWaiters(1);
        CompletableFuture<Void> ending = CompletableFuture.runAsync(service::close, clients);
        RawAnswer answer = waiter.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(state(answer)).isEqualTo("RUNNING");
        assertThat(ending).isNotDone();
        Files.createFile(gate);
        ending.join();
    }

    @Test
    void ofMoreThanABoundNobodyWaits() throws Exception {
        String path = post("waits").header("Location");
        Jobs jobs = service.bean(Jobs.class);
        Job job = jobs.find(path.substring("/bundles/".length())).orElseThrow();
        try (Waiters few = new Waiters(jobs, 1)) {
            BundleAnswers answers = new BundleAnswers(jobs, service.bean(Answers.class), few);
            assertThat(few.await(job, Duration.ofMinutes(1), answers::now)).isNotNull();
            assertThat(few.await(job, Duration.ofMinutes(1), answers::now)).isNull();
        }
    }
}
