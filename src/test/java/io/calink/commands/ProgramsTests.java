package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTests {
    @TempDir
    Path directory;

    private Programs programs;

    @BeforeEach
    void installsOneProgram() throws IOException {
        Path program = Files.createFile(directory.resolve("tool"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createFile(directory.resolve("text"));
        programs = new Programs(directory + ":" + directory.resolve("nowhere"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "  missing",
                "\tmissing -x",
                "missing --option=1 'a b'",
                "missing|cat",
                "missing 2>&1 | head -n 1",
                "missing>/dev/null",
                "missing && echo so",
                "missing.sh -x",
                "7missing",
                "g++missing"
            })
    void knowsWhatIsNotInstalledWithoutAShell(String line) {
        assertThat(programs.missing(line)).contains(line.trim().split("[ |>]", -1)[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tool -x",
                "text",
                "cd /nowhere",
                "for i in 1 2; do echo $i; done",
                "if true; then echo yes; fi",
                "test -e /",
                "[ -e / ]",
                "[[ -e / ]]",
                "echo x",
                ". ./profile",
                ": nothing",
                "! missing",
                "{ missing; }",
                "( missing )",
                "(missing)",
                "A=1 missing",
                "A= missing",
                "missing() { echo; }",
                "missing () { echo; }",
                "$missing",
                "`missing`",
                "\"missing\"",
                "'missing'",
                "mis\\sing",
                "missing\"x\"",
                "mis*",
                "~/missing",
                "/opt/missing",
                "./missing",
                "missing/x",
                "2>/dev/null missing",
                "<file missing",
                "missing || echo fallback",
                "missing; echo next",
                "missing & echo next",
                "missing\necho next",
                "# missing",
                "-missing",
                "exec missing",
                "command -v missing",
                "time missing"
            })
    void leavesToTheShellWhatOnlyAShellCanTell(String line) {
        assertThat(programs.missing(line)).isEmpty();
    }

    @Test
    void leavesAllToTheShellWhereItMaySearchElsewhere() {
        assertThat(new Programs("").missing("missing")).isEmpty();
        assertThat(new Programs(directory + ":.").missing("missing")).isEmpty();
        assertThat(new Programs(directory + "::/x").missing("missing")).isEmpty();
    }

    @Test
    void findsOnlyWhatCanBeRun() {
        assertThat(programs.find("tool")).contains(directory.resolve("tool"));
        assertThat(programs.find("text")).isEmpty();
        assertThat(programs.find("missing")).isEmpty();
    }
}
