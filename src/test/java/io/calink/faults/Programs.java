package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs of this machine. */
final class Programs {
    private Programs() {}

    static boolean has(String name) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    /** Skips the test where this user may not mount anything for itself alone. */
    static void assumeMounts() throws IOException, InterruptedException {
        boolean mounts = has("unshare") && status("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt") == 0;
        assumeTrue(mounts, "needs to mount volumes: run as root, with unshare and mount");
    }

    private static int status(String... line) throws IOException, InterruptedException {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Runs a program that has to succeed, and tells what it wrote. */
    static String run(String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s: %s", List.of(line), output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
