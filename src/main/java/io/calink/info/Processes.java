package io.calink.info;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The running processes of a machine, by number; one that ends meanwhile is simply not there. */
final class Processes implements Information {
    private static final int LONGEST_COMMAND = 128 << 10;
    private static final int LONGEST_STATUS = 64 << 10;
    private static final int PORTION = 8 << 10; // more at once makes Java allocate for every read

    private final Machine machine;
    private final KernelUnits units;

    Processes(Machine machine) {
        this.machine = machine;
        this.units = KernelUnits.of(machine);
    }

    @Override
    public Object read() throws IOException, AbsentException {
        Listing listing = new Listing(machine, units);
        List<RunningProcess> processes = new ArrayList<>();
        for (long pid : pids()) {
            RunningProcess process = listing.process(pid);
            if (process != null) {
                processes.add(process);
            }
        }
        if (processes.isEmpty()) {
            throw new AbsentException(machine.root().resolve("proc") + " shows no process.");
        }
        return processes;
    }

    private List<Long> pids() throws IOException {
        return machine.names("/proc").stream()
                .filter(name -> name.length() < 12 && name.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    /** One pass over the processes, with what they share. */
    private static final class Listing {
        private final String proc;
        private final KernelUnits units;
        private final Map<String, String> users;
        private final @Nullable Instant bootTime;
        private final @Nullable Double uptime;
        private final byte[] buffer = new byte[LONGEST_COMMAND];

        Listing(Machine machine, KernelUnits units) {
            this.proc = machine.root().resolve("proc") + "/";
            this.units = units;
            this.users = users(machine);
            this.bootTime = orNull(() -> machine.parse("/proc/stat", Uptime::bootTime));
            this.uptime = orNull(() -> machine.parse("/proc/uptime", Uptime::seconds));
        }

        @Nullable
        RunningProcess process(long pid) {
            String directory = proc + pid;
            String line = text(directory + "/stat", LONGEST_STATUS, StandardCharsets.UTF_8);
            ProcessStat stat = line == null ? null : ProcessStat.parse(line);
            if (stat == null) {
                return null;
            }
            String lines = text(directory + "/status", LONGEST_STATUS, StandardCharsets.ISO_8859_1);
            ProcessStatus status = ProcessStatus.parse(lines == null ? "" : lines);
            String uid = status.uid();
            Long rss = status.rss();
            Long pages = stat.pages();
            return new RunningProcess(
                    pid,
                    stat.ppid(),
                    stat.name(),
                    command(text(directory + "/cmdline", LONGEST_COMMAND, StandardCharsets.UTF_8)),
                    uid == null ? null : users.getOrDefault(uid, uid),
                    stat.state(),
                    started(stat),
                    cpuPercent(stat),
                    rss != null || pages == null ? rss : (Long) (pages * units.page()),
                    stat.virtual(),
                    stat.threads(),
                    openFiles(Path.of(directory, "fd")));
        }

        private @Nullable Instant started(ProcessStat stat) {
            Long start = stat.startTicks();
            return bootTime == null || start == null ? null : bootTime.plusSeconds(start / units.ticks());
        }

        /** As ps counts it: time that it ran, of the time that it has existed. */
        private @Nullable Double cpuPercent(ProcessStat stat) {
            Long ran = stat.cpuTicks();
            Long start = stat.startTicks();
            if (uptime == null || ran == null || start == null) {
                return null;
            }
            double lived = uptime * units.ticks() - start;
            return lived <= 0 ? null : (Double) (Math.round(Math.min(100, 100.0 * ran / lived) * 100) / 100.0);
        }

        private static @Nullable String command(@Nullable String cmdline) {
            if (cmdline == null) {
                return null;
            }
            int end = cmdline.length();
            while (end > 0 && cmdline.charAt(end - 1) == '\0') {
                end--;
            }
            String command = cmdline.substring(0, end).replace('\0', ' ').strip();
            return command.isEmpty() ? null : command;
        }

        private @Nullable String text(String path, int longest, Charset charset) {
            try (InputStream in = new FileInputStream(path)) {
                int length = 0;
                int more = in.read(buffer, 0, PORTION);
                while (more > 0) {
                    length += more;
                    more = in.read(buffer, length, Math.min(PORTION, longest - length));
                }
                return new String(buffer, 0, length, charset);
            } catch (IOException e) {
                return null; // ended meanwhile, or hidden
            }
        }

        /** Newer kernels (6.2) tell the number as the directory's size; else its entries are counted. */
        private static @Nullable Long openFiles(Path directory) {
            try {
                long size = Files.size(directory);
                return size > 0 && directory.startsWith("/proc") ? (Long) size : count(directory);
            } catch (IOException | DirectoryIteratorException e) {
                return null;
            }
        }

        private static long count(Path directory) throws IOException {
            long count = 0;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    count += entry.getNameCount() > 0 ? 1 : 0;
                }
            }
            return count;
        }

        /** Names of users by their number, the first that has it. */
        private static Map<String, String> users(Machine machine) {
            Map<String, String> users = new HashMap<>();
            String passwd = orNull(() -> machine.text("/etc/passwd"));
            if (passwd != null) {
                for (String line : passwd.split("\n", -1)) {
                    String[] fields = line.split(":", 4);
                    if (fields.length == 4 && !fields[0].isEmpty()) {
                        users.putIfAbsent(fields[2], fields[0]);
                    }
                }
            }
            return users;
        }

        private static <T> @Nullable T orNull(Fetch<T> fetch) {
            try {
                return fetch.read();
            } catch (IOException e) {
                return null;
            }
        }

        private interface Fetch<T> {
            T read() throws IOException;
        }
    }
}
