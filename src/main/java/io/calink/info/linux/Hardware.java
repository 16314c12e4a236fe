package io.calink.info.linux;

import io.calink.info.AbsentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is made of, without serial numbers.
 *
 * @param system who made it, and what
 * @param board the main board
 * @param bios maker, version and date of the firmware
 * @param cpu the processors
 * @param memory bytes of memory that the kernel has
 * @param memoryModules what is in each place for memory, {@code null} where the firmware does not tell, or only root
 * @param virtual whether a hypervisor runs it, {@code null} where the processor does not tell
 * @param disks at most {@value #MOST}
 * @param leftOut how many more disks there are
 */
record Hardware(
        @Nullable Part system,
        @Nullable Part board,
        @Nullable Firmware bios,
        @Nullable Chips cpu,
        @Nullable Long memory,
        @Nullable List<MemoryModule> memoryModules,
        @Nullable Boolean virtual,
        List<Disk> disks,
        int leftOut) {
    private static final int MOST = 1000;
    private static final Set<String> FILLERS = Set.of(
            "to be filled by o.e.m.",
            "default string",
            "not specified",
            "not applicable",
            "none",
            "system manufacturer",
            "system product name",
            "system version",
            "0123456789",
            "unknown");

    /** A part; {@code null} is what its maker left empty. */
    record Part(
            @Nullable String vendor,
            @Nullable String name,
            @Nullable String version) {}

    /** The firmware; {@code null} is what its maker left empty. */
    record Firmware(
            @Nullable String vendor,
            @Nullable String version,
            @Nullable String date) {}

    /**
     * A disk.
     *
     * @param size bytes
     * @param rotating whether it turns
     */
    record Disk(
            String name,
            @Nullable String vendor,
            @Nullable String model,
            long size,
            @Nullable Boolean rotating,
            @Nullable Boolean removable) {}

    static Hardware of(Facts facts) throws AbsentException {
        String dmi = "/sys/class/dmi/id/";
        Part system = part(facts, dmi + "sys_vendor", dmi + "product_name", dmi + "product_version");
        if (system == null) {
            String model = told(facts.word("/proc/device-tree/model"));
            system = model == null ? null : new Part(null, model, null);
        }
        String cpuinfo = facts.text("/proc/cpuinfo");
        String meminfo = facts.text("/proc/meminfo");
        List<Disk> disks = disks(facts);
        Hardware hardware = new Hardware(
                system,
                part(facts, dmi + "board_vendor", dmi + "board_name", dmi + "board_version"),
                firmware(facts, dmi),
                cpuinfo == null ? null : Chips.parse(cpuinfo),
                meminfo == null ? null : memory(meminfo),
                modules(facts),
                cpuinfo == null ? null : virtual(cpuinfo),
                disks.subList(0, Math.min(MOST, disks.size())),
                Math.max(0, disks.size() - MOST));
        if (system == null && hardware.memory == null && hardware.virtual == null && disks.isEmpty()) {
            throw new AbsentException("The kernel of this machine tells nothing of its hardware.");
        }
        return hardware;
    }

    private static @Nullable Part part(Facts facts, String vendor, String name, String version) {
        Part part = new Part(told(facts.word(vendor)), told(facts.word(name)), told(facts.word(version)));
        return part.vendor == null && part.name == null && part.version == null ? null : part;
    }

    private static @Nullable Firmware firmware(Facts facts, String dmi) {
        Firmware bios = new Firmware(
                told(facts.word(dmi + "bios_vendor")),
                told(facts.word(dmi + "bios_version")),
                told(facts.word(dmi + "bios_date")));
        return bios.vendor == null && bios.version == null && bios.date == null ? null : bios;
    }

    /** What a maker wrote, unless it is what stands there when nobody wrote anything. */
    static @Nullable String told(@Nullable String word) {
        String text = word == null ? "" : word.replace("\0", "").strip();
        return text.isEmpty() || FILLERS.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }

    static @Nullable Long memory(String meminfo) {
        Long kilobytes = meminfo.startsWith("MemTotal:")
                ? Facts.whole(meminfo.lines().findFirst().orElse("").replaceAll("[^0-9]", ""))
                : null;
        return kilobytes == null || kilobytes > Long.MAX_VALUE / 1024 ? null : (Long) (kilobytes * 1024);
    }

    /** Processors of x86 have a flag for it; of others it cannot be told in this way. */
    static @Nullable Boolean virtual(String cpuinfo) {
        for (String line : cpuinfo.split("\n", -1)) {
            if (line.startsWith("flags") && line.indexOf(':') > 0) {
                return List.of(line.substring(line.indexOf(':') + 1).strip().split(" ", -1))
                        .contains("hypervisor");
            }
        }
        return null;
    }

    private static @Nullable List<MemoryModule> modules(Facts facts) {
        String entries = "/sys/firmware/dmi/entries";
        List<MemoryModule> modules = new ArrayList<>();
        for (String name : facts.names(entries)) {
            byte[] raw = name.startsWith("17-") ? facts.bytes(entries + "/" + name + "/raw") : null;
            MemoryModule module = raw == null || modules.size() == MOST ? null : MemoryModule.parse(raw);
            if (module != null) {
                modules.add(module);
            }
        }
        return modules.isEmpty() ? null : modules;
    }

    private static List<Disk> disks(Facts facts) {
        List<Disk> disks = new ArrayList<>();
        for (String name : facts.names("/sys/block")) {
            String directory = "/sys/block/" + name + "/";
            Long sectors = facts.count(directory + "size");
            boolean made = name.matches("(loop|ram|zram|dm-|md|sr|nbd|fd).*"); // not hardware, or no disk
            if (!made && sectors != null && sectors > 0 && sectors < 1L << 53) {
                disks.add(new Disk(
                        name,
                        told(facts.word(directory + "device/vendor")),
                        told(facts.word(directory + "device/model")),
                        sectors * 512, // whatever the disk's own sectors are
                        yes(facts.number(directory + "queue/rotational")),
                        yes(facts.number(directory + "removable"))));
            }
        }
        return disks;
    }

    private static @Nullable Boolean yes(@Nullable Long number) {
        return number == null ? null : (Boolean) (number != 0);
    }
}
