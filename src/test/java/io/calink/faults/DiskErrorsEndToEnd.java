package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * SQLite's method: the changes that a small bundle makes to the data directory are counted, and then each of them fails
 * once, or is the first that fails. All of them with {@code -Dcalink.faults=all}, a few of them otherwise; on another Java with {@code -Dcalink.faults.java=HOME}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskErrorsEndToEnd {
    private static final int FEW = 8;

    private Faults faults;
    private ServiceProcess service;
    private Invariants invariants;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        Path collected = Files.createDirectory(temporary.resolve("collected"));
        for (int i = 0; i < 3; i++) {
            byte[] noise = new byte[50_000];
            new Random(i).nextBytes(noise);
            Files.write(collected.resolve("file" + i), noise);
        }
        ServiceProcess.Setting setting = ServiceProcess.Setting.in(
                temporary,
                "[info]\nsystem=host\n[redaction]\nallow=/**\n[files]\n_dirs=" + collected
                        + "\n[commands]\nwords=echo one two\n");
        faults = Faults.of(setting.data(), temporary);
        service = setting.with("--calink.retention.count=2").with(faults).start();
        for (int i = 0; i < 4; i++) {
            assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
        }
        invariants = new Invariants(service);
        invariants.check();
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    /** F20 and F22: whatever fails, once or from then on, there is no archive that is not whole, and nothing is left. */
    @ParameterizedTest
    @CsvSource({
        "F20 no space from then on, ENOSPC, for good, insufficient-storage",
        "F20 no space once, ENOSPC, once, insufficient-storage",
        "F22 an error from then on, EIO, for good, io-error",
        "F22 an error once, EIO, once, io-error"
    })
    void aChangeThatFailsLeavesAWholeArchiveOrNone(String fault, String error, String howLong, String reason)
            throws Exception {
        int kinds = error.equals("ENOSPC") ? Faults.GROWING : Faults.ALL;
        int action = error.equals("ENOSPC") ? Faults.ENOSPC : Faults.EIO;
        for (long point : Points.of(count(kinds), FEW)) {
            faults.arm(kinds, action, point, howLong.equals("once") ? point : Long.MAX_VALUE);
            String ended = attempt();
            faults.disarm();
            try {
                assertThat(ended).isIn("SUCCEEDED", "FAILED " + reason, "refused 503", "refused 507");
                assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
                invariants.check();
            } catch (AssertionError e) {
                throw new AssertionError(fault + ", at " + point + ": " + faults.what() + " (" + ended + ")", e);
            }
        }
    }

    /** F23: a write that takes half, or is interrupted before it begins, changes no byte. */
    @Test
    void shortAndInterruptedWritesChangeNothing() throws Exception {
        for (int action : List.of(Faults.HALF, Faults.EINTR)) {
            int kinds = action == Faults.HALF ? Faults.WRITE : Faults.WRITE | Faults.OPEN | Faults.FSYNC;
            faults.arm(kinds, action, 1, Long.MAX_VALUE);
            JsonNode bundle = service.make();
            faults.disarm();
            assertThat(faults.hits()).isPositive();
            assertThat(ServiceProcess.state(bundle)).isEqualTo("SUCCEEDED");
            invariants.check();
        }
    }

    private long count(int kinds) throws Exception {
        faults.count(kinds);
        assertThat(ServiceProcess.state(service.make())).isEqualTo("SUCCEEDED");
        return faults.counted();
    }

    private String attempt() throws Exception {
        HttpResponse<byte[]> answer = service.ask("POST", "/bundles");
        if (answer.statusCode() != 202) {
            return "refused " + answer.statusCode();
        }
        JsonNode bundle = service.over(answer.headers().firstValue("Location").orElseThrow());
        return (ServiceProcess.state(bundle) + " " + ServiceProcess.reason(bundle)).strip();
    }
}
