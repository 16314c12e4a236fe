package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signals while it gathers: nothing is left behind. */
@ParameterizedClass
@MethodSource("javas")
class InterruptionEndToEnd {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FOREVER = "3141.5926";

    private final Path java;

    @TempDir
    Path temporary;

    InterruptionEndToEnd(Path java) {
        this.java = java;
    }

    static List<Path> javas() throws IOException {
        return JavaHomes.all();
    }

    /** F47, of the one-shot command. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalLeavesNothingBehind(String signal, int status) throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("work"));
        Path spool = Files.createDirectory(temporary.resolve("spool"));
        Path root = SeedHost.below(temporary);
        SeedHost.configuration(
                directory,
                "[files]\nvar_log_dirs=.\n[commands]\nforever=sleep " + FOREVER + " & sleep " + FOREVER + "\n");
        // A test that was started in the background by a shell would hand on that Ctrl-C is ignored.
        Program program = Program.on(java, directory)
                .after("env", "--default-signal=INT,HUP")
                .with("-Djava.io.tmpdir=" + spool);
        Program.Started started = program.start("--root", root.toString());
        await().atMost(PATIENCE).until(() -> started.errSoFar().contains("foo.log to the archive") && sleepers() == 2);
        long sent = System.nanoTime();
        assertThat(new ProcessBuilder(
                                "kill",
                                "-" + signal,
                                Long.toString(started.process().pid()))
                        .start()
                        .waitFor())
                .isZero();
        Program.Run run = Program.finish(started);
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(10));
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
        assertThat(names(directory)).containsExactly("calink-config.ini");
        assertThat(names(spool)).isEmpty();
        await().atMost(PATIENCE).until(() -> sleepers() == 0);
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep " + FOREVER)
                        && !process.info().command().orElse("").endsWith("sh"))
                .count();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
