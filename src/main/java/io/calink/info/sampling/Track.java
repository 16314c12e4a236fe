package io.calink.info.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history.
 *
 * @param name what it tells
 * @param of the core or device of which it does, {@code null} for all of the machine
 * @param unit of the values
 * @param values by the number of the tick, NaN where it is not known
 */
record Track(String name, @Nullable String of, String unit, LongToDoubleFunction values) {
    private static final String PERCENT = "percent";

    /** Percent of the whole machine. */
    static Track percent(String name, LongToDoubleFunction values) {
        return new Track(name, null, PERCENT, values);
    }

    /** Numbers that follow each other in a row, whose names tell their units. */
    static List<Track> row(Window window, Column first, List<String> names) {
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            tracks.add(new Track(names.get(i), null, unit(names.get(i)), window.column(first, i)));
        }
        return tracks;
    }

    /** The same of each device that was there. */
    static List<Track> devices(Window window, Devices devices, List<String> names) {
        List<Track> tracks = new ArrayList<>();
        for (String device : devices.between(window.first(), window.last())) {
            for (int i = 0; i < names.size(); i++) {
                tracks.add(new Track(names.get(i), device, unit(names.get(i)), window.device(devices, device, i)));
            }
        }
        return tracks;
    }

    private static String unit(String name) {
        return name.endsWith(PERCENT) ? PERCENT : name.contains("bytes") ? "bytes_per_second" : "per_second";
    }
}
