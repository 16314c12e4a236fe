package io.calink.info;

import io.calink.info.linux.LinuxInformations;
import io.calink.info.sampling.Sampler;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The catalogue of what can be known about a machine, and the one place where it is read. */
public final class Informations implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Map<String, Entry> entries;
    private final ExecutorService threads;
    private final PlainJson json;

    private record Entry(String description, boolean sampled, SharedReading reading) {}

    private Informations(Map<String, Entry> entries, ExecutorService threads, PlainJson json) {
        this.entries = entries;
        this.threads = threads;
        this.json = json;
    }

    /**
     * The informations that the product brings, read from a machine; closing them leaves the sampler to its maker.
     *
     * @param sampler what tells usage over time
     */
    public static Informations standard(Machine machine, Sampler sampler) {
        Subjects subjects = machine.linux() ? LinuxSubjects.of(machine) : OshiSubjects.of();
        Informations all = new Informations(new LinkedHashMap<>(), threads(), new PlainJson());
        all.add("uptime", "How long the system has been running", subjects.uptime());
        all.add(
                "loadavg",
                "Load average over 1, 5 and 15 minutes, scheduling entities, latest pid",
                subjects.loadavg());
        all.add("disk", "Space and inodes of every partition on the local machine", MOMENT, subjects.disk());
        all.add("ps", "Every running process", MOMENT, subjects.ps());
        all.addSampled("cpu", "Processor usage: average, minimum and maximum", sampler.cpu());
        all.addSampled("vmem", "Virtual memory usage: average, minimum and maximum", sampler.memory());
        all.addSampled("smem", "Swap memory usage: average, minimum and maximum", sampler.swap());
        all.addSampled("iostat", "Disk traffic: average, minimum and maximum", sampler.traffic());
        all.add("host", "Host name", subjects.host());
        all.add("os", "Name and version of the operating system's distribution", subjects.os());
        all.add("version", "Version of the system: kernel, machine and distribution", subjects.version());
        LinuxInformations linux = new LinuxInformations(machine);
        all.add("net", "Network interfaces with addresses, traffic, errors and drops", linux.network());
        all.add("sockets", "Sockets by state, and those that listen with their process", MOMENT, linux.sockets());
        all.add("mounts", "All that is mounted, with its options", () -> MountTable.of(machine));
        all.add("fd", "Open files and inodes, of the machine and this process, and their maximum", linux.files());
        all.add("limits", "Settings of the kernel and limits of this process", linux.limits());
        all.add("pressure", "Share of time that work waited for processor, memory and disks", linux.pressure());
        all.add("cgroup", "Limits of control groups for this process, throttling and kills", linux.controlGroups());
        all.add("time", "Time zone, what sets the clock, and whether it was set", linux.time());
        all.add("users", "Users that are logged in, and the last logins", linux.users());
        all.add("sensors", "Temperatures, fans and batteries", linux.sensors());
        all.add("hardware", "System, board, firmware, memory and disks, without serial numbers", linux.hardware());
        all.add("packages", "How many packages are installed, and a digest of them", MOMENT, linux.packages());
        all.add("jvms", "Running Java virtual machines: version, main class, heap; no arguments", MOMENT, linux.jvms());
        all.add("certs", "Certificates of this machine in the usual places, and when they end", linux.certificates());
        return all;
    }

    /**
     * A catalogue with one more information, which shares everything else with this one.
     *
     * @param name the key in configuration and JSON: a letter, then letters, digits, {@code _} and {@code -}
     * @param description what it is, in one sentence
     * @throws IllegalArgumentException if the name is taken or cannot be a name, or the description is blank
     */
    public Informations with(String name, String description, Information information) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be the name of an information: expected a letter,"
                            + " then at most 63 letters, digits, _ and -.");
        }
        if (entries.containsKey(name)) {
            throw new IllegalArgumentException(
                    "There is an information \"" + name + "\" already: choose another name.");
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("The information \"" + name + "\" needs a description in one sentence.");
        }
        Informations more = new Informations(new LinkedHashMap<>(entries), threads, json);
        more.add(name, description, information);
        return more;
    }

    /** What there is: names and descriptions, in the order of the catalogue. */
    public Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        entries.forEach((name, entry) -> descriptions.put(name, entry.description));
        return Collections.unmodifiableMap(descriptions);
    }

    /** Those whose value is a window of samples: read last, they have seen the most. */
    public Set<String> sampled() {
        Set<String> sampled = new LinkedHashSet<>();
        entries.forEach((name, entry) -> {
            if (entry.sampled) {
                sampled.add(name);
            }
        });
        return Collections.unmodifiableSet(sampled);
    }

    /**
     * Reads one information. Whatever goes wrong is told by the reading; those who ask at the same time share one.
     *
     * @param deadline how long it may take, more than zero
     * @throws IllegalArgumentException if there is no information of that name, or the deadline is not positive
     */
    public Reading read(String name, Duration deadline) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "There is no information \"" + name + "\"; there are " + String.join(", ", entries.keySet()) + ".");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("The time that an information may take is more than zero.");
        }
        return entry.reading.read(deadline);
    }

    /** Ends the threads that read, also those of every catalogue that {@link #with} made of this one. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void add(String name, String description, Information information) {
        add(name, description, Duration.ZERO, information);
    }

    private void add(String name, String description, Duration fresh, Information information) {
        put(name, description, false, fresh, information);
    }

    private void addSampled(String name, String description, Information information) {
        put(name, description, true, Duration.ZERO, information);
    }

    private void put(String name, String description, boolean sampled, Duration fresh, Information information) {
        SharedReading reading = new SharedReading(new InformationReader(information, json), fresh, threads);
        entries.put(name, new Entry(description, sampled, reading));
    }

    /** As many threads as are needed, which each name bounds to one. */
    private static ExecutorService threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "calink-info");
            thread.setDaemon(true);
            return thread;
        });
    }
}
