package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTests {
    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path temporary;

    private static Job running(int percent) {
        return Job.queued("0".repeat(26), true, null, "host", BEGIN)
                .started(BEGIN)
                .progress(new Job.Progress(percent, null, null, 0, 0, 0, 0), Map.of());
    }

    private Forecast forecast(Job job) throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary.resolve("data"))) {
            DirectoryJobStore store = new DirectoryJobStore(data);
            return new Forecast(new Records(store, new Tombstones(store), List.of(job)));
        }
    }

    @Test
    void theRestTakesAsLongInProportionAsWhatIsDone() throws IOException {
        Job half = running(50);
        assertThat(forecast(half).nextLook(half, BEGIN.plusSeconds(12))).isEqualTo(Duration.ofSeconds(12));
        assertThat(forecast(half).nextEnd(BEGIN.plusSeconds(120))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void nobodyIsToldToLookLessOftenThanEveryHalfMinuteOrMoreOftenThanEverySecond() throws IOException {
        Job half = running(50);
        assertThat(forecast(half).nextLook(half, BEGIN.plusSeconds(3600))).isEqualTo(Duration.ofSeconds(30));
        assertThat(forecast(half).nextLook(half, BEGIN.plusMillis(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(forecast(half).nextEnd(BEGIN.plusSeconds(3600))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatHasHardlyBegunIsLookedAtSoon() throws IOException {
        Job early = running(3);
        assertThat(forecast(early).nextLook(early, BEGIN.plusSeconds(60))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatIsCancelledEndsSoon() throws IOException {
        Job cancelled = running(50).cancelling();
        assertThat(forecast(cancelled).nextLook(cancelled, BEGIN.plusSeconds(60)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(forecast(cancelled).nextEnd(BEGIN.plusSeconds(60))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatWaitsIsLookedAtWhenTheRunningOneEnds() throws IOException {
        Job waiting = Job.queued("1".repeat(26), true, null, "host", BEGIN);
        assertThat(forecast(running(50)).nextLook(waiting, BEGIN.plusSeconds(12)))
                .isEqualTo(Duration.ofSeconds(12));
    }
}
