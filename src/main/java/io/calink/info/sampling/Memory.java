package io.calink.info.sampling;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory and swap at one moment, in bytes; {@code null} is what the system does not tell.
 *
 * @param total all memory
 * @param available what programs can have without swapping
 * @param free what nobody uses
 * @param buffers what holds blocks of disks
 * @param cached what holds pages of files, and what the kernel can give back
 * @param swapTotal all swap, 0 where there is none
 * @param swapFree swap that nobody uses
 */
record Memory(
        long total,
        long available,
        @Nullable Long free,
        @Nullable Long buffers,
        @Nullable Long cached,
        long swapTotal,
        long swapFree) {
    private static final String UNIT = " kB";

    /** How much memory is used, 0 to 100. */
    double percent() {
        return 100.0 * (total - available) / total;
    }

    /** How much swap is used, 0 to 100. */
    double swapPercent() {
        return swapTotal == 0 ? 0 : 100.0 * (swapTotal - swapFree) / swapTotal;
    }

    /** Whether a {@code /proc/meminfo} tells what is available: kernels before 3.14 do not. */
    static boolean tellsAvailable(String meminfo) {
        return meminfo.contains("MemAvailable:");
    }

    /**
     * Reads {@code /proc/meminfo}, for which see proc(5). What is available on an older kernel is estimated as procps
     * does, from what the kernel keeps free at the least.
     *
     * @param minFree bytes of {@code /proc/sys/vm/min_free_kbytes}
     */
    static Memory parse(String meminfo, long minFree) {
        Map<String, Long> values = values(meminfo);
        Long total = values.get("MemTotal");
        Long free = values.get("MemFree");
        if (total == null || total <= 0 || free == null) {
            throw new IllegalArgumentException("expected MemTotal and MemFree in kB, but found them not");
        }
        Long told = values.get("MemAvailable");
        long available = told != null ? told : estimate(values, free, minFree);
        Long cached = values.get("Cached");
        long swapTotal = values.getOrDefault("SwapTotal", 0L);
        return new Memory(
                total,
                Math.min(Math.max(available, 0), total),
                free,
                values.get("Buffers"),
                cached == null ? null : (Long) (cached + values.getOrDefault("SReclaimable", 0L)),
                swapTotal,
                Math.min(values.getOrDefault("SwapFree", 0L), swapTotal));
    }

    private static long estimate(Map<String, Long> values, long free, long minFree) {
        if (!values.containsKey("Inactive(file)")) {
            return free;
        }
        long low = minFree * 5 / 4;
        long files = values.getOrDefault("Active(file)", 0L) + values.getOrDefault("Inactive(file)", 0L);
        long slab = values.getOrDefault("SReclaimable", 0L);
        return free - low + files - Math.min(files / 2, low) + slab - Math.min(slab / 2, low);
    }

    private static Map<String, Long> values(String meminfo) {
        Map<String, Long> values = new HashMap<>();
        for (String line : meminfo.split("\n", -1)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (colon > 0 && value.endsWith(UNIT)) {
                String number = value.substring(0, value.length() - UNIT.length());
                values.put(line.substring(0, colon), Math.multiplyExact(Long.parseLong(number.strip()), 1024));
            }
        }
        return values;
    }
}
