package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.calink.info.Reading.Value;
import io.calink.info.sampling.Sampler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The machine that runs the tests, compared with what its own programs say of it. */
@EnabledOnOs(OS.LINUX)
class ThisMachineTests {
    private static final Percentage TWO_PERCENT = Percentage.withPercentage(2);

    private final Machine machine = Machine.at(Path.of("/"));
    private final Sampler sampler = Sampler.brief(machine);
    private final Informations informations = Informations.standard(machine, sampler);

    @AfterEach
    void close() {
        informations.close();
        sampler.close();
    }

    @Test
    void agreesWithUname() {
        assertThat(value("host")).isEqualTo(said("uname", "-n").strip());
        String start = "Linux-" + said("uname", "-r").strip() + "-"
                + said("uname", "-m").strip();
        assertThat((String) value("version")).startsWith(start);
    }

    @Test
    void agreesWithTheShellsViewOfOsRelease() {
        String os = said(
                "sh",
                "-c",
                ". /etc/os-release; echo $ID${VERSION_ID:+-$VERSION_ID}${VERSION_CODENAME:+-$VERSION_CODENAME}");
        assertThat((String) value("os")).startsWith(os.strip());
    }

    @Test
    void agreesWithProcOnUptimeAndLoad() throws IOException {
        double before = Double.parseDouble(machine.text("/proc/uptime").split(" ", 2)[0]);
        Map<?, ?> uptime = map(value("uptime"));
        double seconds = (Double) at(uptime, "seconds");
        assertThat(seconds).isBetween(before, before + 30);
        Instant since = Instant.parse((String) uptime.get("since"));
        assertThat(Duration.between(since, Instant.now()).toSeconds()).isCloseTo((long) seconds, within(35L));
        Map<?, ?> load = map(value("loadavg"));
        assertThat(load.keySet().toString()).isEqualTo("[average, entities, last_pid]");
        assertThat(map(at(load, "average")).keySet().toString()).isEqualTo("[1, 5, 15]");
    }

