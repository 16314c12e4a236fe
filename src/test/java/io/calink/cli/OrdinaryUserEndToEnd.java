package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: an ordinary user, and root in a directory of one. */
@ParameterizedClass
@MethodSource("javas")
class OrdinaryUserEndToEnd {
    private static final int NOBODY = 65534;
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final Path java;

    @TempDir
    Path temporary;

    private Path directory;
    private Path root;
    private Program program;

    OrdinaryUserEndToEnd(Path java) {
        this.java = java;
    }

    static List<Path> javas() throws IOException {
        return JavaHomes.all();
    }

    @BeforeEach
    void makeTheMachine() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        directory = Files.createDirectory(temporary.resolve("work"));
        root = SeedHost.below(temporary);
        program = Program.on(java, directory);
    }

    @Test
    void theLastLineSaysHowManyWereDeniedAndTheWayOut() throws Exception {
        for (String name : List.of("one", "two")) {
            Path secret = root.resolve("var/log/" + name + ".secret");
            SeedHost.write(secret, "secret\n");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        }
        Path config = SeedHost.configuration(directory, "[files]\nvar_log_dirs=.\n");
        Program ordinary = ROOT ? asNobody(config) : program;
        Program.Run run = ordinary.run("--root", root.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Path.of(run.out().strip())).exists();
        List<String> lines = run.errLines();
        assertThat(lines.get(lines.size() - 1)).contains("2 items were denied").contains("sudo");
    }

    @Test
    void rootDoesNotUseWhatAnotherUserPlanted() throws Exception {
        // Only root can give a file to somebody else.
        assumeThat(ROOT).isTrue();
        Path config =
                SeedHost.configuration(directory, "[commands]\nplanted=touch " + temporary.resolve("planted") + "\n");
        SeedHost.write(directory.resolve("application.yml"), "calink:\n  root: /nonexistent\n");
        own(config);
        own(directory.resolve("application.yml"));
        own(directory);
        Program.Run run = program.run("--root", root.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("calink-config.ini", "--allow-insecure-config")
                .doesNotContain("Exception");
        assertThat(temporary.resolve("planted")).doesNotExist();
        Program.Run forced = program.run("--root", root.toString(), "--allow-insecure-config", "--quiet");
        assertThat(forced.status()).as(forced.err()).isZero();
        assertThat(temporary.resolve("planted")).exists();
    }

    private Program asNobody(Path config) throws IOException {
        own(config);
        own(directory);
        Path jar = temporary.resolve("calink.jar");
        Files.copy(program.jar(), jar);
        return program.from(jar)
                .after(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        "env",
                        "HOME=" + directory);
    }

    private static void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY);
    }
}
