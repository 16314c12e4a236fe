package io.calink.info.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.calink.info.KernelUnits;
import io.calink.info.Machine;
import io.calink.info.sampling.CpuTimes.Times;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Known load, as the windows show it, and as others count it. Others may load the machine meanwhile: so what is told is
 * held against counts of an interval that lies within the window's, and of one that it lies in.
 */
@EnabledOnOs(OS.LINUX)
class TruthTests {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Sampler.Pace PACE = new Sampler.Pace(Duration.ofSeconds(1), HOUR, HOUR, 0, 0);
    private static final int MEBIBYTE = 1 << 20;
    private static final int SLACK = 8 * MEBIBYTE;

    private final Machine machine = Machine.at(Path.of("/"));
    private final Sampler sampler = new Sampler(new LinuxSource(machine), PACE);

    private Times processors() throws IOException {
        return machine.parse("/proc/stat", CpuTimes::parse).all();
    }

    /** Busy clock ticks of all processors in the window. */
    private double busy() throws Exception {
        return sampler.tell(
                HOUR,
                window ->
                        there(window.ofTime(window.column(Column.USED)).average()) / 100 * sum(window, Column.PASSED));
    }

    private static double sum(Window window, Column column) {
        double sum = 0;
        for (long row = window.first() + 1; row <= window.last(); row++) {
            sum += window.column(column).applyAsDouble(row);
        }
        return sum;
    }

    @Test
    void busyLoopsOfTwoCoresAreSeenByTheKernelAndVmstatAlike() throws Exception {
        Times outerBegin = processors();
        sampler.tick();
        Times innerBegin = processors();
        AtomicLong spent = new AtomicLong();
        List<Thread> loops = List.of(loop(spent), loop(spent));
        List<String> vmstat = lines("vmstat", "-n", "2", "2");
        for (Thread loop : loops) {
            loop.join();
        }
        Times innerEnd = processors();
        sampler.tick();
        Times outerEnd = processors();
        double told = busy();
        long ticks = KernelUnits.of(machine).ticks();
        int processorsThere =
                machine.parse("/proc/stat", CpuTimes::parse).cores().size();
        double rounding = 0.01 * there(outerEnd.since(outerBegin)).sum();
        assertThat(told)
                .isBetween(
                        there(innerEnd.since(innerBegin)).busy() - rounding,
                        there(outerEnd.since(outerBegin)).busy() + rounding);
        assertThat(told).isGreaterThanOrEqualTo(spent.get() / 1e9 * ticks * 0.95 - rounding);
        double idle = percent(vmstat, "id") + percent(vmstat, "wa");
        assertThat(told).isGreaterThanOrEqualTo((98 - idle) / 100 * 2 * ticks * processorsThere - rounding);
    }

    /** Takes the time of a core for two seconds, as much of it as others leave. */
    private static Thread loop(AtomicLong spent) {
        Thread loop = new Thread(() -> {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            spent.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        });
        loop.start();
        return loop;
    }

    /** The last line of vmstat is that of its interval. */
    private static double percent(List<String> vmstat, String column) {
        List<String> names = List.of(vmstat.get(1).strip().split(" +", -1));
        String[] values = vmstat.get(vmstat.size() - 1).strip().split(" +", -1);
        return Double.parseDouble(values[names.indexOf(column)]);
    }