    /** Memory moves under load, so that both are asked until they were asked in a quiet moment. */
    @Test
    void agreesWithFree() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String[] free =
                    said("free", "-b").lines().skip(1).findFirst().orElseThrow().split("\\s+", -1);
            try (Sampler now = Sampler.brief(machine);
                    Informations fresh = Informations.standard(machine, now)) {
                Map<?, ?> memory = map(((Value) fresh.read("vmem", Duration.ofSeconds(30))).value());
                assertThat(memory.get("total")).isEqualTo(Long.valueOf(free[1]));
                assertThat((Long) at(memory, "available")).isCloseTo(Long.parseLong(free[6]), TWO_PERCENT);
                long cache = (Long) at(memory, "buffers") + (Long) at(memory, "cached");
                assertThat(cache).isCloseTo(Long.parseLong(free[5]), TWO_PERCENT);
                long used = (Long) at(memory, "total") - (Long) at(memory, "available");
                assertThat(memory.get("used")).isEqualTo(used);
            }
        });
    }

    @Test
    void agreesWithDfOnEveryPartition() {
        Map<String, String[]> df = new LinkedHashMap<>();
        said("df", "-PT").lines().skip(1).map(line -> line.split("\\s+", 7)).forEach(row -> df.put(row[6], row));
        List<?> partitions = (List<?>) value("disk");
        assertThat(partitions).isNotEmpty().allSatisfy(each -> {
            Map<?, ?> partition = map(each);
            String[] row = Objects.requireNonNull(df.get(at(partition, "mountpoint")));
            assertThat(partition.get("device")).isEqualTo(row[0]);
            assertThat(partition.get("fstype")).isEqualTo(row[1]);
            assertThat((Long) at(partition, "total")).isEqualTo(Long.parseLong(row[2]) * 1024);
            assertThat((Long) at(partition, "used")).isCloseTo(Long.parseLong(row[3]) * 1024, TWO_PERCENT);
            assertThat((Long) at(partition, "free")).isCloseTo(Long.parseLong(row[4]) * 1024, TWO_PERCENT);
            assertThat((Long) at(partition, "percent")).isCloseTo(Long.parseLong(row[5].replace("%", "")), within(1L));
        });
        long disks =
                df.values().stream().filter(row -> row[0].startsWith("/dev/")).count();
        assertThat(partitions).hasSizeGreaterThanOrEqualTo((int) disks);
    }

    @Test
    void seesAProcessAsPsDoes() throws IOException {
        java.lang.Process sleep = new ProcessBuilder("sleep", "1000").start();
        try {
            String pid = String.valueOf(sleep.pid());
            await().until(() -> said("ps", "-o", "comm=", "-p", pid).strip().equals("sleep"));
            Map<?, ?> process = ((List<?>) value("ps"))
                    .stream()
                            .map(ThisMachineTests::map)
                            .filter(each -> at(each, "pid").equals(sleep.pid()))
                            .findFirst()
                            .orElseThrow();
            assertThat(process.keySet().toString())
                    .isEqualTo(
                            "[pid, ppid, name, command, user, state, started, cpu_percent, rss, virtual, threads, open_files]");
            String[] ps = said("ps", "-o", "ppid=,comm=,user:50=,state=,rss=,vsz=,nlwp=,args=", "-p", pid)
                    .strip()
                    .split("\\s+", 8);
            assertThat(process.get("ppid")).hasToString(ps[0]);
            assertThat(process.get("name")).isEqualTo(ps[1]);
            assertThat(process.get("user")).isEqualTo(ps[2]);
            assertThat(process.get("state")).isEqualTo(ps[3]);
            assertThat((Long) at(process, "rss"))
                    .isCloseTo(Long.parseLong(ps[4]) * 1024, Percentage.withPercentage(10));
            assertThat(process.get("virtual")).isEqualTo(Long.parseLong(ps[5]) * 1024);
            assertThat(process.get("threads")).hasToString(ps[6]);
            assertThat(process.get("command")).isEqualTo(ps[7]);
            Instant started = Instant.parse((String) process.get("started"));
            assertThat(Duration.between(started, Instant.now()))
                    .isBetween(Duration.ofSeconds(-3), Duration.ofMinutes(1));
        } finally {
            sleep.destroyForcibly();
        }
    }

    @Test
    void listsTheProcessesThatPsLists() {
        List<?> here = (List<?>) value("ps");
        long ps = said("ps", "-e", "-o", "pid=").lines().count();
        assertThat((double) here.size()).isCloseTo((double) ps, within(Math.max(30, ps * 0.2)));
        assertThat(here)
                .allSatisfy(each -> assertThat((Double) map(each).get("cpu_percent"))
                        .satisfiesAnyOf(
                                percent -> assertThat(percent).isNull(),
                                percent -> assertThat(percent).isBetween(0.0, 100.0)));
    }

    /** Beside those of the beginning: whatever this machine has, a value or a reason, and none that fails. */
    @Test
    void findsOutEverythingElseOrSaysWhyNot() {
        for (String name : informations.descriptions().keySet()) {
            if (!informations.sampled().contains(name)) {
                assertThat(informations.read(name, Duration.ofSeconds(30)))
                        .as(name)
                        .isNotInstanceOf(Reading.Failure.class);
            }
        }
    }

    @Test
    void processesAndPartitionsAreReadOnceForAllWhoAskWithinASecond() {
        for (String name : List.of("ps", "disk")) {
            await().untilAsserted(() -> assertThat(value(name)).isSameAs(value(name)));
        }
    }

    @Test
    void givesTheSameShapesThroughOshi() throws Exception {
        Subjects oshi = OshiSubjects.of();
        PlainJson json = new PlainJson();
        assertThat(map(json.plain(oshi.uptime().read())).keySet())
                .isEqualTo(map(value("uptime")).keySet());
        assertThat(map(json.plain(oshi.loadavg().read())).keySet())
                .isEqualTo(map(value("loadavg")).keySet());
        assertThat(first(json.plain(oshi.disk().read()))).isEqualTo(first(value("disk")));
        assertThat(first(json.plain(oshi.ps().read()))).isEqualTo(first(value("ps")));
        assertThat(oshi.host().read()).isEqualTo(value("host"));
        assertThat((String) oshi.os().read()).isNotBlank();
        assertThat((String) oshi.version().read()).startsWith("Linux-");
    }

    @Test
    void tellsTheSameThroughOshiWithinTolerances() throws Exception {
        Subjects oshi = OshiSubjects.of();
        PlainJson json = new PlainJson();
        Map<?, ?> uptime = map(json.plain(oshi.uptime().read()));
        assertThat((Double) at(uptime, "seconds"))
                .isCloseTo((Double) at(map(value("uptime")), "seconds"), within(30.0));
        Map<?, ?> load = map(at(map(json.plain(oshi.loadavg().read())), "average"));
        assertThat((Double) at(load, "15"))
                .isCloseTo((Double) at(map(at(map(value("loadavg")), "average")), "15"), within(1.0));
        Map<Object, Map<?, ?>> stores = byKey(json.plain(oshi.disk().read()), "mountpoint");
        assertThat(byKey(value("disk"), "mountpoint")).allSatisfy((mountpoint, partition) -> {
            Map<?, ?> store = stores.get(mountpoint);
            if (store != null) { // OSHI leaves out some kinds
                assertThat(store.get("fstype")).isEqualTo(partition.get("fstype"));
                assertThat((Long) at(store, "total")).isEqualTo(partition.get("total"));
                assertThat((Long) at(store, "used")).isCloseTo((Long) at(partition, "used"), TWO_PERCENT);
            }
        });
        Long pid = ProcessHandle.current().pid();
        Map<?, ?> here = Objects.requireNonNull(byKey(value("ps"), "pid").get(pid));
        Map<?, ?> there = Objects.requireNonNull(
                byKey(json.plain(oshi.ps().read()), "pid").get(pid));
        for (String key : List.of("ppid", "name", "user", "command")) {
            assertThat(there.get(key)).as(key).isEqualTo(here.get(key));
        }
        assertThat((Long) at(there, "rss")).isCloseTo((Long) at(here, "rss"), Percentage.withPercentage(50));
    }

    private static Map<Object, Map<?, ?>> byKey(@Nullable Object list, String key) {
        Map<Object, Map<?, ?>> all = new LinkedHashMap<>();
        Objects.requireNonNull((List<?>) list).forEach(each -> all.put(at(map(each), key), map(each)));
        return all;
    }

    private static Object first(@Nullable Object list) {
        return map(Objects.requireNonNull((List<?>) list).get(0)).keySet();
    }

    private Object value(String name) {
        return ((Value) informations.read(name, Duration.ofSeconds(30))).value();
    }

    private static Object at(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return Objects.requireNonNull((Map<?, ?>) value);
    }

    private static String said(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            java.lang.Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return text;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
