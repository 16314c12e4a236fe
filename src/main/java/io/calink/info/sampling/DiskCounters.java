package io.calink.info.sampling;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What one disk has done since the start of the system.
 *
 * @param reads requests
 * @param readBytes bytes
 * @param writes requests
 * @param writeBytes bytes
 * @param busyMillis how long it had a request to work on
 */
record DiskCounters(long reads, long readBytes, long writes, long writeBytes, long busyMillis) {
    private static final long SECTOR = 512; // the unit of the kernel, whatever the disk has
    private static final int FIELDS = 13;

    /** What lies on other disks or in memory, and would be counted twice. */
    private static final Pattern STACKED =
            Pattern.compile("(?:dm-|loop|ram|zram|md|md_d|drbd|bcache|zd)\\d.*|nvme\\d+c\\d+n\\d+.*");

    /** How partitions are called, for systems that do not list whole disks. */
    private static final Pattern PARTITION =
            Pattern.compile("(?:[hsv]d|xvd)[a-z]+\\d+|(?:nvme\\d+n|mmcblk|nbd|rbd|pmem|cciss/c\\d+d)\\d+p\\d+");

    /** Whether a name is that of a partition, by its looks. */
    static boolean looksLikePartition(String name) {
        return PARTITION.matcher(name).matches();
    }

    /**
     * Reads {@code /proc/diskstats}, for which see the kernel's iostats document; lines that are cut short are left out.
     *
     * @param whole whether a name is that of a whole disk, no partition
     */
    static Map<String, DiskCounters> parse(String diskstats, Predicate<String> whole) {
        Map<String, DiskCounters> disks = new TreeMap<>();
        for (String line : diskstats.split("\n", -1)) {
            String[] fields = line.strip().split(" +", -1);
            if (fields.length >= FIELDS && !STACKED.matcher(fields[2]).matches() && whole.test(fields[2])) {
                disks.put(
                        fields[2],
                        new DiskCounters(
                                Long.parseLong(fields[3]),
                                Long.parseLong(fields[5]) * SECTOR,
                                Long.parseLong(fields[7]),
                                Long.parseLong(fields[9]) * SECTOR,
                                Long.parseLong(fields[12])));
            }
        }
        return disks;
    }

    /**
     * How far a counter has come. Some counters of 32 bits start over at 2^32; any other that went back was reset, as of
     * a disk that was plugged in again, and has counted nothing that could be told.
     *
     * @param unit how much one count is
     */
    static long since(long earlier, long later, long unit) {
        if (later >= earlier) {
            return later - earlier;
        }
        long around = unit << 32;
        return earlier < around && earlier >= around / 2 ? later + around - earlier : 0;
    }

    DiskCounters since(DiskCounters earlier) {
        return new DiskCounters(
                since(earlier.reads, reads, 1),
                since(earlier.readBytes, readBytes, SECTOR),
                since(earlier.writes, writes, 1),
                since(earlier.writeBytes, writeBytes, SECTOR),
                since(earlier.busyMillis, busyMillis, 1));
    }

    /** Both together; busy is the one that is more so. */
    DiskCounters plus(DiskCounters other) {
        return new DiskCounters(
                reads + other.reads,
                readBytes + other.readBytes,
                writes + other.writes,
                writeBytes + other.writeBytes,
                Math.max(busyMillis, other.busyMillis));
    }
}
