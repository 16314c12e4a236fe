package io.calink.info.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What charts are drawn from. */
class HistoryTests {
    private final List<Tick> ticks = new ArrayList<>();
    private long idle;
    private long busy;

    private void tick(double awake, double elapsed, Instant wall, int used) {
        busy += used;
        idle += 100 - used;
        ticks.add(Ticks.at(awake, elapsed, wall, Ticks.cores(1, idle, busy), null, null));
    }

    private void tick(double second, int used) {
        tick(second, second, Ticks.BEGIN.plusMillis(Math.round(second * 1000)), used);
    }

    private History history(Duration window, int points) throws Exception {
        Sampler.Pace pace = new Sampler.Pace(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), 0, 0);
        try (Sampler sampler = new Sampler(Ticking.of(ticks), pace)) {
            for (int i = 0; i < ticks.size(); i++) {
                sampler.tick();
            }
            return sampler.cpu().history("cpu", window, points);
        }
    }

    @Test
    void keepsASpikeInTheMaximumHoweverLongAPointIs() throws Exception {
        for (int i = 0; i <= 120; i++) {
            tick(i, i == 30 ? 100 : 10);
        }
        History history = history(Duration.ofMinutes(2), 2);
        assertThat(history.stepSeconds()).isEqualTo(60);
        assertThat(history.from()).isEqualTo(Ticks.BEGIN);
        assertThat(history.to()).isEqualTo(Ticks.BEGIN.plusSeconds(120));
        assertThat(history.samples()).isEqualTo(120);
        History.Line used = history.series().get(0);
        assertThat(used.name()).isEqualTo("used");
        assertThat(used.average()).containsExactly(11.5, 10.0);
        assertThat(used.minimum()).containsExactly(10.0, 10.0);
        assertThat(used.maximum()).containsExactly(100.0, 10.0);
        assertThat(history.series()).anySatisfy(line -> {
            assertThat(line.of()).isEqualTo("0");
            assertThat(line.maximum()).containsExactly(100.0, 10.0);
        });
    }

    @Test
    void aTickThatIsLateIsAGapAndTicksThatWaverAreNone() throws Exception {
        tick(0, 0);
        tick(1.2, 20);
        tick(1.9, 20);
        tick(3, 20);
        tick(8, 90);
        tick(9, 20);
        tick(10, 20);
        assertThat(history(Duration.ofSeconds(10), 10).series().get(0).average())
                .containsExactly(20.0, 20.0, 20.0, null, null, null, null, null, 20.0, 20.0);
    }

    @Test
    void pointsAreNotShorterThanTheTimeBetweenTwoSamplesAndBeginWhereTheyDidBefore() throws Exception {
        for (int i = 0; i <= 25; i++) {
            tick(i, i);
        }
        History history = history(Duration.ofSeconds(20), 300);
        assertThat(history.series().get(0).average())
                .hasSize(20)
                .startsWith(6.0)
                .endsWith(25.0);
        History coarse = history(Duration.ofSeconds(20), 2);
        assertThat(coarse.to()).isEqualTo(Ticks.BEGIN.plusSeconds(30));
        assertThat(coarse.series().get(0).maximum()).containsExactly(20.0, 25.0);
    }

    @Test
    void aClockThatJumpsMovesAllPointsAndATimeOfSleepIsEmpty() throws Exception {
        tick(0, 0, Ticks.BEGIN, 0);
        tick(1, 1, Ticks.BEGIN.plusSeconds(1), 10);
        tick(2, 2, Ticks.BEGIN.minusSeconds(86_400), 10); // the clock was set
        tick(3, 10, Ticks.BEGIN.plusSeconds(10), 60); // it was set again, and the machine slept for seven seconds
        History history = history(Duration.ofSeconds(10), 10);
        assertThat(history.to()).isEqualTo(Ticks.BEGIN.plusSeconds(10));
        assertThat(history.series().get(0).average())
                .containsExactly(10.0, 10.0, null, null, null, null, null, null, null, null);
    }

    @Test
    void toldOverALongWindowAnHourIsNeitherHeldUpNorCutShort() throws Exception {
        for (int i = 0; i <= 4000; i++) {
            tick(i, i % 100);
        }
        History history = history(Duration.ofHours(1), 3600);
        assertThat(history.samples()).isEqualTo(3600);
        assertThat(history.series().get(0).average()).hasSize(3600).doesNotContainNull();
        assertThat(history.leftOut()).isZero();
    }

    @Test
    void tellsASuspendedMachineByTheTimeThatJavaDoesNotCount(@TempDir Path root) throws Exception {
        Path uptime = Files.createDirectories(root.resolve("proc")).resolve("uptime");
        LinuxSource source = new LinuxSource(Machine.at(root));
        Files.writeString(uptime, "1000.00 1000.00\n");
        Tick.Moment before = source.tick().moment();
        Files.writeString(uptime, "8200.00 1000.00\n");
        Tick.Moment after = source.tick().moment();
        long slept = after.elapsed() - before.elapsed() - (after.awake() - before.awake());
        assertThat(Duration.ofNanos(slept).toSeconds()).isBetween(7190L, 7200L);
        Files.writeString(uptime, "nonsense\n");
        Tick.Moment later = source.tick().moment();
        assertThat(later.elapsed() - after.elapsed()).isEqualTo(later.awake() - after.awake());
    }
}
