package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much work there was over a window, and how much of it waited: the information {@code load}.
 *
 * @param load the load average over one minute
 * @param pressure percent of the time in which work waited; {@code null} where the kernel does not tell
 */
record LoadUsage(
        Spread load,
        Spread contextSwitchesPerSecond,
        @Nullable Waiting pressure,
        double windowSeconds,
        int samples) {
    private static final List<String> NAMES = List.of(
            "pressure_cpu_some_percent",
            "pressure_memory_some_percent",
            "pressure_memory_full_percent",
            "pressure_io_some_percent",
            "pressure_io_full_percent");

    /** Percent of the time in which some tasks waited for a resource, or all did. */
    record Waiting(Spread cpuSome, Spread memorySome, Spread memoryFull, Spread ioSome, Spread ioFull) {}

    /**
     * What a window tells of the load.
     *
     * @throws AbsentException if nothing of it can be read
     */
    static LoadUsage over(Window window) throws AbsentException {
        Tick now = window.now();
        if (now.load() == null && now.cpu() == null && now.stalls() == null) {
            throw new AbsentException("This machine does not tell its load in a way that could be read.");
        }
        Waiting pressure = now.stalls() == null
                ? null
                : new Waiting(stall(window, 0), stall(window, 1), stall(window, 2), stall(window, 3), stall(window, 4));
        return new LoadUsage(
                window.level(window.column(Column.LOAD)),
                window.rate(window.column(Column.CONTEXT_SWITCHES)),
                pressure,
                window.seconds(),
                window.samples());
    }

    /** What can be told over time. */
    static List<Track> tracks(Window window) {
        List<Track> tracks = new ArrayList<>();
        tracks.add(new Track("load", null, "tasks", window.column(Column.LOAD)));
        tracks.addAll(Track.row(window, Column.CONTEXT_SWITCHES, List.of("context_switches_per_second")));
        if (window.now().stalls() != null) {
            tracks.addAll(Track.row(window, Column.STALLS, NAMES));
        }
        return tracks;
    }

    private static Spread stall(Window window, int which) {
        return window.rate(window.column(Column.STALLS, which));
    }
}
