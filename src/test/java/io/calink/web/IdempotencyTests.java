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
        service = TestService.start(temporary, waitingFor(gate));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** A configuration whose bundles are not made before {@code gate} is there, unless only the first command is asked for. */
    static String waitingFor(Path gate) {
        return "[info]\nsystem=host\n[commands]\nfirst=echo hello\nwaits=while [ ! -e " + gate
                + " ]; do sleep 0.1; done\n";
    }

    private RawAnswer post(String query, String body, String... headers) throws IOException {
        return post(service, query, body, headers);
    }

    static RawAnswer post(TestService service, String query, String body, String... headers) throws IOException {
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
        return bundles(service);
    }

    static int bundles(TestService service) throws IOException {
        return service.ask("GET", "/bundles").json().get("bundles").size();
    }

    private void awaitState(String path, String state) {
        awaitState(service, path, state);
    }

    static void awaitState(TestService service, String path, String state) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                service.ask("GET", path).json().get("state").stringValue())
                        .isEqualTo(state));
    }

    private void restart() throws IOException {
        service.close();
        start();
    }

    static void assertProblem(RawAnswer answer, int status, String type) {
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
