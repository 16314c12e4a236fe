package io.calink.info.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.calink.info.Machine;
import io.calink.info.sampling.CpuTimes.Times;
import io.calink.info.sampling.Sampler.Pace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SamplerTests {
    private static final Pace MINUTE =
            new Pace(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(1), 0, 0);

    @Test
    void asksForPatienceBeforeTheSecondTick() {
        try (Sampler sampler = sampler(tick(0, cpu(0, 0), null))) {
            assertThatThrownBy(() -> sampler.cpu().read()).isInstanceOf(NotYetException.class);
            sampler.tick();
            assertThatThrownBy(() -> sampler.traffic().read()).isInstanceOf(NotYetException.class);
        }
    }

    @Test
    void tellsTheAverageFromTheEndsAndTheExtremesFromTheTicks() throws Exception {
        CpuUsage usage = cpu(
                tick(0, cpu(0, 0), null),
                tick(1, cpu(100, 0), null),
                tick(2, cpu(150, 50), null),
                tick(5, cpu(150, 350), null));
        assertThat(usage.average()).isEqualTo(70);
        assertThat(usage.minimum()).isZero();
        assertThat(usage.maximum()).isEqualTo(100);
        assertThat(usage.current()).isEqualTo(100);
        assertThat(usage.samples()).isEqualTo(3);
        assertThat(usage.windowSeconds()).isEqualTo(5);
    }

    @Test
    void takesNoSpikeFromATickThatIsLateOrACounterThatWentBack() throws Exception {
        Traffic.Disks disks = traffic(
                tick(0, null, Map.of("sda", new DiskCounters(0, 0, 0, 0, 0))),
                tick(1, null, Map.of("sda", new DiskCounters(10, 1000, 0, 0, 100))),
                tick(11, null, Map.of("sda", new DiskCounters(110, 11000, 0, 0, 1100))),
                tick(12, null, Map.of("sda", new DiskCounters(5, 0, 0, 0, 0))));
        Traffic sda = there(disks.devices().get("sda"));
        assertThat(sda.readsPerSecond()).isEqualTo(new Spread(10.0, 10.0, 10.0, null));
        assertThat(sda.busyPercent().maximum()).isEqualTo(10);
        CpuUsage usage = cpu(tick(0, cpu(100, 100), null), tick(1, cpu(90, 150), null));
        assertThat(usage.average()).isEqualTo(100);
    }

    @Test
    void goesOnWhenACounterOf32BitsStartsOver() {
        assertThat(Counted.since((1L << 32) - 10, 5, 1)).isEqualTo(15);
        assertThat(Counted.since(1L << 40, 5, 1)).isNegative();
        assertThat(Counted.since(1000, 5, 1)).isNegative();
    }

    @Test
    void followsCoresAndDisksThatComeAndGo() throws Exception {
        CpuUsage usage = cpu(
                tick(0, cores(0, 0, 1, 0), null),
                tick(1, cores(0, 50, 2, 500), null),
                tick(2, cores(0, 100, 2, 550), null));
        assertThat(usage.logical()).isEqualTo(2);
        assertThat(usage.cores()).extracting(CpuUsage.Core::average).containsExactly(50.0, 50.0);
        Traffic.Disks disks = traffic(
                tick(0, null, Map.of("sda", new DiskCounters(0, 0, 0, 0, 0))),
                tick(
                        1,
                        null,
                        Map.of("sda", new DiskCounters(8, 0, 0, 0, 0), "sdb", new DiskCounters(1000, 0, 0, 0, 0))),
                tick(2, null, Map.of("sdb", new DiskCounters(1004, 0, 0, 0, 0))));
        assertThat(disks.devices()).containsOnlyKeys("sda", "sdb");
        assertThat(there(disks.devices().get("sdb")).readsPerSecond()).isEqualTo(new Spread(4.0, 4.0, 4.0, 4.0));
        assertThat(there(disks.devices().get("sda")).readsPerSecond()).isEqualTo(new Spread(8.0, 8.0, 8.0, null));
        assertThat(disks.total().readsPerSecond()).isEqualTo(new Spread(6.0, 4.0, 8.0, 4.0));
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() throws Exception {
        Tick[] ticks = new Tick[200];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = tick(i, cpu(i, i), null);
        }
        CpuUsage usage = cpu(ticks);
        assertThat(usage.windowSeconds()).isEqualTo(60);
        assertThat(usage.samples()).isEqualTo(60);
        assertThat(cpu(tick(0, cpu(0, 0), null), tick(3600, cpu(9, 1), null)).samples())
                .as("after a long sleep the last two are all there is")
                .isEqualTo(1);
    }

    @Test
    void refusesAnIntervalOrAWindowOfNoSense() {
        Machine machine = Machine.at(Path.of("/"));
        assertThatThrownBy(() -> Sampler.steady(machine, Duration.ZERO, Duration.ofSeconds(1), Duration.ofHours(1)))
                .hasMessage("The interval of sampling is at least 10 ms, not 0 ms.");
        assertThatThrownBy(() ->
                        Sampler.steady(machine, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void seesLoadThatComesInBursts(@TempDir Path root) throws Exception {
        Path stat = Files.createDirectories(root.resolve("proc")).resolve("stat");
        LinuxSource source = new LinuxSource(Machine.at(root));
        long busy = 0;
        try (Sampler sampler = new Sampler(source, MINUTE)) {
            for (int i = 0; i < 10; i++) {
                busy += i % 3 == 0 ? 90 : 5;
                Files.writeString(stat, "cpu  " + busy + " 0 0 " + (100L * i - busy + 1000) + "\n");
                sampler.tick();
            }
            CpuUsage usage = (CpuUsage) there(sampler.cpu().read());
            assertThat(usage.minimum()).isEqualTo(5);
            assertThat(usage.average()).isEqualTo(33.33);
            assertThat(usage.maximum()).isEqualTo(90);
        }
    }

    /** Where others keep every core busy, usage is 100 all the time and nothing can be seen. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void seesRealLoadThatComesInBursts() throws Exception {
        Machine machine = Machine.at(Path.of("/"));
        Times before = machine.parse("/proc/stat", CpuTimes::parse).all();
        AtomicBoolean over = new AtomicBoolean();
        Thread load = new Thread(() -> {
            while (!over.get()) {
                if (System.nanoTime() / 500_000_000 % 2 == 0) { // half a second each
                    LockSupport.parkNanos(10_000_000);
                }
            }
        });
        load.start();
        boolean seen = false;
        try (Sampler sampler = Sampler.brief(machine)) {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> spread((CpuUsage) there(sampler.cpu().read())));
            seen = true;
        } catch (ConditionTimeoutException e) {
            Times after = machine.parse("/proc/stat", CpuTimes::parse).all();
            Times passed = there(after.since(before));
            assumeThat(passed.busy()).isLessThan(passed.sum() * 9 / 10);
        } finally {
            over.set(true);
            load.join();
        }
        assertThat(seen).isTrue();
    }

    private static boolean spread(CpuUsage usage) {
        assertThat(usage.samples()).isGreaterThanOrEqualTo(3);
        double average = there(usage.average());
        return there(usage.minimum()) < average && average < there(usage.maximum());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsTheSameThroughOshi() {
        Tick linux = new LinuxSource(Machine.at(Path.of("/"))).tick();
        OshiSource oshi = new OshiSource();
        Tick other = oshi.tick();
        assertThat(there(other.cpu()).cores().keySet())
                .isEqualTo(there(linux.cpu()).cores().keySet());
        assertThat(there(other.memory()).total())
                .isEqualTo(there(linux.memory()).total());
        assertThat(there(other.memory()).swapTotal())
                .isEqualTo(there(linux.memory()).swapTotal());
        assertThat(oshi.processor().physical()).isNotNull();
    }

    private static CpuUsage cpu(Tick... ticks) throws Exception {
        try (Sampler sampler = sampler(ticks)) {
            for (int i = 0; i < ticks.length; i++) {
                sampler.tick();
            }
            return (CpuUsage) there(sampler.cpu().read());
        }
    }

    private static Traffic.Disks traffic(Tick... ticks) throws Exception {
        try (Sampler sampler = sampler(ticks)) {
            for (int i = 0; i < ticks.length; i++) {
                sampler.tick();
            }
            return (Traffic.Disks) there(sampler.traffic().read());
        }
    }

    private static Sampler sampler(Tick... ticks) {
        return new Sampler(Ticking.of(java.util.List.of(ticks)), MINUTE);
    }

    private static Tick tick(int second, @Nullable CpuTimes cpu, @Nullable Map<String, DiskCounters> disks) {
        long nanos = Duration.ofSeconds(second).toNanos();
        return new Tick(
                new Tick.Moment(nanos, nanos, Instant.ofEpochSecond(second)), cpu, null, null, disks, null, null, null);
    }

    private static CpuTimes cpu(long idle, long busy) {
        return new CpuTimes(times(idle, busy), Map.of(), null);
    }

    /** Two cores that are idle half of the time. */
    private static CpuTimes cores(int first, long firstTicks, int second, long secondTicks) {
        Map<Integer, Times> cores = new TreeMap<>();
        cores.put(first, times(firstTicks, firstTicks));
        cores.put(second, times(secondTicks, secondTicks));
        return new CpuTimes(times(firstTicks, firstTicks), cores, null);
    }

    private static Times times(long idle, long busy) {
        return new Times(busy, 0, 0, idle, 0, 0, 0, 0);
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
