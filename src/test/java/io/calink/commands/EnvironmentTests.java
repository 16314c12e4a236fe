package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTests {
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Instant SINCE = Instant.ofEpochSecond(1_700_000_000, 999_999_999);

    @TempDir
    Path machine;

    @Test
    void isAnAllowList() {
        Map<String, String> caller = Map.of(
                "PATH", "/opt/tools:relative:.::/usr/bin:/opt/tools",
                "HOME", "/home/anna",
                "LC_ALL", "de_DE.UTF-8",
                "LD_PRELOAD", "/tmp/x.so",
                "AWS_SECRET_ACCESS_KEY", "secret");

        assertThat(Environment.of(caller, Path.of("/host"), SINCE, machine))
                .containsExactly(
                        Map.entry("PATH", SYSTEM_PATH + ":/opt/tools"),
                        Map.entry("HOME", "/home/anna"),
                        Map.entry("LC_ALL", "C"),
                        Map.entry("TERM", "dumb"),
                        Map.entry("PAGER", "cat"),
                        Map.entry("SYSTEMD_PAGER", ""),
                        Map.entry("COLUMNS", "250"),
                        Map.entry("CALINK_ROOT", "/host"),
                        Map.entry("CALINK_SINCE", "1700000000"));
    }

    @Test
    void holdsAlsoForACallerThatHasNone() {
        assertThat(Environment.of(Map.of(), Path.of("/"), SINCE, machine))
                .containsEntry("PATH", SYSTEM_PATH)
                .containsEntry("HOME", "/")
                .containsEntry("CALINK_ROOT", "/");
        assertThat(Environment.of(Map.of("HOME", "not/absolute"), Path.of("/"), SINCE, machine))
                .containsEntry("HOME", "/");
    }

    @Test
    void speaksUtf8WhereTheSystemDoes() throws IOException {
        Files.createDirectories(machine.resolve("usr/lib/locale/C.utf8"));

        assertThat(Environment.of(Map.of(), Path.of("/"), SINCE, machine)).containsEntry("LC_ALL", "C.UTF-8");
    }

    @Test
    void speaksUtf8WithMusl() throws IOException {
        Files.createDirectories(machine.resolve("lib"));
        Files.createFile(machine.resolve("lib/ld-musl-x86_64.so.1"));

        assertThat(Environment.of(Map.of(), Path.of("/"), SINCE, machine)).containsEntry("LC_ALL", "C.UTF-8");
    }
}
