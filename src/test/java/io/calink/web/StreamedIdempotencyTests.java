package io.calink.web;

import static io.calink.web.IdempotencyTests.assertProblem;
import static io.calink.web.IdempotencyTests.awaitState;
import static io.calink.web.IdempotencyTests.bundles;
import static io.calink.web.IdempotencyTests.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered to a streaming request that was sent before under the same Idempotency-Key. */
class StreamedIdempotencyTests {
    private static final String KEY = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";
    private static final String QUICK = "{\"commands\":[\"first\"]}";

    @TempDir
    Path temporary;

    private Path gate;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        gate = temporary.resolve("gate");
        service = TestService.start(temporary, IdempotencyTests.waitingFor(gate));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void restart() throws IOException {
        service.close();
        start();
    }

    @Test
    void aStreamedBundleIsAnsweredWithItsStoredArchive() throws IOException {
        RawAnswer first = post(service, "?stream=true&store=true", QUICK, KEY);
        assertThat(first.status()).isEqualTo(200);
        RawAnswer again = post(service, "?stream=true&store=true", QUICK, KEY);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Content-Type")).isEqualTo("application/gzip");
        assertThat(again.header("Content-Disposition")).isEqualTo(first.header("Content-Disposition"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag"))
                .isEqualTo(service.ask("HEAD", first.header("Location") + "/archive")
                        .header("ETag"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        restart();
        assertThat(post(service, "?stream=true&store=true", QUICK, KEY).body()).isEqualTo(first.body());
        assertThat(service.ask("DELETE", first.header("Location")).status()).isEqualTo(204);
        assertProblem(post(service, "?stream=true&store=true", QUICK, KEY), 410, "gone");
    }

    @Test
    void aStreamedBundleThatWasNotStoredIsGone() throws IOException {
        assertThat(post(service, "?stream=true", QUICK, KEY).status()).isEqualTo(200);
        assertThat(bundles(service)).isEqualTo(1);
        RawAnswer again = post(service, "?stream=true", QUICK, KEY);
        assertProblem(again, 410, "gone");
        assertThat(again.json().get("detail").stringValue()).contains("?store=true");
        assertThat(bundles(service)).isEqualTo(1);
    }

    @Test
    void aStreamedBundleIsToBeAskedForAgainWhileItRuns() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<RawAnswer> first = caller.submit(() -> post(service, "?stream=true&store=true", "", KEY));
            Awaitility.await().until(() -> bundles(service) == 1);
            RawAnswer during = post(service, "?stream=true&store=true", "", KEY);
            assertProblem(during, 409, "not-ready");
            assertThat(during.header("Retry-After")).isEqualTo("1");
            Files.createFile(gate);
            byte[] archive = first.get(30, TimeUnit.SECONDS).body();
            assertThat(post(service, "?stream=true&store=true", "", KEY).body()).isEqualTo(archive);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void aStreamedBundleThatWaitsForItsTurnIsUndecided() throws Exception {
        String running = post(service, "", "").header("Location");
        awaitState(service, running, "RUNNING");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<RawAnswer> first = caller.submit(() -> {
                RawAnswer answer = post(service, "?stream=true&store=true", QUICK, KEY);
                while (answer.status() == 409) { // what is sent below has come first
                    answer = post(service, "?stream=true&store=true", QUICK, KEY);
                }
                return answer;
            });
            Awaitility.await().untilAsserted(() -> {
                RawAnswer probe = post(service, "?stream=true&store=true", "{\"info\":[\"nope\"]}", KEY);
                assertProblem(probe, 409, "idempotency-key-undecided");
                assertThat(probe.header("Retry-After")).isEqualTo("1");
            });
            Files.createFile(gate);
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void aStreamedBundleThatFailedHasNoArchive() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<RawAnswer> first = caller.submit(() -> post(service, "?stream=true&store=true", "", KEY));
            Awaitility.await().until(() -> bundles(service) == 1);
            service.close();
            first.cancel(true);
            start();
            assertProblem(post(service, "?stream=true&store=true", "", KEY), 404, "no-archive");
        } finally {
            caller.shutdownNow();
        }
    }
}
