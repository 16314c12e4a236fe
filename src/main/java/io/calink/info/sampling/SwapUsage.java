package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the swap was used over a window, in percent, and now, in bytes: the information {@code smem}.
 *
 * @param inPerSecond bytes read from swap in each second of the window
 * @param outPerSecond bytes written to it
 */
record SwapUsage(
        @Nullable Double average,
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable Double current,
        String unit,
        double windowSeconds,
        int samples,
        long total,
        long used,
        long free,
        @Nullable Double inPerSecond,
        @Nullable Double outPerSecond) {
    /**
     * What a window tells of the swap.
     *
     * @throws AbsentException if there is none
     */
    static SwapUsage over(Window window) throws AbsentException {
        Memory now = MemoryUsage.now(window);
        if (now.swapTotal() == 0) {
            throw new AbsentException("This machine has no swap.");
        }
        Spread percent = window.level(window.column(Column.SWAP_USED));
        return new SwapUsage(
                percent.average(),
                percent.minimum(),
                percent.maximum(),
                percent.current(),
                "percent",
                window.seconds(),
                window.samples(),
                now.swapTotal(),
                now.swapTotal() - now.swapFree(),
                now.swapFree(),
                window.rate(window.column(Column.SWAP_IN)).average(),
                window.rate(window.column(Column.SWAP_OUT)).average());
    }

    /** What can be told over time. */
    static List<Track> tracks(Window window) {
        return List.of(
                Track.percent("used", window.column(Column.SWAP_USED)),
                new Track("in_per_second", null, "bytes_per_second", window.column(Column.SWAP_IN)),
                new Track("out_per_second", null, "bytes_per_second", window.column(Column.SWAP_OUT)));
    }
}
