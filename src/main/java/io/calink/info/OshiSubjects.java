package io.calink.info;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** What OSHI tells of systems that have no {@code /proc}. Its way to say "unknown" (0, -1, "") ends here, as absent. */
final class OshiSubjects {
    private final SystemInfo system;

    private OshiSubjects(SystemInfo system) {
        this.system = system;
    }

    /** Those of this machine; what takes OSHI a moment to load is loaded by a thread that nobody waits for. */
    static Subjects of() {
        OshiSubjects oshi = new OshiSubjects(new SystemInfo());
        Thread loading = new Thread(oshi::load, "calink-oshi");
        loading.setDaemon(true);
        loading.start();
        return oshi.subjects();
    }

    /** The seam of the tests: what OSHI tells on other systems. */
    static Subjects of(SystemInfo system) {
        return new OshiSubjects(system).subjects();
    }

    private void load() {
        try {
            software().getProcess(software().getProcessId());
            system.getHardware().getProcessor();
        } catch (RuntimeException | LinkageError e) {
            // told to those who ask
        }
    }

    private Subjects subjects() {
        return new Subjects(this::uptime, this::loadavg, this::disk, this::ps, this::host, this::os, this::version);
    }

    private OperatingSystem software() {
        return system.getOperatingSystem();
    }

    private Uptime uptime() throws AbsentException {
        long seconds = software().getSystemUptime();
        long since = software().getSystemBootTime();
        if (seconds <= 0 || since <= 0) {
            throw new AbsentException("This system does not tell when it was started.");
        }
        return Uptime.of((double) seconds, Instant.ofEpochSecond(since));
    }

    private LoadAverage loadavg() throws AbsentException {
        double[] load = system.getHardware().getProcessor().getSystemLoadAverage(3);
        if (load.length < 3 || load[0] < 0) {
            throw new AbsentException("This system has no load average.");
        }
        return LoadAverage.of(load[0], load[1], load[2], new LoadAverage.Entities(null, null), null);
    }

    private List<Partition> disk() throws AbsentException {
        List<Partition> partitions = new ArrayList<>();
        for (OSFileStore store : software().getFileSystem().getFileStores(true)) {
            if (store.getTotalSpace() > 0) {
                partitions.add(partition(store));
            }
        }
        if (partitions.isEmpty()) {
            throw new AbsentException("No local partition is mounted on this machine.");
        }
        return partitions;
    }

    private static Partition partition(OSFileStore store) {
        long inodes = store.getTotalInodes();
        Space space = new Space(
                store.getTotalSpace(),
                store.getFreeSpace(),
                store.getUsableSpace(),
                inodes > 0 ? (Long) inodes : null,
                inodes > 0 ? (Long) store.getFreeInodes() : null);
        Mount mount =
                new Mount("", "/", store.getMount(), store.getType(), store.getVolume(), store.getOptions(), false);
        return Partition.of(mount, space, null, mount.readOnly() ? null : (Boolean) false, null);
    }

    private List<RunningProcess> ps() {
        return software().getProcesses().stream()
                .sorted(Comparator.comparingInt(OSProcess::getProcessID))
                .map(OshiSubjects::process)
                .toList();
    }

    private static RunningProcess process(OSProcess process) {
        String command = process.getCommandLine().replace('\0', ' ').strip();
        double percent = 100 * process.getProcessCpuLoadCumulative();
        long started = process.getStartTime();
        long files = process.getOpenFiles();
        return new RunningProcess(
                process.getProcessID(),
                (long) process.getParentProcessID(),
                process.getName(),
                text(command),
                text(process.getUser()),
                state(process.getState()),
                started > 0 ? Instant.ofEpochSecond(started / 1000) : null,
                Double.isFinite(percent) && percent >= 0
                        ? (Double) (Math.round(Math.min(100, percent) * 100) / 100.0)
                        : null,
                process.getResidentMemory(),
                process.getVirtualSize(),
                process.getThreadCount() > 0 ? (Long) (long) process.getThreadCount() : null,
                files >= 0 ? (Long) files : null);
    }

    /** The letter that ps(1) shows. */
    private static @Nullable String state(OSProcess.State state) {
        return switch (state) {
            case NEW, RUNNING -> "R";
            case SLEEPING -> "S";
            case WAITING -> "D";
            case ZOMBIE -> "Z";
            case STOPPED, SUSPENDED -> "T";
            default -> null;
        };
    }

    private String host() throws AbsentException {
        return present(software().getNetworkParams().getHostName(), "This machine has no host name.");
    }

    private String os() throws AbsentException {
        OperatingSystem.OSVersionInfo version = software().getVersionInfo();
        String name = present(software().getFamily(), "This system does not tell its name.")
                .toLowerCase(Locale.ROOT);
        return new Distribution(name, text(version.getVersion()), text(version.getCodeName())).full();
    }

    private String version() throws AbsentException {
        String name = present(software().getFamily(), "This system does not tell its name.");
        String kernel = System.getProperty("os.version", "");
        String machine = LinuxSubjects.architecture(System.getProperty("os.arch", "unknown"));
        Distribution distribution = new Distribution(
                name.toLowerCase(Locale.ROOT), text(software().getVersionInfo().getVersion()), null);
        return System.getProperty("os.name", name).replace(' ', '-') + "-" + kernel + "-" + machine + "-with-"
                + distribution.brief();
    }

    private static String present(@Nullable String text, String otherwise) throws AbsentException {
        String known = text(text);
        if (known == null) {
            throw new AbsentException(otherwise);
        }
        return known;
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() || Set.of("unknown", "n/a").contains(text.toLowerCase(Locale.ROOT))
                ? null
                : text;
    }
}
