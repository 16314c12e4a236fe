package io.calink.info.sampling;

import java.util.Map;
import java.util.TreeMap;

/**
 * How long processors have worked since the start of the system.
 *
 * @param all the sum of all
 * @param cores each core that is there, by number
 */
record CpuTimes(Times all, Map<Integer, Times> cores) {
    /**
     * Clock ticks of one.
     *
     * @param idle with nothing to do, waiting for disks included
     * @param busy with work, that of guests counted once, and what the hypervisor took
     */
    record Times(long idle, long busy) {
        /** How many of the ticks since an earlier moment were busy ones; counters that went back count nothing. */
        long busySince(Times earlier) {
            return Math.max(0, busy - earlier.busy);
        }

        /** How many ticks have passed since an earlier moment. */
        long since(Times earlier) {
            return busySince(earlier) + Math.max(0, idle - earlier.idle);
        }
    }

    /** Reads {@code /proc/stat}, for which see proc(5): user, nice, system, idle, iowait, irq, softirq, steal. */
    static CpuTimes parse(String stat) {
        Times all = null;
        Map<Integer, Times> cores = new TreeMap<>();
        for (int start = 0; stat.startsWith("cpu", start); ) {
            int end = stat.indexOf('\n', start);
            String[] fields =
                    stat.substring(start, end < 0 ? stat.length() : end).strip().split(" +", -1);
            if (fields.length < 5) {
                break;
            }
            if (fields[0].length() > 3) {
                cores.put(Integer.valueOf(fields[0].substring(3)), times(fields));
            } else {
                all = times(fields);
            }
            start = end < 0 ? stat.length() : end + 1;
        }
        if (all == null) {
            throw new IllegalArgumentException("expected a line \"cpu\" with at least four times, but found none");
        }
        return new CpuTimes(all, cores);
    }

    /** The guests' times that come last are part of user and nice. */
    private static Times times(String[] fields) {
        long idle = Long.parseLong(fields[4]) + (fields.length > 5 ? Long.parseLong(fields[5]) : 0);
        long busy = 0;
        for (int i = 1; i < Math.min(fields.length, 9); i++) {
            busy += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
        }
        return new Times(idle, busy);
    }
}
