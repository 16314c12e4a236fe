package io.calink.info.sampling;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted at one moment; {@code null} is what could not be read.
 *
 * @param moment when
 * @param disks the counters of whole disks by name, without those that lie on other disks
 * @param interfaces the counters of network interfaces by name
 * @param load the load average over one minute
 */
record Tick(
        Moment moment,
        @Nullable CpuTimes cpu,
        @Nullable Memory memory,
        @Nullable SwapTraffic swapTraffic,
        @Nullable Map<String, DiskCounters> disks,
        @Nullable Map<String, InterfaceCounters> interfaces,
        @Nullable Double load,
        @Nullable Stalls stalls) {
    /**
     * A moment, as three clocks tell it.
     *
     * @param awake nanoseconds in which the machine ran, from some moment on: what counters are divided by
     * @param elapsed nanoseconds from some moment on, those included in which the machine was suspended
     * @param wall what people call it; it jumps when the clock is set
     */
    record Moment(long awake, long elapsed, Instant wall) {}
}
