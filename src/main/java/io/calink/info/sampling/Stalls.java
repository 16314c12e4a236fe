package io.calink.info.sampling;

import io.calink.info.linux.Pressure;
import io.calink.info.linux.Pressure.Resource;
import io.calink.info.linux.Pressure.Stall;
import org.jspecify.annotations.Nullable;

/**
 * The seconds in which work waited since the start of the system, as {@code /proc/pressure} tells; NaN where it does not.
 *
 * @param cpuSome some tasks for a processor
 * @param memorySome some for memory
 * @param memoryFull all for memory
 * @param ioSome some for disks
 * @param ioFull all for disks
 */
record Stalls(double cpuSome, double memorySome, double memoryFull, double ioSome, double ioFull) {
    /** How many numbers it has. */
    static final int WIDTH = 5;

    static Stalls of(Pressure pressure) {
        return new Stalls(
                seconds(pressure.cpu(), true),
                seconds(pressure.memory(), true),
                seconds(pressure.memory(), false),
                seconds(pressure.io(), true),
                seconds(pressure.io(), false));
    }

    /** Percent of the time since; NaN where it cannot be told. */
    double[] percentSince(Stalls earlier, double seconds) {
        return new double[] {
            percent(earlier.cpuSome, cpuSome, seconds),
            percent(earlier.memorySome, memorySome, seconds),
            percent(earlier.memoryFull, memoryFull, seconds),
            percent(earlier.ioSome, ioSome, seconds),
            percent(earlier.ioFull, ioFull, seconds)
        };
    }

    private static double percent(double earlier, double later, double seconds) {
        return later < earlier ? Double.NaN : Math.min(100, 100 * (later - earlier) / seconds);
    }

    private static double seconds(@Nullable Resource resource, boolean some) {
        Stall stall = resource == null ? null : some ? resource.some() : resource.full();
        return stall == null ? Double.NaN : stall.totalSeconds();
    }
}
