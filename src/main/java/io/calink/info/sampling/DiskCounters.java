package io.calink.info.sampling;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /** How many numbers it has, of which the last is how busy it was. */
    static final int WIDTH = 5;

    private static final int BUSY = WIDTH - 1;

    private static final Pattern BLANKS = Pattern.compile(" +");

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
            String[] fields = BLANKS.split(line.strip(), -1);
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
     * What was done in each second since: bytes read and written, requests, and percent of the time with one to work on;
     * {@code null} if the disk was counted anew meanwhile, as when it was plugged in again.
     */
    double @Nullable [] perSecondSince(DiskCounters earlier, double seconds) {
        double[] rates = Counted.perSecond(
                seconds,
                Counted.since(earlier.readBytes, readBytes, SECTOR),
                Counted.since(earlier.writeBytes, writeBytes, SECTOR),
                Counted.since(earlier.reads, reads, 1),
                Counted.since(earlier.writes, writes, 1),
                Counted.since(earlier.busyMillis, busyMillis, 1));
        if (rates != null) {
            rates[BUSY] = Math.min(100, rates[BUSY] / 10);
        }
        return rates;
    }
}
