package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much the processors worked over a window: the information {@code cpu}.
 *
 * @param cores the same for each core, by number
 * @param model what the processor is called
 * @param logical how many cores the system sees
 * @param physical how many of them are cores indeed, not threads of one
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
        @Nullable Integer physical) {
    private static final String PERCENT = "percent";

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
        CpuTimes now = window.last().cpu();
        if (now == null) {
            throw new AbsentException(
                    "This machine does not count the times of its processors in a way that could be read.");
        }
        List<Core> cores = now.cores().keySet().stream()
                .map(number -> core(window, times -> times.cores().get(number)))
                .toList();
        Core all = core(window, CpuTimes::all);
        return new CpuUsage(
                all.average,
                all.minimum,
                all.maximum,
                all.current,
                PERCENT,
                window.seconds(),
                window.samples(),
                cores,
                processor.model(),
                cores.isEmpty() ? null : (Integer) cores.size(),
                processor.physical());
    }

    private static Core core(Window window, Function<CpuTimes, CpuTimes.@Nullable Times> which) {
        Spread busy = window.busy(which);
        return new Core(
                busy.average(),
                busy.minimum(),
                busy.maximum(),
                busy.current(),
                PERCENT,
                window.seconds(),
                window.samples());
    }
}
