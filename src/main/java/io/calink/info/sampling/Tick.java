package io.calink.info.sampling;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted at one moment; {@code null} is what could not be read.
 *
 * @param nanos the moment, as {@link System#nanoTime} counts
 * @param disks the counters of whole disks by name, without those that lie on other disks
 */
record Tick(
        long nanos,
        @Nullable CpuTimes cpu,
        @Nullable Memory memory,
        @Nullable SwapTraffic swapTraffic,
        @Nullable Map<String, DiskCounters> disks) {}
