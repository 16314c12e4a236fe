package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What one disk did over a window, or all together.
 *
 * @param busyPercent how much of the time it had a request to work on; of all, that of the busiest
 */
record Traffic(
        Spread readBytesPerSecond,
        Spread writeBytesPerSecond,
        Spread readsPerSecond,
        Spread writesPerSecond,
        Spread busyPercent) {
    private static final List<String> NAMES = List.of(
            "read_bytes_per_second", "write_bytes_per_second", "reads_per_second", "writes_per_second", "busy_percent");

    /** All disks of a machine: the information {@code iostat}. */
    record Disks(Traffic total, Map<String, Traffic> devices, double windowSeconds, int samples, int leftOut) {}

    /**
     * What a window tells of the disks.
     *
     * @throws AbsentException if there are none, or they are not counted
     */
    static Disks over(Window window) throws AbsentException {
        if (window.now().disks() == null) {
            throw new AbsentException(
                    "This machine does not count the traffic of its disks in a way that could be read.");
        }
        Devices disks = window.ring().disks();
        Map<String, Traffic> devices = new LinkedHashMap<>();
        for (String name : disks.between(window.first(), window.last())) {
            devices.put(name, of(column -> window.rate(window.device(disks, name, column))));
        }
        if (devices.isEmpty()) {
            throw new AbsentException("This machine has no disk whose traffic is counted.");
        }
        Traffic total = of(column -> window.rate(window.column(Column.DISKS, column)));
        return new Disks(total, devices, window.seconds(), window.samples(), disks.leftOut());
    }

    /** What can be told over time. */
    static List<Track> tracks(Window window) {
        List<Track> tracks = new ArrayList<>(Track.row(window, Column.DISKS, NAMES));
        tracks.addAll(Track.devices(window, window.ring().disks(), NAMES));
        return tracks;
    }

    private static Traffic of(IntFunction<Spread> column) {
        return new Traffic(column.apply(0), column.apply(1), column.apply(2), column.apply(3), column.apply(4));
    }
}
