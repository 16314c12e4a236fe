package io.calink.info.sampling;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that have been swapped since the start of the system.
 *
 * @param in read from swap
 * @param out written to swap
 */
record SwapTraffic(long in, long out) {
    /** Reads {@code /proc/vmstat}, which counts pages; {@code null} if it does not count these. */
    static @Nullable SwapTraffic parse(String vmstat, long page) {
        Long in = value(vmstat, "pswpin ");
        Long out = value(vmstat, "pswpout ");
        return in == null || out == null ? null : new SwapTraffic(in * page, out * page);
    }

    private static @Nullable Long value(String vmstat, String name) {
        int at = vmstat.startsWith(name) ? 0 : vmstat.indexOf("\n" + name) + 1;
        if (!vmstat.startsWith(name, at)) {
            return null;
        }
        int end = vmstat.indexOf('\n', at);
        return Long.valueOf(vmstat.substring(at + name.length(), end < 0 ? vmstat.length() : end)
                .strip());
    }
}
