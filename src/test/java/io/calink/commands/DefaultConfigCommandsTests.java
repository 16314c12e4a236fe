package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.calink.commands.CommandResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the built-in configuration runs on a machine it knows nothing of. */
class DefaultConfigCommandsTests {
    private static final Path CONFIG = Path.of("calink-config.ini");
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Pattern SECRETS =
            Pattern.compile("-----BEGIN [A-Z ]{0,20}PRIVATE KEY|\\$(?:y|5|6|2[aby]|gy)\\$[./A-Za-z0-9=$]{20}");

    @TempDir
    Path directory;

    @Test
    void noneFailsOrTakesItsTimeHere() throws Exception {
        Map<String, String> environment = CommandRunner.environment(
                System.getenv(), Path.of("/"), Instant.now().minusSeconds(3600));

        runAll(environment);
    }

    @Test
    void noneFailsOrTakesItsTimeWithBusyBox() throws Exception {
        assumeTrue(Files.isExecutable(BUSYBOX));
        Path programs = Files.createDirectory(directory.resolve("bin"));
        Process install = new ProcessBuilder(BUSYBOX.toString(), "--install", "-s", programs.toString()).start();
        assertThat(install.waitFor()).isZero();
        Map<String, String> environment = new LinkedHashMap<>(
                CommandRunner.environment(Map.of(), Path.of("/"), Instant.now().minusSeconds(3600)));
        environment.put("PATH", programs.toString());

        Map<String, Status> statuses = runAll(environment);
        removeAll(programs);

        assertThat(statuses)
                .containsEntry("processes", Status.OK)
                .containsEntry("disk_space", Status.OK)
                .containsEntry("sysctl", Status.OK)
                .containsEntry("addresses", Status.OK)
                .containsEntry("sockets", Status.OK)
                .containsEntry("journal", Status.ABSENT);
    }

    @Test
    void everyLineOfTheFileIsOfItsForm() throws IOException {
        String before = "";
        for (String line : Files.readAllLines(CONFIG)) {
            boolean goesOn = line.startsWith("    ") && before.endsWith(",") && !before.startsWith("#");
            assertThat(goesOn || line.isEmpty() || line.matches("#.*|\\[[a-z]+]|[A-Za-z0-9_.-]+ = .*"))
                    .as(line)
                    .isTrue();
            before = line;
        }
    }

    @Test
    void thereIsOneForEverySubject() throws IOException {
        assertThat(commands())
                .containsKeys("os_release", "date", "lscpu", "free", "swaps", "processes", "dmesg", "sysctl", "modules")
                .containsKeys("kernel_command_line", "lsblk", "mounts", "disk_space", "addresses", "routes", "sockets")
                .containsKeys("resolver", "systemd_units", "systemd_failed", "openrc", "journal", "packages_dpkg")
                .containsKeys("packages_rpm", "packages_apk", "dnf_history", "selinux_mode", "last_logins")
                .containsKeys("container", "docker_containers", "podman_containers", "jvms");
    }

    @Test
    void noneLoadsModulesUsesTheNetworkOrHangsOnADeadMount() throws IOException {
        assertThat(commands().values())
                .noneMatch(line -> line.contains("iptables -L"))
                .noneMatch(line -> line.startsWith("lsof"))
                .noneMatch(line -> line.startsWith("df ") && !line.startsWith("df -l"))
                .noneMatch(line -> line.matches("(?:.* )?ss -.*") && !line.contains("PROC_ROOT=/proc ss"))
                .noneMatch(line -> line.matches(".*\\b(?:curl|wget|ping|dig|nslookup|modprobe|hostname -f)\\b.*"))
                .noneMatch(line -> line.matches(".*(?:/environ\\b|shadow|sudoers|kallsyms|ip xfrm|lastb).*"))
                .noneMatch(line -> line.matches("(?:env|printenv|set)\\b.*"));
    }

    private Map<String, Status> runAll(Map<String, String> environment) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Map<String, Status> statuses = new LinkedHashMap<>();
        try (CommandRunner runner = new CommandRunner(Path.of("/"), environment, directory)) {
            List<Future<CommandResult>> results = new ArrayList<>();
            commands()
                    .forEach((label, line) -> results.add(threads.submit(() ->
                            runner.run(new Command(label, line, Duration.ofSeconds(60), 64 << 20), Duration.ZERO))));
            for (Future<CommandResult> future : results) {
                try (CommandResult result = future.get();
                        InputStream output = result.output()) {
                    String label = result.command().label();
                    String text = new String(output.readAllBytes(), StandardCharsets.ISO_8859_1);
                    statuses.put(label, result.status());
                    assertThat(result.status())
                            .as("%s: %s %s", label, result.detail(), text)
                            .isIn(Status.OK, Status.ABSENT, Status.DENIED);
                    assertThat(SECRETS.matcher(text).find()).as(label).isFalse();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return statuses;
    }

    /** The links, which the removal of a temporary directory would warn of, each in two lines. */
    private static void removeAll(Path programs) throws IOException {
        try (Stream<Path> links = Files.list(programs)) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    /** The lines of the section, which has no continued ones. */
    private static Map<String, String> commands() throws IOException {
        Map<String, String> commands = new LinkedHashMap<>();
        boolean within = false;
        for (String line : Files.readAllLines(CONFIG)) {
            if (line.startsWith("[")) {
                within = line.equals("[commands]");
            } else if (within && !line.isBlank() && !line.startsWith("#")) {
                String[] keyAndValue = line.split(" = ", 2);
                assertThat(commands.put(keyAndValue[0], keyAndValue[1])).isNull();
            }
        }
        return commands;
    }
}
