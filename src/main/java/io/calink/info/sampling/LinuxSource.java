package io.calink.info.sampling;

import io.calink.info.KernelUnits;
import io.calink.info.Machine;
import io.calink.info.linux.Pressure;
import io.calink.info.sampling.Tick.Moment;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts from {@code /proc}; what is not there, or not as expected, is {@code null}. */
final class LinuxSource implements Source {
    private static final long SUSPENDED = 1_000_000_000;

    private final Machine machine;
    private final KernelUnits units;
    private final boolean listsDisks;
    private final boolean tellsStalls;
    private final Map<String, Boolean> whole = new ConcurrentHashMap<>();
    private long ahead = Long.MAX_VALUE;
    private long suspended;

    LinuxSource(Machine machine) {
        this.machine = machine;
        this.units = KernelUnits.of(machine);
        this.tellsStalls = machine.has("/proc/pressure/cpu");
        this.listsDisks = machine.has("/sys/block");
    }

    @Override
    public Tick tick() {
        Moment moment = moment();
        Memory memory = orNull(this::memory);
        return new Tick(
                moment,
                orNull(() -> machine.parse("/proc/stat", CpuTimes::parse)),
                memory,
                memory == null || memory.swapTotal() == 0 ? null : orNull(this::swapTraffic),
                orNull(this::disks),
                orNull(this::interfaces),
                orNull(this::load),
                tellsStalls ? orNull(this::stalls) : null);
    }

    /**
     * The kernel counts the time since the start with the time in which the machine was suspended, Java's clock without:
     * where the first runs ahead, it was. A thread that had to wait between the two readings is not taken for that.
     */
    private Moment moment() {
        long before = System.nanoTime();
        Long up = orNull(() -> machine.parse("/proc/uptime", LinuxSource::nanos));
        long awake = System.nanoTime();
        if (up != null) {
            ahead = Math.min(ahead, up - before - suspended);
            long more = up - awake - ahead - suspended;
            suspended += more > SUSPENDED ? more : 0;
        }
        return new Moment(awake, awake + suspended, Instant.now());
    }

    private static long nanos(String uptime) {
        return Math.round(Double.parseDouble(uptime.substring(0, Math.max(0, uptime.indexOf(' ')))) * 1e9);
    }

    @Override
    public Processor processor() {
        Processor told = orNull(() -> machine.parse("/proc/cpuinfo", Processor::parse));
        Processor known = (told == null ? new Processor(null, null) : told).or(new Processor(null, coresListed()));
        // processors that do not tell their name in /proc, as those of ARM, have one in OSHI's tables
        return known.model() == null && told != null && machine.own() ? known.or(new OshiSource().processor()) : known;
    }

    private Memory memory() throws IOException {
        String meminfo = machine.text("/proc/meminfo");
        long minFree = 0;
        if (!Memory.tellsAvailable(meminfo) && machine.has("/proc/sys/vm/min_free_kbytes")) {
            minFree = 1024
                    * Long.parseLong(
                            machine.text("/proc/sys/vm/min_free_kbytes").strip());
        }
        return Memory.parse(meminfo, minFree);
    }

    private @Nullable SwapTraffic swapTraffic() throws IOException {
        return SwapTraffic.parse(machine.text("/proc/vmstat"), units.page());
    }

    private Map<String, InterfaceCounters> interfaces() throws IOException {
        String process = machine.own() ? "self" : "1"; // of another machine, the network of its first process
        Map<String, InterfaceCounters> interfaces = new TreeMap<>();
        machine.parse("/proc/" + process + "/net/dev", io.calink.info.linux.Traffic::parse)
                .forEach(
                        (name, passed) -> interfaces.put(name, InterfaceCounters.of(passed.received(), passed.sent())));
        return interfaces;
    }

    private Double load() throws IOException {
        return machine.parse(
                "/proc/loadavg", text -> Double.valueOf(text.substring(0, Math.max(0, text.indexOf(' ')))));
    }

    private Stalls stalls() throws IOException {
        return Stalls.of(new Pressure(
                Pressure.parse(machine.text("/proc/pressure/cpu")),
                Pressure.parse(machine.text("/proc/pressure/memory")),
                Pressure.parse(machine.text("/proc/pressure/io"))));
    }

    private Map<String, DiskCounters> disks() throws IOException {
        Predicate<String> isWhole = name -> whole.computeIfAbsent(name, this::isWhole);
        Map<String, DiskCounters> disks = DiskCounters.parse(machine.text("/proc/diskstats"), isWhole);
        if (whole.size() > 2 * disks.size() + 1000) {
            whole.clear(); // names that came and went
        }
        return disks;
    }

    /** Whole disks are listed in /sys/block, where a slash in a name is an exclamation mark. */
    private boolean isWhole(String name) {
        return listsDisks
                ? machine.has("/sys/block/" + name.replace('/', '!'))
                : !DiskCounters.looksLikePartition(name);
    }

    /** Cores by the topology in /sys, which processors have that do not tell them in /proc/cpuinfo. */
    private @Nullable Integer coresListed() {
        String directory = "/sys/devices/system/cpu";
        Set<String> cores = new HashSet<>();
        try {
            for (String name : machine.names(directory)) {
                String topology = directory + "/" + name + "/topology/";
                if (name.matches("cpu\\d+") && machine.has(topology + "core_id")) {
                    cores.add(machine.text(topology + "physical_package_id").strip() + "/"
                            + machine.text(topology + "core_id").strip());
                }
            }
        } catch (IOException e) {
            return null;
        }
        return cores.isEmpty() ? null : (Integer) cores.size();
    }

    private static <T> @Nullable T orNull(Read<T> read) {
        try {
            return read.call();
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            return null; // said when it is asked for
        }
    }

    private interface Read<T> extends Callable<T> {
        @Override
        @Nullable
        T call() throws IOException;
    }
}
