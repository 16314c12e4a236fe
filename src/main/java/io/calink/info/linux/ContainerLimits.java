package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The limits of control groups that hold for this process, those of all groups above it included; of another machine,
 * for its first process.
 *
 * @param version of the control groups, 1 or 2
 * @param path the group, as the kernel names it
 * @param container what runs the container that this is, {@code null} where nothing says that it is one
 */
record ContainerLimits(
        int version,
        String path,
        @Nullable String container,
        @Nullable Memory memory,
        @Nullable Cpu cpu,
        @Nullable Pids pids) {
    /**
     * Memory in bytes; {@code null} is what is not limited, or not told.
     *
     * @param oomKills how many processes of the group were killed for want of memory
     */
    record Memory(
            @Nullable Long maximum,
            @Nullable Long swapMaximum,
            @Nullable Long current,
            @Nullable Long peak,
            @Nullable Long oomKills) {}

    /**
     * Processor time.
     *
     * @param cores how many cores' worth of time it may have, {@code null} where that is not limited
     * @param weight its share where time is short: of 1 to 10000 in version 2, cpu.shares in version 1
     * @param periods periods that were counted
     * @param throttledPeriods those of them in which it had to stop
     * @param throttledSeconds for how long, in all
     */
    record Cpu(
            @Nullable Double cores,
            @Nullable Long weight,
            @Nullable Long periods,
            @Nullable Long throttledPeriods,
            @Nullable Double throttledSeconds) {}

    /** Processes and threads that there may be, and that there are. */
    record Pids(@Nullable Long maximum, @Nullable Long current) {}

    static ContainerLimits of(Machine machine) throws AbsentException {
        Facts facts = new Facts(machine);
        String text = facts.text(facts.process() + "/cgroup");
        List<Cgroup.Line> lines = text == null ? List.of() : Cgroup.Line.parse(text);
        Cgroup memory = Cgroup.of(facts, lines, "memory");
        Cgroup cpu = Cgroup.of(facts, lines, "cpu");
        Cgroup pids = Cgroup.of(facts, lines, "pids");
        Cgroup any = memory != null ? memory : cpu != null ? cpu : pids;
        if (any == null) {
            throw new AbsentException("This machine has no control groups below /sys/fs/cgroup.");
        }
        String path = lines.stream()
                .filter(line -> any.version() == 1
                        ? controlsAny(line)
                        : line.controllers().isEmpty())
                .map(Cgroup.Line::path)
                .findFirst()
                .orElse("/");
        return new ContainerLimits(
                any.version(),
                path,
                container(machine, facts, path),
                memory == null ? null : memory.version() == 1 ? memory1(facts, memory) : memory2(facts, memory),
                cpu == null ? null : cpu.version() == 1 ? cpu1(facts, cpu) : cpu2(facts, cpu),
                pids == null ? null : new Pids(pids.least(facts, "pids.max"), pids.own(facts, "pids.current")));
    }

    private static boolean controlsAny(Cgroup.Line line) {
        return line.controls("memory") || line.controls("cpu") || line.controls("pids");
    }

    private static Memory memory2(Facts facts, Cgroup group) {
        return new Memory(
                group.least(facts, "memory.max"),
                group.least(facts, "memory.swap.max"),
                group.own(facts, "memory.current"),
                group.own(facts, "memory.peak"),
                group.own(facts, "memory.events", "oom_kill"));
    }

    private static Memory memory1(Facts facts, Cgroup group) {
        Long memory = group.least(facts, "memory.limit_in_bytes");
        Long both = group.least(facts, "memory.memsw.limit_in_bytes");
        return new Memory(
                memory,
                memory == null || both == null ? null : (Long) Math.max(0, both - memory),
                group.own(facts, "memory.usage_in_bytes"),
                group.own(facts, "memory.max_usage_in_bytes"),
                group.own(facts, "memory.oom_control", "oom_kill"));
    }

    private static Cpu cpu2(Facts facts, Cgroup group) {
        Double cores = null;
        for (String directory : group.directories()) {
            Double here = cores(facts.word(directory + "/cpu.max"));
            cores = cores == null || (here != null && here < cores) ? here : cores;
        }
        Long micros = group.own(facts, "cpu.stat", "throttled_usec");
        return new Cpu(
                cores,
                group.own(facts, "cpu.weight"),
                group.own(facts, "cpu.stat", "nr_periods"),
                group.own(facts, "cpu.stat", "nr_throttled"),
                micros == null ? null : (Double) (micros / 1e6));
    }

    private static Cpu cpu1(Facts facts, Cgroup group) {
        Double cores = null;
        for (String directory : group.directories()) {
            String quota = facts.word(directory + "/cpu.cfs_quota_us");
            Double here = cores(quota + " " + facts.word(directory + "/cpu.cfs_period_us"));
            cores = cores == null || (here != null && here < cores) ? here : cores;
        }
        Long nanos = group.own(facts, "cpu.stat", "throttled_time");
        return new Cpu(
                cores,
                group.own(facts, "cpu.shares"),
                group.own(facts, "cpu.stat", "nr_periods"),
                group.own(facts, "cpu.stat", "nr_throttled"),
                nanos == null ? null : (Double) (nanos / 1e9));
    }

    /** Cores' worth of {@code 50000 100000}, a quota and the period for which it holds; {@code null} without a limit. */
    static @Nullable Double cores(@Nullable String quotaAndPeriod) {
        @Nullable Long[] numbers = FileHandles.numbers(quotaAndPeriod);
        Long quota = numbers[0];
        Long period = numbers[1];
        boolean limits = quota != null && period != null && quota > 0 && period > 0;
        return limits ? (Double) ((double) quota / period) : null;
    }

    private static @Nullable String container(Machine machine, Facts facts, String path) {
        if (machine.has("/.dockerenv")) {
            return "docker";
        }
        if (machine.has("/run/.containerenv")) {
            return "podman";
        }
        String told = facts.word("/run/systemd/container");
        return told != null ? told.toLowerCase(Locale.ROOT) : named(path);
    }

    /** What the name of a group says of who made it. */
    static @Nullable String named(String path) {
        for (String sign : List.of("kubepods", "docker", "libpod", "lxc", "containerd", "crio")) {
            if (path.contains("/" + sign) || path.contains(sign + "-")) {
                return sign.equals("kubepods") ? "kubernetes" : sign.equals("libpod") ? "podman" : sign;
            }
        }
        return null;
    }
}
