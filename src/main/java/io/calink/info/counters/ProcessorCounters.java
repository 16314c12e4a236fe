package io.calink.info.counters;

import java.util.List;

/** Reads {@code /proc/stat}, {@code /proc/loadavg} and {@code /proc/pressure}, for which see proc(5). */
final class ProcessorCounters {
    private static final List<String> MODES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal");

    private ProcessorCounters() {}

    /** Times of processors, and what was counted since the start; lines that are cut short tell what they have. */
    static void stat(String stat, double ticksPerSecond, Families to) {
        for (String line : stat.split("\n", -1)) {
            String[] fields = Families.fields(line);
            double value = Families.count(fields, 1);
            if (fields[0].matches("cpu\\d{1,6}")) {
                times(fields, ticksPerSecond, to);
            } else if (value >= 0) {
                one(fields[0], value, to);
            }
        }
    }

    private static void times(String[] fields, double ticksPerSecond, Families to) {
        String cpu = fields[0].substring(3);
        for (int i = 0; i < MODES.size(); i++) {
            double ticks = Families.count(fields, i + 1);
            if (ticks >= 0) {
                to.counter(
                        "node_cpu_seconds_total",
                        "Seconds the CPUs spent in each mode.",
                        ticks / ticksPerSecond,
                        "cpu",
                        cpu,
                        "mode",
                        MODES.get(i));
            }
        }
        for (int i = 0; i < 2; i++) {
            double ticks = Families.count(fields, 9 + i);
            if (ticks >= 0) {
                to.counter(
                        "node_cpu_guest_seconds_total",
                        "Seconds the CPUs spent in guests (VMs) for each mode.",
                        ticks / ticksPerSecond,
                        "cpu",
                        cpu,
                        "mode",
                        MODES.get(i));
            }
        }
    }

    private static void one(String key, double value, Families to) {
        switch (key) {
            case "intr" -> to.counter("node_intr_total", "Total number of interrupts serviced.", value);
            case "ctxt" -> to.counter("node_context_switches_total", "Total number of context switches.", value);
            case "processes" -> to.counter("node_forks_total", "Total number of forks.", value);
            case "btime" -> to.gauge("node_boot_time_seconds", "Node boot time, in unixtime.", value);
            case "procs_running" -> to.gauge("node_procs_running", "Number of processes in runnable state.", value);
            case "procs_blocked" ->
                to.gauge("node_procs_blocked", "Number of processes blocked waiting for I/O to complete.", value);
            default -> {
                // what newer kernels count beside these
            }
        }
    }

    static void load(String loadavg, Families to) {
        String[] fields = Families.fields(loadavg);
        List<String> minutes = List.of("1", "5", "15");
        for (int i = 0; i < minutes.size() && i < fields.length; i++) {
            if (fields[i].matches("\\d{1,9}\\.\\d{1,9}")) {
                String name = minutes.get(i);
                to.gauge("node_load" + name, name + "m load average.", Double.parseDouble(fields[i]));
            }
        }
    }

    /** How long work waited for a resource: cpu, io or memory. */
    static void pressure(String resource, String text, Families to) {
        for (String line : text.split("\n", -1)) {
            int total = line.indexOf(" total=");
            double micros = total < 0 ? -1 : Families.count(new String[] {line.substring(total + 7)}, 0);
            boolean some = line.startsWith("some ");
            boolean full = line.startsWith("full ") && !resource.equals("cpu"); // of processors it is always 0
            if (micros >= 0 && (some || full)) {
                to.counter(
                        "node_pressure_" + resource + (some ? "_waiting" : "_stalled") + "_seconds_total",
                        "Total time in seconds that " + (some ? "some" : "all") + " work waited for " + resource + ".",
                        micros / 1e6);
            }
        }
    }
}
