package io.calink.info;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The room in a file system.
 *
 * @param total bytes in all
 * @param free bytes that are not used, those kept for root included
 * @param available bytes that ordinary users can have
 * @param inodesTotal files there can be, {@code null} where the file system has no such bound or it cannot be told
 * @param inodesFree files there can be more
 */
record Space(
        long total,
        long free,
        long available,
        @Nullable Long inodesTotal,
        @Nullable Long inodesFree) {
    /** Asks the operating system, or is {@code null} where it does not tell. May hang on a mount that does not answer. */
    static @Nullable Space at(String path) {
        Space counted = NativeSpace.at(path);
        if (counted != null) {
            return counted;
        }
        File file = new File(path);
        long total = file.getTotalSpace();
        return total <= 0 ? null : new Space(total, file.getFreeSpace(), file.getUsableSpace(), null, null);
    }

    /** Bytes that are not free. */
    long used() {
        return Math.max(0, total - free);
    }

    /** What df shows: used of used and available, rounded up; {@code null} where there is neither. */
    @Nullable
    Long percent() {
        return percent(used(), available);
    }

    /** What df -i shows: how much of the files that there can be there are, rounded up. */
    @Nullable
    Long inodesPercent() {
        Long all = inodesTotal;
        Long rest = inodesFree;
        return all == null || rest == null || rest < 0 || rest > all ? null : percent(all - rest, rest);
    }

    private static @Nullable Long percent(long used, long rest) {
        double usable = (double) used + rest;
        if (usable <= 0) {
            return null;
        }
        if (used < Long.MAX_VALUE / 100) {
            long all = used + rest;
            return used * 100 / all + (used * 100 % all == 0 ? 0 : 1);
        }
        return (long) Math.ceil(used / usable * 100);
    }
}
