package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.FileSystem;
import oshi.software.os.NetworkParams;
import oshi.software.os.OSFileStore;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Systems that have no /proc, as OSHI would tell of them: values written by hand, as its documentation shapes them, under src/test/resources/oshi. */
class OshiSubjectsTests {
    /** What OSHI gives there in place of what it would find here. */
    private static final class Written extends SystemInfo {
        private final JsonNode values;

        Written(String system) throws IOException {
            try (InputStream in = OshiSubjectsTests.class.getResourceAsStream("/oshi/" + system + ".json")) {
                values = new JsonMapper().readTree(Objects.requireNonNull(in));
            }
        }

        @Override
        public OperatingSystem getOperatingSystem() {
            String family = values.get("family").stringValue();
            OperatingSystem.OSVersionInfo version = new OperatingSystem.OSVersionInfo(
                    values.get("version").stringValue(), values.get("code_name").stringValue(), "");
            return of(
                    OperatingSystem.class,
                    Map.of(
                            "getFamily",
                            family,
                            "getVersionInfo",
                            version,
                            "getSystemUptime",
                            values.get("uptime").longValue(),
                            "getSystemBootTime",
                            values.get("boot_time").longValue(),
                            "getNetworkParams",
                            of(
                                    NetworkParams.class,
                                    Map.of("getHostName", values.get("host").stringValue())),
                            "getFileSystem",
                            of(FileSystem.class, Map.of("getFileStores", all(OSFileStore.class, "stores"))),
                            "getProcesses",
                            all(OSProcess.class, "processes")));
        }

        @Override
        public HardwareAbstractionLayer getHardware() {
            double[] load = new double[3];
            for (int i = 0; i < load.length; i++) {
                load[i] = values.get("load").get(i).doubleValue();
            }
            return of(
                    HardwareAbstractionLayer.class,
                    Map.of("getProcessor", of(CentralProcessor.class, Map.of("getSystemLoadAverage", load))));
        }

        private <T> List<T> all(Class<T> type, String key) {
            List<T> all = new ArrayList<>();
            values.get(key)
                    .forEach(each -> all.add(type.cast(Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (proxy, method, arguments) -> value(
                                    Objects.requireNonNull(each.get(method.getName())), method.getReturnType())))));
            return all;
        }

        private static Object value(JsonNode node, Class<?> type) {
            if (type == OSProcess.State.class) {
                return OSProcess.State.valueOf(node.stringValue());
            }
            return type == long.class
                    ? (Object) node.longValue()
                    : type == int.class
                            ? node.intValue()
                            : type == double.class ? node.doubleValue() : node.stringValue();
        }

        private static <T> T of(Class<T> type, Map<String, Object> values) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> Objects.requireNonNull(values.get(method.getName()))));
        }
    }

    private static List<?> list(@Nullable Object value) {
        return Objects.requireNonNull((List<?>) value);
    }

    @Test
    void readsAMac() throws Exception {
        Subjects mac = OshiSubjects.of(new Written("macos"));
        assertThat(mac.uptime().read())
                .isEqualTo(new Uptime(93784, Instant.ofEpochSecond(1795075200), "1 day, 2:03:04"));
        assertThat(new PlainJson().plain(mac.loadavg().read()))
                .hasToString("{average={1=2.1, 5=1.9, 15=1.75}, entities={current=null, total=null}, last_pid=null}");
        assertThat(mac.host().read()).isEqualTo("studio.local");
        assertThat(mac.os().read()).isEqualTo("macos-14.5-Sonoma");
        assertThat(list(mac.disk().read())).hasSize(1);
        Partition root = (Partition) list(mac.disk().read()).get(0);
        assertThat(root.percent()).isEqualTo(76);
        assertThat(root.inodesPercent()).isEqualTo(1);
        assertThat(root.readOnly()).isTrue();
        assertThat(root.remountedReadOnly()).isNull();
        assertThat(list(mac.ps().read()).toString())
                .isEqualTo(List.of(
                                new RunningProcess(
                                        0, 0L, "kernel_task", null, null, null, null, null, 0L, 0L, null, null),
                                new RunningProcess(
                                        501,
                                        1L,
                                        "loginwindow",
                                        "/System/Library/CoreServices/loginwindow.app/Contents/MacOS/loginwindow console",
                                        "anna",
                                        "S",
                                        Instant.ofEpochSecond(1795075260),
                                        1.25,
                                        73400320L,
                                        419000000000L,
                                        4L,
                                        null))
                        .toString());
    }

    @Test
    void readsWindowsWhichHasNoLoadAndNoInodes() throws Exception {
        Subjects windows = OshiSubjects.of(new Written("windows"));
        assertThatThrownBy(() -> windows.loadavg().read())
                .isInstanceOf(AbsentException.class)
                .hasMessage("This system has no load average.");
        assertThat(windows.os().read()).isEqualTo("windows-11");
        Partition disk = (Partition) list(windows.disk().read()).get(0);
        assertThat(disk.mountpoint()).isEqualTo("C:\\");
        assertThat(disk.percent()).isEqualTo(75);
        assertThat(disk.inodesTotal()).isNull();
        assertThat(disk.inodesPercent()).isNull();
        assertThat(disk.readOnly()).isFalse();
        RunningProcess process = (RunningProcess) list(windows.ps().read()).get(0);
        assertThat(process.user()).isNull();
        assertThat(process.command()).isNull();
        assertThat(process.cpuPercent()).isEqualTo(100);
        assertThat(process.openFiles()).isEqualTo(4821);
    }
}
