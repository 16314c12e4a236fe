package io.calink.info;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a Linux machine tells in {@code /proc}, {@code /sys} and {@code /etc}. */
final class LinuxSubjects {
    private final Machine machine;

    private LinuxSubjects(Machine machine) {
        this.machine = machine;
    }

    static Subjects of(Machine machine, Information traffic) {
        LinuxSubjects linux = new LinuxSubjects(machine);
        return new Subjects(
                linux::uptime,
                () -> machine.parse("/proc/loadavg", LoadAverage::parse),
                new Disks(machine, traffic),
                new Processes(machine),
                linux::host,
                () -> Distribution.of(machine).full(),
                linux::version);
    }

    private Uptime uptime() throws IOException {
        double seconds = machine.parse("/proc/uptime", Uptime::seconds);
        Instant since;
        try {
            since = machine.parse("/proc/stat", Uptime::bootTime);
        } catch (IOException e) {
            since = Instant.now().minusMillis((long) (seconds * 1000)).truncatedTo(ChronoUnit.SECONDS);
        }
        return Uptime.of(seconds, since);
    }

    /** The kernel's name of this machine; below another root the kernel would tell this one's, so the file goes first. */
    private String host() throws IOException, AbsentException {
        String kernels = "/proc/sys/kernel/hostname";
        for (String path : machine.own() ? List.of(kernels, "/etc/hostname") : List.of("/etc/hostname", kernels)) {
            String name = machine.has(path) ? firstWord(machine.text(path)) : "";
            if (!name.isEmpty() && !name.equals("(none)")) {
                return name;
            }
        }
        throw new AbsentException("This machine has no host name.");
    }

    /** The first line that is no comment, as hostname(5) has it. */
    private static String firstWord(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }

    private String version() throws IOException, AbsentException {
        String release = firstWord(machine.text("/proc/sys/kernel/osrelease"));
        if (release.isEmpty()) {
            throw new AbsentException("The kernel of this machine does not tell its release.");
        }
        String system = "Linux-" + release + "-" + architecture();
        try {
            return system + "-with-" + Distribution.of(machine).brief();
        } catch (AbsentException | NoSuchFileException e) {
            return system;
        }
    }

    /** What uname(1) calls the machine: newer kernels (6.1) tell it, and Java has names of its own. */
    private String architecture() throws IOException {
        String path = "/proc/sys/kernel/arch";
        String told = machine.has(path) ? firstWord(machine.text(path)) : "";
        return told.isEmpty() ? architecture(System.getProperty("os.arch", "unknown")) : told;
    }

    /** What uname(1) calls the machine that Java calls {@code arch}. */
    static String architecture(String arch) {
        return switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "x86", "i386", "i486", "i586", "i686" -> "i686";
            case "arm" -> "armv7l";
            default -> arch;
        };
    }
}
