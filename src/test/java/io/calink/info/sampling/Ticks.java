package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import io.calink.info.sampling.Tick.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ticks as tests need them. */
final class Ticks {
    /** A time that is a multiple of every length of a point that tests use. */
    static final Instant BEGIN = Instant.parse("2026-11-23T08:00:00Z");

    private Ticks() {}

    /** A tick at a second, of a machine that was never suspended. */
    static Tick at(double second, @Nullable CpuTimes cpu) {
        return at(second, second, BEGIN.plusMillis(Math.round(second * 1000)), cpu, null, null);
    }

    static Tick at(
            double awake,
            double elapsed,
            Instant wall,
            @Nullable CpuTimes cpu,
            @Nullable Map<String, DiskCounters> disks,
            @Nullable Map<String, InterfaceCounters> interfaces) {
        Moment moment = new Moment(nanos(awake), nanos(elapsed), wall);
        return new Tick(moment, cpu, null, null, disks, interfaces, null, null);
    }

    /** So many cores, each with these times. */
    static CpuTimes cores(int cores, long idle, long busy) {
        Map<Integer, Times> each = new TreeMap<>();
        for (int i = 0; i < cores; i++) {
            each.put(i, times(idle, busy));
        }
        return new CpuTimes(times(cores * idle, cores * busy), each, null);
    }

    static Times times(long idle, long busy) {
        return new Times(busy, 0, 0, idle, 0, 0, 0, 0);
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * Duration.ofSeconds(1).toNanos());
    }
}
