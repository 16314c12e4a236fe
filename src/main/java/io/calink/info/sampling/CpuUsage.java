package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much the processors worked over a window: the information {@code cpu}.
 *
 * @param cores the same for each core, by number
 * @param model what the processor is called
 * @param logical how many cores the system sees
 * @param physical how many of them are cores indeed, not threads of one
 * @param modes percent of the time by what it was spent on: user, nice, system, iowait, irq, softirq, steal
 */
record CpuUsage(
        @Nullable Double average,
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable Double current,
        String unit,
        double windowSeconds,
        int samples,
        List<Core> cores,
        @Nullable String model,
        @Nullable Integer logical,
        @Nullable Integer physical,
        Map<String, Spread> modes) {
    private static final String PERCENT = "percent";

    private static final Map<String, Column> MODES = modesInOrder();

    /** How much one core worked. */
    record Core(
            @Nullable Double average,
            @Nullable Double minimum,
            @Nullable Double maximum,
            @Nullable Double current,
            String unit,
            double windowSeconds,
            int samples) {}

    /**
     * What a window tells of the processors.
     *
     * @throws AbsentException if their times cannot be read
     */
    static CpuUsage over(Window window, Processor processor) throws AbsentException {
        CpuTimes now = window.now().cpu();
        if (now == null) {
            throw new AbsentException(
                    "This machine does not count the times of its processors in a way that could be read.");
        }
        Window ofCores = window.ofCores();
        List<Core> cores = now.cores().keySet().stream()
                .map(number -> core(ofCores, ofCores.ofTime(ofCores.core(number, Share.USED))))
                .toList();
        Map<String, Spread> modes = new LinkedHashMap<>();
        MODES.forEach((name, column) -> modes.put(name, window.ofTime(window.column(column))));
        Spread all = window.ofTime(window.column(Column.USED));
        return new CpuUsage(
                all.average(),
                all.minimum(),
                all.maximum(),
                all.current(),
                PERCENT,
                window.seconds(),
                window.samples(),
                cores,
                processor.model(),
                cores.isEmpty() ? null : (Integer) cores.size(),
                processor.physical(),
                modes);
    }

    /** What can be told over time. */
    static List<Track> tracks(Window window) {
        List<Track> tracks = new ArrayList<>();
        tracks.add(Track.percent("used", window.column(Column.USED)));
        MODES.forEach((name, column) -> tracks.add(Track.percent(name, window.column(column))));
        for (Share share : Share.values()) { // where not all can be told, it is what cores were used that counts
            for (int core : window.ring().cores()) {
                tracks.add(new Track(share.label(), String.valueOf(core), PERCENT, window.core(core, share)));
            }
        }
        return tracks;
    }

    private static Core core(Window window, Spread used) {
        return new Core(
                used.average(),
                used.minimum(),
                used.maximum(),
                used.current(),
                PERCENT,
                window.seconds(),
                window.samples());
    }

    private static Map<String, Column> modesInOrder() {
        Map<String, Column> modes = new LinkedHashMap<>();
        modes.put("user", Column.USER);
        modes.put("nice", Column.NICE);
        modes.put("system", Column.SYSTEM);
        modes.put("iowait", Column.IOWAIT);
        modes.put("irq", Column.IRQ);
        modes.put("softirq", Column.SOFTIRQ);
        modes.put("steal", Column.STEAL);
        return modes;
    }
}
