package io.calink.info.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An hour of samples, of machines of all sizes. */
class RingTests {
    private static final int HOUR = 3601;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How far back cores are known at least is what the memory allows. */
    @ParameterizedTest
    @CsvSource({"2, 2, 4, 3600", "64, 8, 8, 3600", "512, 100, 500, 500", "4096, 4, 4, 60", "4096, 200, 1000, 60"})
    void takesAtMostTwoMegabytes(int cores, int disks, int interfaces, int least) throws Exception {
        Ring ring = new Ring(HOUR);
        for (int i = 0; i <= HOUR; i++) {
            ring.add(tick(i, cores, disks, interfaces));
            if (i % 600 == 0) {
                assertThat(ring.bytes()).isLessThanOrEqualTo(2_000_000);
            }
        }
        assertThat(ring.bytes()).isLessThanOrEqualTo(2_000_000);
        Window hour = ring.window(Duration.ofHours(1));
        assertThat(hour.samples()).isEqualTo(3600);
        assertThat(hour.ofCores().samples()).isGreaterThanOrEqualTo(least);
        CpuUsage usage = CpuUsage.over(ring.window(MINUTE), new Processor(null, null));
        assertThat(usage.average()).isEqualTo(25);
        assertThat(usage.cores())
                .hasSize(cores)
                .allSatisfy(core -> assertThat(core.average()).isEqualTo(25));
        Traffic.Disks traffic = Traffic.over(ring.window(MINUTE));
        assertThat(traffic.devices()).hasSize(Math.min(disks, 128));
        assertThat(traffic.leftOut()).isEqualTo(Math.max(0, disks - 128));
        assertThat(traffic.total().readBytesPerSecond().average()).isEqualTo(512.0 * disks);
        assertThat(NetworkTraffic.over(ring.window(MINUTE))
                        .total()
                        .errorsPerSecond()
                        .average())
                .isEqualTo(3.0 * interfaces);
    }

    private static Tick tick(int second, int cores, int disks, int interfaces) {
        Map<String, DiskCounters> all = new TreeMap<>();
        for (int i = 0; i < disks; i++) {
            all.put("sd" + i, new DiskCounters(second, 512L * second, 0, 0, 10L * second));
        }
        Map<String, InterfaceCounters> net = new TreeMap<>();
        for (int i = 0; i < interfaces; i++) {
            net.put("eth" + i, new InterfaceCounters(second, second, second, second, 3L * second, 0));
        }
        CpuTimes cpu = Ticks.cores(cores, 75L * second, 25L * second);
        return Ticks.at(second, second, Ticks.BEGIN.plusSeconds(second), cpu, all, net);
    }

    @Test
    void keepsADeviceThatWentAsLongAsWhatItDidAndGivesItsPlaceToAnother() throws Exception {
        Ring ring = new Ring(11);
        for (int i = 0; i < 1000; i++) {
            String name = "veth" + i / 4; // each is there for four ticks
            ring.add(Ticks.at(i, i, Ticks.BEGIN, null, null, Map.of(name, received(100L * i))));
            assertThat(ring.interfaces().size()).isLessThanOrEqualTo(4);
        }
        NetworkTraffic.Interfaces told = NetworkTraffic.over(ring.window(MINUTE));
        assertThat(told.interfaces()).containsOnlyKeys("veth247", "veth248", "veth249");
        assertThat(there(told.interfaces().get("veth248")).receivedBytesPerSecond())
                .isEqualTo(new Spread(100.0, 100.0, 100.0, null));
    }

    @Test
    void goesOnWhenACounterOfAnInterfaceStartsOver() throws Exception {
        Ring ring = new Ring(11);
        ring.add(Ticks.at(0, 0, Ticks.BEGIN, null, null, Map.of("eth0", received((1L << 32) - 40))));
        ring.add(Ticks.at(1, 1, Ticks.BEGIN, null, null, Map.of("eth0", received(60))));
        ring.add(Ticks.at(2, 2, Ticks.BEGIN, null, null, Map.of("eth0", received(0))));
        assertThat(NetworkTraffic.over(ring.window(MINUTE)).total().receivedBytesPerSecond())
                .as("the second time it was counted anew, which adds nothing")
                .isEqualTo(new Spread(50.0, 0.0, 100.0, 0.0));
        assertThat(there(NetworkTraffic.over(ring.window(MINUTE)).interfaces().get("eth0"))
                        .receivedBytesPerSecond())
                .isEqualTo(new Spread(100.0, 100.0, 100.0, null));
    }

    private static InterfaceCounters received(long bytes) {
        return new InterfaceCounters(bytes, 0, 0, 0, 0, 0);
    }

    private static <T> T there(@org.jspecify.annotations.Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
