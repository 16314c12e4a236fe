package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person sees who runs it on a terminal. */
@ParameterizedClass
@MethodSource("javas")
class TerminalEndToEnd {
    private static final String ERASE = "\r\033[K";
    private static final int COLUMNS = 40;

    private final Path java;

    @TempDir
    Path temporary;

    TerminalEndToEnd(Path java) {
        this.java = java;
    }

    static List<Path> javas() throws IOException {
        return JavaHomes.all();
    }

    @Test
    void oneMoreLineStandsAtTheBottomAndIsGoneAtTheEnd() throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("work"));
        Path root = SeedHost.below(temporary);
        SeedHost.configuration(directory, "[files]\nvar_log_dirs=.\n[commands]\nslow=sleep 1\n");
        String seen = onTerminal(directory, "--root", root.toString());
        List<String> drawn = Arrays.stream(seen.split("\r\033\\[K", -1))
                .map(part -> part.lines().reduce((first, last) -> last).orElse(""))
                .toList();
        assertThat(drawn).anyMatch(line -> line.matches("\\d+ of \\d+, .* read, .* packed.*"));
        assertThat(seen).contains("[MainThread  ] [INFO ]   + Getting filepaths");
        String last = seen.substring(seen.lastIndexOf(ERASE) + ERASE.length());
        assertThat(last.strip()).endsWith(".tar.gz").doesNotContain(" of ");
        for (String part : seen.split("\r\033\\[K", -1)) {
            String line = part.contains("\n") ? "" : part;
            assertThat(line.length()).isLessThan(COLUMNS);
        }
    }

    @Test
    void informationsAreReadableOnATerminal() throws Exception {
        Path root = SeedHost.below(temporary);
        assertThat(onTerminal(temporary, "info", "host", "--root", root.toString()))
                .isEqualToNormalizingNewlines("{\n  \"host\" : \"workstation-zdibe\"\n}\n");
    }

    private String onTerminal(Path directory, String... arguments) throws IOException, InterruptedException {
        Program plain = Program.on(java, directory);
        StringBuilder line = new StringBuilder("stty cols " + COLUMNS + " rows 24; exec");
        plain.words(arguments).forEach(word -> line.append(" '").append(word).append('\''));
        Path screen = temporary.resolve("screen");
        Process script = new ProcessBuilder(
                        "script",
                        "-qec",
                        line.toString(),
                        temporary.resolve("typescript").toString())
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(screen.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(script.waitFor()).isZero();
        return Files.readString(screen);
    }
}
