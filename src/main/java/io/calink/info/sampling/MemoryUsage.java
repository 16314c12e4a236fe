package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of the memory was used over a window, in percent, and now, in bytes: the information {@code vmem}. */
record MemoryUsage(
        @Nullable Double average,
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable Double current,
        String unit,
        double windowSeconds,
        int samples,
        long total,
        long used,
        long available,
        @Nullable Long free,
        @Nullable Long buffers,
        @Nullable Long cached) {
    /**
     * What a window tells of the memory.
     *
     * @throws AbsentException if it cannot be read
     */
    static MemoryUsage over(Window window) throws AbsentException {
        Memory now = now(window);
        Spread percent = window.level(window.column(Column.MEMORY_USED));
        return new MemoryUsage(
                percent.average(),
                percent.minimum(),
                percent.maximum(),
                percent.current(),
                "percent",
                window.seconds(),
                window.samples(),
                now.total(),
                now.total() - now.available(),
                now.available(),
                now.free(),
                now.buffers(),
                now.cached());
    }

    /** What can be told over time. */
    static List<Track> tracks(Window window) {
        return List.of(
                Track.percent("used", window.column(Column.MEMORY_USED)),
                new Track("available", null, "bytes", window.column(Column.MEMORY_AVAILABLE)));
    }

    /** The memory at the end of a window. */
    static Memory now(Window window) throws AbsentException {
        Memory now = window.now().memory();
        if (now == null) {
            throw new AbsentException("This machine does not tell its memory in a way that could be read.");
        }
        return now;
    }
}
