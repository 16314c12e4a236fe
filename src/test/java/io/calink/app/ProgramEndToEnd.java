package io.calink.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as a process of its own. */
class ProgramEndToEnd {
    private static final Path JAR = Path.of("target/calink.jar").toAbsolutePath();

    @TempDir
    Path temporary;

    private record Run(int status, String out, String err) {}

    private Run run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        Path directory = Files.createDirectories(temporary.resolve("work"));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void theCommandLineLoadsNoClassOfSpring() throws Exception {
        Run run = run(List.of("-Xlog:class+load"), "list");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("org.springframework")))
                .allMatch(line -> line.contains("org.springframework.boot.loader"));
    }

    @Test
    void aServiceThatDoesNotStartSaysWhyInOneLine() throws Exception {
        Run run = run(List.of(), "serve", "--server.address=0.0.0.0");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().startsWith("calink: server.address is 0.0.0.0");
    }

    @Test
    void anApplicationYmlInTheCurrentDirectoryIsNotRead() throws Exception {
        Path work = Files.createDirectories(temporary.resolve("work"));
        Files.writeString(work.resolve("application.yml"), "server.address: 0.0.0.0\n");
        Files.createDirectories(work.resolve("config"));
        Files.writeString(work.resolve("config/application.properties"), "server.address=0.0.0.0\n");
        Run run = run(
                List.of(),
                "serve",
                "--server.port=0",
                "--calink.data-dir=" + temporary.resolve("data"),
                "--root",
                "/no/such");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .isEqualTo("calink: calink.root is /no/such, which is not a directory.");
    }

    @Test
    void theServiceHasHelp() throws Exception {
        Run run = run(List.of(), "serve", "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("serve", "--server.port");
    }
}
