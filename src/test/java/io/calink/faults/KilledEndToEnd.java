package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * F46: the service is killed at one of the changes that a bundle makes to the data directory, or at any moment, and
 * started again. At all of them with {@code -Dcalink.faults=all}, at a few otherwise.
 */
class KilledEndToEnd {
    private static final int FEW = 6;
    private static final int MOMENTS = 50;
    private static final long SEED = 46;
    private static final Duration RIGHT_AGAIN = Duration.ofSeconds(5).multipliedBy(2); // 5 s on two processors

    @TempDir
    Path temporary;

    private final Map<String, JsonNode> finished = new TreeMap<>();
    private final Random random = new Random(SEED);
    private Faults faults;
    private ServiceProcess.Setting setting;
    private String newest = "";

    @BeforeEach
    void write() throws Exception {
        Path collected = Files.createDirectory(temporary.resolve("collected"));
        byte[] noise = new byte[300_000];
        random.nextBytes(noise);
        Files.write(collected.resolve("noise"), noise);
        setting = ServiceProcess.Setting.in(
                temporary,
                "[info]\nsystem=host\n[redaction]\nallow=/**\n[files]\n_dirs=" + collected
                        + "\n[commands]\nwords=echo one two; sleep 0.3\n");
        faults = Faults.of(setting.data(), temporary);
        setting = setting.with("--calink.retention.count=3").with(faults);
    }

    @Test
    void killedAtAChangeOfTheDataDirectoryItIsRightAgain() throws Exception {
        faults.disarm();
        long changes;
        try (ServiceProcess service = setting.start()) {
            for (int i = 0; i < 3; i++) {
                remember(service.make());
            }
            faults.count(Faults.ALL);
            remember(service.make());
            changes = faults.counted();
        }
        for (long point : Points.of(changes, FEW)) {
            String where = "at change " + point;
            try (ServiceProcess service = setting.start()) {
                check(service, where);
                faults.arm(Faults.ALL, Faults.KILL, point, point);
                // what is written aside, such as the audit log, comes in more or fewer changes: one bundle may not do
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(2))
                        .until(() -> order(service) != null && service.hasEnded());
                assertThat(service.status()).as(where).isEqualTo(128 + 9);
                faults.disarm();
            }
        }
        try (ServiceProcess service = setting.start()) {
            check(service, "at the end");
            new Invariants(service).check();
        }
    }

    @Test
    void killedAtAnyMomentItIsRightAgain() throws Exception {
        faults.disarm();
        for (int i = 0; i < (Points.all() ? MOMENTS : FEW / 2); i++) {
            String where = "at moment " + i;
            try (ServiceProcess service = setting.start()) {
                check(service, where);
                remember(service.make());
                CompletableFuture<HttpResponse<byte[]>> ordered = order(service);
                long moment = System.nanoTime()
                        + Duration.ofMillis(random.nextInt(700)).toNanos();
                while (System.nanoTime() < moment) {
                    Thread.onSpinWait(); // no wait for something to happen: the moment is the test
                }
                service.signal("KILL");
                assertThat(service.status()).as(where).isEqualTo(128 + 9);
                assertThat(ordered).isNotNull();
            }
        }
        try (ServiceProcess service = setting.start()) {
            check(service, "at the end");
            new Invariants(service).check();
        }
    }

    private static CompletableFuture<HttpResponse<byte[]>> order(ServiceProcess service) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return service.ask("POST", "/bundles");
            } catch (IOException e) {
                return null; // it was killed before it could answer
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void remember(JsonNode bundle) {
        assertThat(ServiceProcess.state(bundle)).isEqualTo("SUCCEEDED");
        String id = bundle.get("id").stringValue();
        assertThat(id).as("ids are never used again").isGreaterThan(newest);
        newest = id;
        finished.put(id, bundle);
    }

    /** What it says at its first answer is right, and what was finished is as it was. */
    private void check(ServiceProcess service, String where) throws Exception {
        assertThat(service.used()).as(where).isLessThan(RIGHT_AGAIN);
        String newestNow = newest;
        for (JsonNode bundle : service.bundles()) {
            String id = bundle.get("id").stringValue();
            String state = ServiceProcess.state(bundle);
            JsonNode before = finished.get(id);
            if (before == null) {
                assertThat(state + " " + ServiceProcess.reason(bundle))
                        .as(where)
                        .isIn("FAILED interrupted", "SUCCEEDED ");
                finished.put(id, bundle);
            } else if (!state.equals("EXPIRED")) {
                assertThat(bundle).as(where).isEqualTo(before);
            }
            newestNow = id.compareTo(newestNow) > 0 ? id : newestNow;
        }
        newest = newestNow;
        new Invariants(service).holdAtRest();
    }
}
