package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program as a user starts it: in a directory, with arguments, on a Java.
 *
 * @param before words that stand before Java's own on the command line
 * @param options options for Java
 */
record Program(Path java, Path jar, Path directory, List<String> before, List<String> options) {
    private static final long PATIENCE_SECONDS = 120;

    /** What a run left: its exit status and what it wrote. */
    record Run(int status, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    static Program on(Path javaHome, Path directory) {
        Path jar = Path.of("target", "calink.jar").toAbsolutePath();
        assertThat(jar).as("the packaged program; mvn verify makes it").isRegularFile();
        return new Program(javaHome.resolve("bin/java"), jar, directory, List.of(), List.of());
    }

    Program after(String... words) {
        return new Program(java, jar, directory, List.of(words), options);
    }

    Program with(String... javaOptions) {
        return new Program(java, jar, directory, before, List.of(javaOptions));
    }

    Program from(Path otherJar) {
        return new Program(java, otherJar, directory, before, options);
    }

    /** The words of a command line that runs the program. */
    List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(before);
        words.add(java.toString());
        words.addAll(options);
        words.addAll(List.of("-jar", jar.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    Started start(String... arguments) throws IOException {
        Path out = Files.createTempFile("calink-out", null);
        Path err = Files.createTempFile("calink-err", null);
        ProcessBuilder builder = new ProcessBuilder(words(arguments))
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("TERM", "xterm");
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.remove("SUDO_UID");
        return new Started(builder.start(), out, err);
    }

    static Run finish(Started started) throws IOException, InterruptedException {
        try {
            assertThat(started.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the program ended; it wrote: %s", started.errSoFar())
                    .isTrue();
            return new Run(
                    started.process().exitValue(),
                    Files.readString(started.out(), StandardCharsets.UTF_8),
                    started.errSoFar());
        } finally {
            started.process().destroyForcibly();
            Files.delete(started.out());
            Files.delete(started.err());
        }
    }

    /** A program that runs, and the files to which it writes. */
    record Started(Process process, Path out, Path err) {
        String errSoFar() throws IOException {
            return Files.readString(err, StandardCharsets.UTF_8);
        }
    }
}
