package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What one network interface passed over a window, or all together but {@code lo}.
 *
 * @param errorsPerSecond packets with errors, received and sent
 * @param dropsPerSecond packets that were dropped, received and to be sent
 */
record NetworkTraffic(
        Spread receivedBytesPerSecond,
        Spread sentBytesPerSecond,
        Spread receivedPacketsPerSecond,
        Spread sentPacketsPerSecond,
        Spread errorsPerSecond,
        Spread dropsPerSecond) {
    private static final List<String> NAMES = List.of(
            "received_bytes_per_second",
            "sent_bytes_per_second",
            "received_packets_per_second",
            "sent_packets_per_second",
            "errors_per_second",
            "drops_per_second");

    /** All interfaces of a machine: the information {@code netio}. */
    record Interfaces(
            NetworkTraffic total,
            Map<String, NetworkTraffic> interfaces,
            double windowSeconds,
            int samples,
            int leftOut) {}

    /**
     * What a window tells of the interfaces.
     *
     * @throws AbsentException if there are none, or they are not counted
     */
    static Interfaces over(Window window) throws AbsentException {
        Devices devices = window.ring().interfaces();
        List<String> names = devices.between(window.first(), window.last());
        if (window.now().interfaces() == null || names.isEmpty()) {
            throw new AbsentException("This machine has no network interface whose traffic is counted.");
        }
        Map<String, NetworkTraffic> interfaces = new LinkedHashMap<>();
        for (String name : names) {
            interfaces.put(name, of(column -> window.rate(window.device(devices, name, column))));
        }
        NetworkTraffic total = of(column -> window.rate(window.column(Column.INTERFACES, column)));
        return new Interfaces(total, interfaces, window.seconds(), window.samples(), devices.leftOut());
    }

    /** What can be told over time. */
    static List<Track> tracks(Window window) {
        List<Track> tracks = new ArrayList<>(Track.row(window, Column.INTERFACES, NAMES));
        tracks.addAll(Track.devices(window, window.ring().interfaces(), NAMES));
        return tracks;
    }

    private static NetworkTraffic of(IntFunction<Spread> column) {
        return new NetworkTraffic(
                column.apply(0), column.apply(1), column.apply(2), column.apply(3), column.apply(4), column.apply(5));
    }
}
