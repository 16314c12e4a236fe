package io.calink.info.counters;

import io.calink.info.KernelUnits;
import io.calink.info.Machine;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads what the kernel of a machine counts, now: a dozen files of {@code /proc}, without samples or other programs. */
public final class MachineCounters {
    private final Machine machine;
    private final double ticksPerSecond;

    /** Takes the machine that is read. */
    public MachineCounters(Machine machine) {
        this.machine = machine;
        this.ticksPerSecond = machine.linux() ? KernelUnits.of(machine).ticks() : 1;
    }

    /** All there is; what a machine does not have is not there, and a system that is not Linux has nothing. */
    public List<Family> read() {
        Families families = new Families();
        if (machine.linux()) {
            machineWide(families);
            network(families);
            names(families);
        }
        return families.all();
    }

    private void machineWide(Families families) {
        with("/proc/loadavg", text -> ProcessorCounters.load(text, families));
        with("/proc/stat", text -> ProcessorCounters.stat(text, ticksPerSecond, families));
        for (String resource : List.of("cpu", "io", "memory")) {
            with("/proc/pressure/" + resource, text -> ProcessorCounters.pressure(resource, text, families));
        }
        with("/proc/meminfo", text -> MemoryCounters.meminfo(text, families));
        with("/proc/vmstat", text -> MemoryCounters.vmstat(text, families));
        with("/proc/sys/fs/file-nr", text -> MemoryCounters.files(text, families));
        with("/proc/diskstats", text -> DiskCounters.read(text, families));
    }

    private void network(Families families) {
        String net = machine.own() ? "/proc/self/net/" : "/proc/1/net/";
        with(net + "dev", text -> {
            for (String name : NetworkCounters.dev(text, families)) {
                with(
                        "/sys/class/net/" + name + "/operstate",
                        state -> families.gauge(
                                "node_network_up",
                                "Value is 1 if operstate is 'up', 0 otherwise.",
                                state.strip().equals("up") ? 1 : 0,
                                "device",
                                name));
            }
        });
        with(net + "sockstat", text -> NetworkCounters.sockstat(text, families));
        with(net + "snmp", text -> NetworkCounters.netstat(text, families));
        with(net + "netstat", text -> NetworkCounters.netstat(text, families));
    }

    private void names(Families families) {
        String release = word("/proc/sys/kernel/osrelease");
        if (!release.isEmpty()) {
            families.info(
                    "node_uname_info",
                    "Labeled system information as provided by the uname system call.",
                    "sysname",
                    "Linux",
                    "release",
                    release,
                    "version",
                    word("/proc/sys/kernel/version"),
                    "machine",
                    architecture(),
                    "nodename",
                    word("/proc/sys/kernel/hostname"),
                    "domainname",
                    word("/proc/sys/kernel/domainname"));
        }
    }

    private String architecture() {
        String told = word("/proc/sys/kernel/arch"); // since Linux 6.1
        String java = System.getProperty("os.arch", "");
        return !told.isEmpty() ? told : java.equals("amd64") ? "x86_64" : java;
    }

    private String word(String path) {
        StringBuilder word = new StringBuilder();
        with(path, text -> word.append(text.strip()));
        return word.toString();
    }

    /** A file that is not there, or refuses to be read, tells nothing. */
    private void with(String path, Consumer<String> parser) {
        String text;
        try {
            text = machine.text(path);
        } catch (IOException e) {
            return;
        }
        parser.accept(text);
    }
}
