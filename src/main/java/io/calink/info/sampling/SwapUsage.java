package io.calink.info.sampling;

import io.calink.info.AbsentException;
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
        Spread percent = window.level(Memory::swapPercent);
        Window.SwapRates rates = window.swapRates();
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
                rates == null ? null : (Double) rates.in(),
                rates == null ? null : (Double) rates.out());
    }
}
