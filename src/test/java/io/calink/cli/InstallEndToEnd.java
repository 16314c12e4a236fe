package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code calink install}: a copy that starts sooner. */
class InstallEndToEnd {
    private static final String LAUNCHER = Path.of("calink").toAbsolutePath().toString();

    @TempDir
    Path temporary;

    static List<Path> javas() throws IOException {
        return JavaHomes.all();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void anInstalledCopyRunsWithWhatJavaHasLearnt(Path java) throws Exception {
        Path target = temporary.resolve("an installed copy");
        Program.Run installed = run(java, LAUNCHER, "install", target.toString());
        assertThat(installed.status()).as(installed.err()).isZero();
        assertThat(installed.err()).contains("Installed; run ").doesNotContain("learnt nothing");
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("calink", "calink.jar", "lib")
                    .filteredOn(name -> name.matches("(serve|run)-[0-9]+[.](jsa|aot)"))
                    .hasSize(2);
        }
        Program.Run told = run(java, target.resolve("calink").toString(), "info", "uptime");
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out()).startsWith("{\"uptime\":{\"seconds\":");
        assertThat(told.err()).as("no word of what it has learnt").isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNotTouched() throws Exception {
        Path target = Files.createDirectory(temporary.resolve("taken"));
        Files.writeString(target.resolve("mine"), "");
        Program.Run run = run(JavaHomes.all().get(0), LAUNCHER, "install", target.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("is not empty; nothing was changed.");
        assertThat(target).isDirectoryNotContaining(file -> !file.endsWith("mine"));
    }

    private Program.Run run(Path java, String... words) throws IOException, InterruptedException {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("CALINK_JAVA_HOME", java.toString());
        return Program.finish(new Program.Started(builder.start(), out, err));
    }
}
