package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs of others that an archive has to be good for. */
final class Foreign {
    private static final Map<String, String> PACKAGES = Map.of(
            "tar", "tar",
            "gzip", "gzip",
            "bsdtar", "libarchive-tools",
            "7z", "p7zip-full",
            "busybox", "busybox",
            "python3", "python3",
            "zstd", "zstd",
            "unzip", "unzip");

    private final Path directory;
    private final String locale;

    /** Programs that leave their output in that directory, and speak that locale. */
    Foreign(Path directory, String locale) {
        this.directory = directory;
        this.locale = locale;
    }

    /** What the program printed, byte by byte as ISO-8859-1, after it had ended well and without a warning. */
    String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command(command))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ends", List.of(command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(err, StandardCharsets.ISO_8859_1);
        assertThat(said).as("warnings of %s", List.of(command)).isEmpty();
        assertThat(process.exitValue()).as("exit of %s", List.of(command)).isZero();
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }

    private static List<String> command(String... command) {
        String program = command[0];
        for (String directory : (System.getenv("PATH") + ":/usr/bin:/bin").split(":", -1)) {
            Path path = Path.of(directory, program);
            if (!directory.isEmpty() && Files.isExecutable(path)) {
                List<String> whole = new ArrayList<>(List.of(command));
                whole.set(0, path.toString());
                return whole;
            }
        }
        return fail("The program %s is missing: install the Debian package %s.", program, PACKAGES.get(program));
    }
}
