package io.calink.info.counters;

import java.util.regex.Pattern;

/** Reads {@code /proc/diskstats}, for which see the kernel's Documentation/admin-guide/iostats.rst. */
final class DiskCounters {
    /** What node_exporter leaves out by default: partitions, and disks in memory. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p|mmcblk\\d+p)\\d+");

    private static final double SECTOR = 512; // whatever the disk's own sectors are

    private enum Count {
        READS_COMPLETED("reads_completed_total", "The total number of reads completed successfully.", 3, 1),
        READS_MERGED("reads_merged_total", "The total number of reads merged.", 4, 1),
        READ_BYTES("read_bytes_total", "The total number of bytes read successfully.", 5, SECTOR),
        READ_TIME("read_time_seconds_total", "The total number of seconds spent by all reads.", 6, 1e-3),
        WRITES_COMPLETED("writes_completed_total", "The total number of writes completed successfully.", 7, 1),
        WRITES_MERGED("writes_merged_total", "The number of writes merged.", 8, 1),
        WRITTEN_BYTES("written_bytes_total", "The total number of bytes written successfully.", 9, SECTOR),
        WRITE_TIME("write_time_seconds_total", "This is the total number of seconds spent by all writes.", 10, 1e-3),
        NOW("io_now", "The number of I/Os currently in progress.", 11, 1),
        IO_TIME("io_time_seconds_total", "Total seconds spent doing I/Os.", 12, 1e-3),
        WEIGHTED("io_time_weighted_seconds_total", "The weighted number of seconds spent doing I/Os.", 13, 1e-3),
        DISCARDS("discards_completed_total", "The total number of discards completed successfully.", 14, 1),
        DISCARDS_MERGED("discards_merged_total", "The total number of discards merged.", 15, 1),
        DISCARDED("discarded_sectors_total", "The total number of sectors discarded successfully.", 16, 1),
        DISCARD_TIME("discard_time_seconds_total", "The total number of seconds spent by all discards.", 17, 1e-3),
        FLUSHES("flush_requests_total", "The total number of flush requests completed successfully.", 18, 1),
        FLUSH_TIME("flush_requests_time_seconds_total", "The number of seconds spent by flush requests.", 19, 1e-3);

        private final String name;
        private final String help;
        private final int field;
        private final double unit;

        Count(String name, String help, int field, double unit) {
            this.name = "node_disk_" + name;
            this.help = help;
            this.field = field;
            this.unit = unit;
        }
    }

    private DiskCounters() {}

    static void read(String diskstats, Families to) {
        for (String line : diskstats.split("\n", -1)) {
            String[] fields = Families.fields(line);
            if (fields.length < 14 || LEFT_OUT.matcher(fields[2]).matches()) {
                continue;
            }
            for (Count count : Count.values()) {
                double value = Families.count(fields, count.field);
                if (value >= 0 && count == Count.NOW) {
                    to.gauge(count.name, count.help, value, "device", fields[2]);
                } else if (value >= 0) {
                    to.counter(count.name, count.help, value * count.unit, "device", fields[2]);
                }
            }
        }
    }
}
