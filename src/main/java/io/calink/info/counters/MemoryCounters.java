package io.calink.info.counters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code /proc/meminfo}, {@code /proc/vmstat} and {@code /proc/sys/fs/file-nr}, for which see proc(5). */
final class MemoryCounters {
    private static final Pattern MEMORY =
            Pattern.compile("([A-Za-z][A-Za-z0-9_]{0,60})(?:\\(([a-z_]{1,30})\\))?:\\s+(\\d{1,18})( kB)?\\s*");
    private static final Pattern SHOWN = Pattern.compile("(?:oom_kill|pgpg|pswp|pg.*fault).*");

    private MemoryCounters() {}

    static void meminfo(String meminfo, Families to) {
        for (String line : meminfo.split("\n", -1)) {
            Matcher memory = MEMORY.matcher(line);
            if (memory.matches()) {
                String field = memory.group(1) + (memory.group(2) == null ? "" : "_" + memory.group(2));
                boolean kilobytes = memory.group(4) != null;
                String name = kilobytes ? field + "_bytes" : field;
                double value = Double.parseDouble(memory.group(3)) * (kilobytes ? 1024 : 1);
                to.gauge("node_memory_" + name, "Memory information field " + name + ".", value);
            }
        }
    }

    /** What node_exporter shows of it by default. */
    static void vmstat(String vmstat, Families to) {
        for (String line : vmstat.split("\n", -1)) {
            String[] fields = Families.fields(line);
            double value = Families.count(fields, 1);
            if (value >= 0
                    && fields[0].matches("\\w{1,60}")
                    && SHOWN.matcher(fields[0]).matches()) {
                to.untyped("node_vmstat_" + fields[0], "/proc/vmstat information field " + fields[0] + ".", value);
            }
        }
    }

    static void files(String fileNr, Families to) {
        String[] fields = Families.fields(fileNr);
        if (Families.count(fields, 0) >= 0 && Families.count(fields, 2) >= 0) {
            to.gauge("node_filefd_allocated", "File descriptor statistics: allocated.", Families.count(fields, 0));
            to.gauge("node_filefd_maximum", "File descriptor statistics: maximum.", Families.count(fields, 2));
        }
    }
}
