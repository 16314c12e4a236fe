package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered to a request that was sent before under the same Idempotency-Key. */
class IdempotencyTests {
    private static final String KEY = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";
    private static final String QUICK = "{\"commands\":[\"first\"]}";
    private static final int THREADS = 20;

    @TempDir
    Path temporary;

    private Path gate;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        gate = temporary.resolve("gate");
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[commands]\nfirst=echo hello\nwaits=while [ ! -e " + gate
                        + " ]; do sleep 0.1; done\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private RawAnswer post(String query, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!body.isEmpty()) {
            all.add("Content-Type: application/json");
        }
        return RawAnswer.to(service.port(), "POST", "/bundles" + query, all, body);
    }

    private static String id(RawAnswer answer) {
        return answer.json().get("id").stringValue();
    }

    private int bundles() throws IOException {
        return service.ask("GET", "/bundles").json().get("bundles").size();
    }

    private void awaitState(String path, String state) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                service.ask("GET", path).json().get("state").stringValue())
                        .isEqualTo(state));
    }

    private void restart() throws IOException {
        service.close();
        start();
    }

    private static void assertProblem(RawAnswer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:" + type);
    }

    @Test
    void isTheSameBundleWhileItIsMadeAndWhenItIsOver() throws IOException {
        RawAnswer first = post("", "", KEY);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        String path = first.header("Location");
        RawAnswer during = post("", "", KEY);
        assertThat(during.status()).isEqualTo(202);
        assertThat(id(during)).isEqualTo(id(first));
        assertThat(during.header("Location")).isEqualTo(path);
        assertThat(during.header("Retry-After")).isEqualTo("1");
        assertThat(during.header("Idempotency-Replayed")).isEqualTo("true");
        Files.createFile(gate);
        awaitState(path, "SUCCEEDED");
        RawAnswer after = post("", "", KEY);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.header("Location")).isEqualTo(path);
        assertThat(after.headers()).doesNotContainKey("retry-after");
        assertThat(after.json()).isEqualTo(service.ask("GET", path).json());
        assertThat(bundles()).isEqualTo(1);
    }

    @Test
    void howTheBodyIsWrittenDoesNotMatter() throws IOException {
        String id = id(post("", "{\"note\":\"A\",\"info\":[],\"commands\":[\"first\"]}", KEY));
        String other = " {\n\"commands\" : [\"first\"], \"since\":null, \"info\": [ ], \"note\":\"\\u0041\" }";
        assertThat(id(post("", other, KEY))).isEqualTo(id);
        assertThat(id(post("?stream=false&store=false", other, KEY, "Accept: */*")))
                .isEqualTo(id);
        assertThat(bundles()).isEqualTo(1);
    }

    @Test
    void noBodyIsTheSameAsAnEmptyObject() throws IOException {
        assertThat(id(post("", "{}", KEY))).isEqualTo(id(post("", "", KEY)));
    }

    @Test
    void anythingElseUnderTheSameKeyIsRefusedAndSaysWhatDiffers() throws IOException {
        post("", "{\"note\":\"secret\",\"info\":[\"system\"],\"commands\":[\"first\",\"waits\"]}", KEY);
        Files.createFile(gate);
        assertDiffers(post("", "{\"note\":\"secret\",\"info\":[\"system\"]}", KEY), "the body");
        String turned = "{\"note\":\"secret\",\"info\":[\"system\"],\"commands\":[\"waits\",\"first\"]}";
        assertDiffers(post("", turned, KEY), "the body");
        String same = "{\"note\":\"secret\",\"info\":[\"system\"],\"commands\":[\"first\",\"waits\"]";
        assertDiffers(post("", same + ",\"format\":\"tar.gz\"}", KEY), "the format");
        assertDiffers(post("?store=true", same + "}", KEY), "store");
        assertDiffers(post("?stream=true", same + "}", KEY), "stream");
        assertDiffers(post("?stream=true&store=true", "", KEY), "store, stream, the body");
        assertThat(bundles()).isEqualTo(1);
    }

    private static void assertDiffers(RawAnswer answer, String parts) {
        assertProblem(answer, 422, "idempotency-key-reused");
        assertThat(answer.json().get("detail").stringValue())
                .contains("differs from it in: " + parts + ".")
                .doesNotContain("secret", "system");
        assertThat(answer.headers()).doesNotContainKey("idempotency-replayed");
    }

    @Test
    void aKeyInQuotesAndALongOneAreKeysOfTheirOwn() throws IOException {
        String plain = id(post("", QUICK, "Idempotency-Key: a"));
        String quoted = id(post("", QUICK, "Idempotency-Key: \"a\""));
        String punctuation = id(post("", QUICK, "idempotency-key:  !,;=~ "));
        String most = id(post("", QUICK, "Idempotency-Key: " + "a".repeat(255)));
        assertThat(Set.of(plain, quoted, punctuation, most)).hasSize(4);
        assertThat(id(post("", QUICK, "Idempotency-Key: \"a\""))).isEqualTo(quoted);
    }

    @Test
    void aRefusedRequestUsesNoKey() throws IOException {
        assertProblem(post("", "{\"info\":[\"nope\"]}", KEY), 422, "unknown-key");
        assertProblem(post("", "{\"nope\":1}", KEY), 422, "unknown-field");
        assertProblem(post("", "{", KEY), 400, "malformed-json");
        assertProblem(post("?stream=maybe", "", KEY), 400, "bad-parameter");
        List<String> waiting = new ArrayList<>();
        for (RawAnswer answer = post("", ""); answer.status() == 202; answer = post("", "")) {
            waiting.add(answer.header("Location"));
        }
        assertProblem(post("", QUICK, KEY), 429, "queue-full");
        assertThat(service.ask("DELETE", waiting.get(waiting.size() - 1)).status())
                .isEqualTo(204);
        RawAnswer accepted = post("", QUICK, KEY);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.headers()).doesNotContainKey("idempotency-replayed");
        Files.createFile(gate);
    }

    @Test
    void isTheSameBundleAfterARestart() throws IOException {
        Files.createFile(gate);
        String path = post("", QUICK, KEY).header("Location");
        awaitState(path, "SUCCEEDED");
        restart();
        RawAnswer again = post("", QUICK, KEY);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(service.ask("GET", path).json());
        assertProblem(post("", "", KEY), 422, "idempotency-key-reused");
    }

    @Test
    void whatWasInterruptedIsAnsweredAsItEnded() throws IOException {
        String path = post("", "", KEY).header("Location");
        awaitState(path, "RUNNING");
        restart();
        RawAnswer again = post("", "", KEY);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("reason").stringValue()).isEqualTo("interrupted");
        assertThat(again.header("Location")).isEqualTo(path);
    }

    @Test
    void aRemovedBundleIsGoneAndIsNotMadeAgainEvenAfterARestart() throws IOException {
        String path = post("", QUICK, KEY).header("Location");
        awaitState(path, "SUCCEEDED");
        assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
        assertProblem(post("", QUICK, KEY), 410, "gone");
        restart();
        RawAnswer again = post("", QUICK, KEY);
        assertProblem(again, 410, "gone");
        assertThat(again.json().get("detail").stringValue()).contains("another Idempotency-Key");
    }

    @Test
    void aStreamedBundleIsAnsweredWithItsStoredArchive() throws IOException {
        RawAnswer first = post("?stream=true&store=true", QUICK, KEY);
        assertThat(first.status()).isEqualTo(200);
        RawAnswer again = post("?stream=true&store=true", QUICK, KEY);
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
        assertThat(post("?stream=true&store=true", QUICK, KEY).body()).isEqualTo(first.body());
        assertThat(service.ask("DELETE", first.header("Location")).status()).isEqualTo(204);
        assertProblem(post("?stream=true&store=true", QUICK, KEY), 410, "gone");
    }

    @Test
    void aStreamedBundleThatWasNotStoredIsGone() throws IOException {
        assertThat(post("?stream=true", QUICK, KEY).status()).isEqualTo(200);
        assertThat(bundles()).isEqualTo(1);
        RawAnswer again = post("?stream=true", QUICK, KEY);
        assertProblem(again, 410, "gone");
        assertThat(again.json().get("detail").stringValue()).contains("?store=true");
        assertThat(bundles()).isEqualTo(1);
    }

    @Test
    void aStreamedBundleIsToBeAskedForAgainWhileItRuns() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<RawAnswer> first = caller.submit(() -> post("?stream=true&store=true", "", KEY));
            Awaitility.await().until(() -> bundles() == 1);
            RawAnswer during = post("?stream=true&store=true", "", KEY);
            assertProblem(during, 409, "not-ready");
            assertThat(during.header("Retry-After")).isEqualTo("1");
            Files.createFile(gate);
            byte[] archive = first.get(30, TimeUnit.SECONDS).body();
            assertThat(post("?stream=true&store=true", "", KEY).body()).isEqualTo(archive);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void aStreamedBundleThatWaitsForItsTurnIsUndecided() throws Exception {
        String running = post("", "").header("Location");
        awaitState(running, "RUNNING");
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<RawAnswer> first = caller.submit(() -> {
                RawAnswer answer = post("?stream=true&store=true", QUICK, KEY);
                while (answer.status() == 409) { // what is sent below has come first
                    answer = post("?stream=true&store=true", QUICK, KEY);
                }
                return answer;
            });
            Awaitility.await().untilAsserted(() -> {
                RawAnswer probe = post("?stream=true&store=true", "{\"info\":[\"nope\"]}", KEY);
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
            Future<RawAnswer> first = caller.submit(() -> post("?stream=true&store=true", "", KEY));
            Awaitility.await().until(() -> bundles() == 1);
            service.close();
            first.cancel(true);
            start();
            assertProblem(post("?stream=true&store=true", "", KEY), 404, "no-archive");
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void twentyAtOnceMakeOneBundle() throws Exception {
        Files.createFile(gate);
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<RawAnswer>> asked = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                asked.add(callers.submit(() -> {
                    begin.await();
                    return post("", QUICK, KEY);
                }));
            }
            begin.countDown();
            Set<String> ids = new HashSet<>();
            int replayed = 0;
            for (Future<RawAnswer> answer : asked) {
                ids.add(id(answer.get(30, TimeUnit.SECONDS)));
                replayed += answer.get().headers().containsKey("idempotency-replayed") ? 1 : 0;
            }
            assertThat(ids).hasSize(1);
            assertThat(replayed).isEqualTo(THREADS - 1);
            assertThat(bundles()).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }
}
