package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the top of the repository: finds Java, builds once, and runs. */
class LauncherEndToEnd {
    private static final Path JAR = Path.of("target", "calink.jar").toAbsolutePath();

    @TempDir
    Path temporary;

    private Path home;
    private Path programs;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        home = Files.createDirectory(temporary.resolve("a home"));
        programs = Files.createDirectory(temporary.resolve("programs"));
        Files.copy(Path.of("calink"), home.resolve("calink"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void runsFromAnywhereAndByALinkAndHandsArgumentsOnAsTheyAre() throws Exception {
        Files.copy(JAR, home.resolve("calink.jar"));
        Path link = Files.createSymbolicLink(programs.resolve("link"), Path.of("../a home/calink"));
        Files.createSymbolicLink(programs.resolve("link-to-link"), link.getFileName());
        Program.Run run = launch(temporary, "programs/link-to-link", "info", "a  b*$HOME\\n");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("There is no information \"a  b*$HOME\\n\".");
    }

    @Test
    void saysSoWhereThereIsNothingToRun() throws Exception {
        Program.Run run = launch(temporary, "a home/calink", "--version");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("calink: There is neither ");
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        sources();
        maven("mkdir -p target && echo built >>builds && cp '" + JAR + "' target/calink.jar");
        assertThat(launch(temporary, "a home/calink", "--version").out()).startsWith("calink ");
        assertThat(launch(temporary, "a home/calink", "--version").out()).startsWith("calink ");
        assertThat(home.resolve("builds")).hasContent("built");
        Files.setLastModifiedTime(
                home.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(launch(temporary, "a home/calink", "--version").status()).isZero();
        assertThat(home.resolve("builds")).hasContent("built\nbuilt");
    }

    @Test
    void aFailedBuildLeavesNoJarThatRunsNextTime() throws Exception {
        sources();
        maven("mkdir -p target && echo half >target/calink.jar; echo 'no compiler today' >&2; exit 1");
        for (int i = 0; i < 2; i++) {
            Program.Run run = launch(temporary, "a home/calink", "--version");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("no compiler today", "calink: The build failed");
        }
    }

    @Test
    void aBuildThatWasKilledIsDoneAgain() throws Exception {
        sources();
        maven("mkdir -p target && echo half >target/calink.jar; kill -9 $PPID; kill -9 $$");
        assertThat(launch(temporary, "a home/calink", "--version").status()).isNotZero();
        maven("cp '" + JAR + "' target/calink.jar");
        assertThat(launch(temporary, "a home/calink", "--version").out()).startsWith("calink ");
    }

    private void sources() throws IOException {
        for (String file : List.of("pom.xml", "application.yml", "calink-config.ini", "src/main/A.java")) {
            SeedHost.write(home.resolve(file), "");
            Files.setLastModifiedTime(
                    home.resolve(file), FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    private void maven(String script) throws IOException {
        Path file = programs.resolve("mvn");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Program.Run launch(Path directory, String launcher, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(directory.resolve(launcher).toString()));
        words.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        return Program.finish(new Program.Started(builder.start(), out, err));
    }
}