    @Test
    void aFileThatIsForcedToDiskIsSeenByTheKernelAndIostatAlike() throws Exception {
        long outerBegin = written();
        sampler.tick();
        Process iostat = start("iostat", "-d", "-k", "-y", "-o", "JSON", "2", "1");
        long innerBegin = written();
        write(Path.of("target"), 32);
        long innerEnd = written();
        JsonNode told = new JsonMapper().readTree(String.join("\n", lines(iostat)));
        sampler.tick();
        long outerEnd = written();
        double bytes = sampler.tell(HOUR, window -> {
            Spread total = window.rate(window.column(Column.DISKS, 1));
            return there(total.average()) * sum(window, Column.AWAKE);
        });
        double rounding = 1e-4 * (outerEnd - outerBegin) + 4096;
        assertThat(bytes).isBetween(innerEnd - innerBegin - rounding, outerEnd - outerBegin + rounding);
        double kilobytes = 0;
        for (JsonNode disk : told.at("/sysstat/hosts/0/statistics/0").path("disk")) {
            kilobytes += disks().containsKey(disk.path("disk_device").asString(""))
                    ? disk.path("kB_wrtn").asDouble(0)
                    : 0;
        }
        assertThat(bytes).isGreaterThanOrEqualTo(1024 * kilobytes - rounding);
        assumeThat(innerEnd - innerBegin)
                .as("the directory of the test lies on a disk that the kernel counts")
                .isGreaterThanOrEqualTo(32L * MEBIBYTE);
        assertThat(bytes).isGreaterThanOrEqualTo(32.0 * MEBIBYTE);
    }

    private static void write(Path directory, int mebibytes) throws IOException {
        Path file = Files.createTempFile(directory, "truth", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mebibytes; i++) {
                channel.write(ByteBuffer.allocate(MEBIBYTE));
            }
            channel.force(true);
        } finally {
            Files.delete(file);
        }
    }

    private Map<String, DiskCounters> disks() {
        return there(new LinuxSource(machine).tick().disks());
    }

    /** Bytes that were written to whole disks, by the kernel's table and nothing of the sampler but which disks are whole. */
    private long written() throws IOException {
        Map<String, DiskCounters> whole = disks();
        long sectors = 0;
        for (String line : machine.lines("/proc/diskstats")) {
            String[] fields = line.strip().split(" +", -1);
            sectors += whole.containsKey(fields[2]) ? Long.parseLong(fields[9]) : 0;
        }
        return 512 * sectors;
    }

    /** Memory in use, as a new tick tells, and as the kernel told just before or after. */
    private record Used(long told, long kernels) {}

    @Test
    void memoryThatIsTakenIsSeenAsTheKernelCountsIt() throws Exception {
        sampler.tick();
        Used before = used();
        Process python = start("python3", "-c", "b = b'\\1' * (192 << 20); print(len(b), flush=True); input()");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo(String.valueOf(192 << 20));
            Used after = used();
            assertThat(after.told - before.told)
                    .as("others may have given back what was taken, which the kernel counts too")
                    .isCloseTo(after.kernels - before.kernels, within(2L * SLACK));
            long total = machine.parse("/proc/meminfo", text -> Memory.parse(text, 0))
                    .total();
            Spread percent = sampler.tell(HOUR, window -> window.level(window.column(Column.MEMORY_USED)));
            assertThat(there(percent.current())).isCloseTo(100.0 * after.told / total, within(0.01));
            assertThat(there(percent.maximum())).isGreaterThanOrEqualTo(there(percent.current()));
        } finally {
            python.destroyForcibly().waitFor();
        }
    }

    /** Taken at a moment in which others neither took nor gave much, which comes soon on any machine. */
    private Used used() throws Exception {
        for (int attempt = 0; attempt < 200; attempt++) {
            long before = available();
            sampler.tick();
            long after = available();
            if (Math.abs(after - before) < SLACK) {
                Memory now =
                        there(sampler.tell(HOUR, window -> there(window.now().memory())));
                return new Used(now.total() - now.available(), now.total() - after);
            }
        }
        return Assumptions.abort("others took and gave memory all the time");
    }

    private long available() throws IOException {
        return machine.lines("/proc/meminfo").stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static Process start(String... command) throws IOException {
        assumeThat(List.of(Objects.requireNonNull(System.getenv("PATH")).split(":", -1)))
                .as("%s is installed", command[0])
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command[0])));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static List<String> lines(String... command) throws IOException {
        return lines(start(command));
    }

    private static List<String> lines(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
