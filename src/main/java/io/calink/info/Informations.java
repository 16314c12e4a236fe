package io.calink.info;

import io.calink.info.linux.LinuxInformations;
import io.calink.info.sampling.History;
import io.calink.info.sampling.NotYetException;
import io.calink.info.sampling.Sampled;
import io.calink.info.sampling.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The catalogue of what can be known about a machine, and the one place where it is read. */
public final class Informations implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Map<String, Entry> entries;
    private final ExecutorService threads;
    private final PlainJson json;

    private record Entry(
            String description,
            @Nullable Sampled sampled,
            SharedReading reading,
            @Nullable SharedReading list) {}

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
        Subjects subjects = machine.linux() ? LinuxSubjects.of(machine, sampler.traffic()) : OshiSubjects.of();
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
        all.addSampled("netio", "Network traffic: average, minimum and maximum", sampler.network());
        all.add("sockets", "Sockets by state, and those that listen with their process", MOMENT, linux.sockets());
        all.add("mounts", "All that is mounted, with its options", () -> MountTable.of(machine));
        all.add("fd", "Open files and inodes, of the machine and this process, and their maximum", linux.files());
        all.add("limits", "Settings of the kernel and limits of this process", linux.limits());
        all.add("pressure", "Share of time that work waited for processor, memory and disks", linux.pressure());
        all.addSampled("load", "Load, context switches and pressure: average, minimum, maximum", sampler.load());
        all.add("cgroup", "Limits of control groups for this process, throttling and kills", linux.controlGroups());
        all.add("time", "Time zone, what sets the clock, and whether it was set", linux.time());
        all.add("users", "Users that are logged in, and the last logins", linux.users());
        all.add("sensors", "Temperatures, fans and batteries", linux.sensors());
        all.add("hardware", "System, board, firmware, memory and disks, without serial numbers", linux.hardware());
        all.add("packages", "How many packages are installed, and a digest of them", MOMENT, linux.packages());
        all.addList("packages", linux.packageList());
        all.add("jvms", "Running Java virtual machines: version, main class, heap; no arguments", MOMENT, linux.jvms());
        all.add("services", "Units of systemd that failed", linux.services());
        all.add("dmesg", "Errors that the kernel told of since the machine was started", linux.kernelMessages());
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
            if (entry.sampled != null) {
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

    /**
     * Reads one information with every element of what it otherwise only counts.
     *
     * @param deadline how long it may take, more than zero
     * @throws IllegalArgumentException if it is none of {@link #listed}, or the deadline is not positive
     */
    public Reading readList(String name, Duration deadline) {
        Entry entry = entries.get(name);
        SharedReading list = entry == null ? null : entry.list;
        if (list == null || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" has no list, or the time for it is not more than zero.");
        }
        return list.read(deadline);
    }

    /** Those that count, and can be read with a list of what they count. */
    public Set<String> listed() {
        Set<String> listed = new LinkedHashSet<>();
        entries.forEach((name, entry) -> {
            if (entry.list != null) {
                listed.add(name);
            }
        });
        return Collections.unmodifiableSet(listed);
    }

    /**
     * Reads one that is sampled over a window that ends now. It never waits: the samples are there.
     *
     * @throws IllegalArgumentException if it is none of {@link #sampled}, or samples do not go back that far; the message
     *     says what fits
     */
    public Reading over(String name, Duration window) {
        Sampled sampled = sampled(name);
        sampled.requireFitting(window);
        return new InformationReader(() -> sampled.over(window), json).take();
    }

    /**
     * Reads what one that is sampled was over time; the value is the plain form of a {@link History}.
     *
     * @param window how long, up to now; {@code null} is as long as samples are kept
     * @param points how many at the most, at least one
     * @throws IllegalArgumentException as {@link #over}
     */
    public Reading history(String name, @Nullable Duration window, int points) {
        Sampled sampled = sampled(name);
        Duration length = window == null ? sampled.longest() : window;
        sampled.requireFitting(length);
        return new InformationReader(() -> sampled.history(name, length, points), json).take();
    }

    /**
     * What those that are sampled were over time, of all time that is kept; what is absent, or cannot be told yet, is left
     * out.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public List<History> histories(Collection<String> names, int points) throws InterruptedException {
        List<History> histories = new ArrayList<>();
        for (String name : names) {
            Sampled sampled = sampled(name);
            try {
                histories.add(sampled.history(name, sampled.longest(), points));
            } catch (AbsentException | NotYetException e) {
                // the information's own reading says why
            }
        }
        return histories;
    }

    private Sampled sampled(String name) {
        Entry entry = entries.get(name);
        if (entry == null || entry.sampled == null) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is told as it is now, not over time; over time there are "
                            + String.join(", ", sampled()) + ".");
        }
        return entry.sampled;
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
        put(name, description, null, fresh, information);
    }

    private void addSampled(String name, String description, Sampled information) {
        put(name, description, information, Duration.ZERO, information);
    }

    private void put(
            String name, String description, @Nullable Sampled sampled, Duration fresh, Information information) {
        SharedReading reading = new SharedReading(new InformationReader(information, json), fresh, threads);
        entries.put(name, new Entry(description, sampled, reading, null));
    }

    private void addList(String name, Information list) {
        SharedReading reading = new SharedReading(new InformationReader(list, json), MOMENT, threads);
        entries.computeIfPresent(
                name, (key, entry) -> new Entry(entry.description, entry.sampled, entry.reading, reading));
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
