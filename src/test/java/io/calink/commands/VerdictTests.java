package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.commands.CommandResult.Status;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTests {
    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "1, OK",
        "125, OK",
        "126, DENIED",
        "127, ABSENT",
        "128, OK",
        "129, FAILED",
        "137, FAILED",
        "159, FAILED",
        "160, OK",
        "255, OK"
    })
    void followsTheExitCodeOfTheShell(int code, Status status) {
        assertThat(Verdict.ended(code).status()).isEqualTo(status);
        assertThat(Verdict.ended(code).exitCode()).isEqualTo(code);
        assertThat(Verdict.ended(code).detail() == null).isEqualTo(status == Status.OK);
    }

    @Test
    void namesTheSignal() {
        assertThat(Verdict.ended(128 + 11).detail()).isEqualTo("It was killed by signal 11 (SIGSEGV).");
        assertThat(Verdict.ended(128 + 15).detail()).isEqualTo("It was killed by signal 15 (SIGTERM).");
        assertThat(Verdict.ended(128 + 31).detail()).isEqualTo("It was killed by signal 31 (SIGSYS).");
    }

    @Test
    void saysWhichLimitWasReached() {
        assertThat(Verdict.timeout(Duration.ofSeconds(30), true).detail())
                .isEqualTo("It was ended after 30 s, its limit.");
        assertThat(Verdict.timeout(Duration.ofMillis(1500), false).detail())
                .isEqualTo("It was ended after 1500 ms, what was left of the time for all commands.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cannot run program \"/usr/bin/setsid\": error=11, Resource temporarily unavailable"
                        + "|The system refused to start another process: a limit on processes is reached.",
                "Cannot run program \"/bin/sh\": Exec failed, error: 11 (Resource temporarily unavailable) "
                        + "|The system refused to start another process: a limit on processes is reached.",
                "/tmp/x.spool: Too many open files|It could not be started: the limit on open files is reached.",
                "Cannot run program \"/bin/sh\": error=5, Input/output error"
                        + "|It could not be started: Input/output error.",
                "Cannot run program \"/bin/sh\": Exec failed, error: 5 (Input/output error) "
                        + "|It could not be started: Input/output error.",
                "something else|It could not be started."
            })
    void saysPlainlyWhyNothingWasStarted(String message, String detail) {
        Verdict verdict = Verdict.notStarted(new IOException(message));

        assertThat(verdict.status()).isEqualTo(Status.FAILED);
        assertThat(verdict.exitCode()).isNull();
        assertThat(verdict.detail()).isEqualTo(detail);
    }
}
