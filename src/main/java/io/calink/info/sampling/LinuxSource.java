package io.calink.info.sampling;

import io.calink.info.KernelUnits;
import io.calink.info.Machine;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts from {@code /proc}; what is not there, or not as expected, is {@code null}. */
final class LinuxSource implements Source {
    private final Machine machine;
    private final KernelUnits units;
    private final boolean listsDisks;
    private final Map<String, Boolean> whole = new ConcurrentHashMap<>();

    LinuxSource(Machine machine) {
        this.machine = machine;
        this.units = KernelUnits.of(machine);
        this.listsDisks = machine.has("/sys/block");
    }

    @Override
    public Tick tick() {
        long nanos = System.nanoTime();
        Memory memory = orNull(this::memory);
        return new Tick(
                nanos,
                orNull(() -> machine.parse("/proc/stat", CpuTimes::parse)),
                memory,
                memory == null || memory.swapTotal() == 0 ? null : orNull(this::swapTraffic),
                orNull(this::disks));
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
