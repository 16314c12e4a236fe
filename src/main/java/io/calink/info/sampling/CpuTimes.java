package io.calink.info.sampling;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long processors have worked since the start of the system.
 *
 * @param all the sum of all
 * @param cores each core that is there, by number
 * @param contextSwitches how often they went from one task to another
 */
record CpuTimes(
        Times all, Map<Integer, Times> cores, @Nullable Long contextSwitches) {
    /**
     * Clock ticks of one, by what it did; those of guests are part of user and nice.
     *
     * @param steal what the hypervisor took
     */
    record Times(long user, long nice, long system, long idle, long iowait, long irq, long softirq, long steal) {
        long sum() {
            return user + nice + system + idle + iowait + irq + softirq + steal;
        }

        /**
         * The ticks since an earlier moment; {@code null} if none have passed, or a core was counted anew. Idle and iowait
         * may go back a little, for which see proc(5), and have not passed then.
         */
        @Nullable
        Times since(Times earlier) {
            Times passed = new Times(
                    Math.max(0, user - earlier.user),
                    Math.max(0, nice - earlier.nice),
                    Math.max(0, system - earlier.system),
                    Math.max(0, idle - earlier.idle),
                    Math.max(0, iowait - earlier.iowait),
                    Math.max(0, irq - earlier.irq),
                    Math.max(0, softirq - earlier.softirq),
                    Math.max(0, steal - earlier.steal));
            return passed.sum() <= 0 || sum() < earlier.sum() ? null : passed;
        }

        /** Those with work, and those that the hypervisor took. */
        long busy() {
            return sum() - idle - iowait;
        }

        /** How much of all of these some are, 0 to 100. */
        double percent(long some) {
            return 100.0 * some / sum();
        }
    }

    /**
     * Reads {@code /proc/stat}, for which see proc(5); the line of a core that is cut short is left out.
     *
     * @throws IllegalArgumentException if the times of all processors are not there
     */
    static CpuTimes parse(String stat) {
        Scan scan = new Scan(stat);
        Times all = null;
        Map<Integer, Times> cores = new TreeMap<>();
        while (scan.passes("cpu") && scan.whole()) {
            boolean sum = scan.passes(" ");
            long number = sum ? -1 : scan.number();
            Times times = times(scan);
            if (sum) {
                all = times;
            } else if (times != null && number >= 0 && number <= Integer.MAX_VALUE) {
                cores.put((int) number, times);
            }
            scan.nextLine();
        }
        if (all == null) {
            throw new IllegalArgumentException("expected a line \"cpu\" with at least four times, but found none");
        }
        long switches = scan.find("ctxt ") && scan.whole() ? scan.number() : -1;
        return new CpuTimes(all, cores, switches < 0 ? null : (Long) switches);
    }

    /** Kernels before 2.6.11 count less than eight kinds. */
    private static @Nullable Times times(Scan scan) {
        long[] times = new long[8];
        for (int i = 0; i < times.length; i++) {
            long time = scan.number();
            if (time < 0 && i < 4) {
                return null;
            }
            times[i] = Math.max(0, time);
        }
        return new Times(times[0], times[1], times[2], times[3], times[4], times[5], times[6], times[7]);
    }
}
