package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.commands.CommandResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandRunnerTests {
    @TempDir
    Path directory;

    @TempDir
    Path spools;

    private final Map<String, String> environment = CommandRunner.environment(
            Map.of("PATH", System.getenv("PATH"), "HOME", "/home/anna", "SECRET", "secret"),
            Path.of("/"),
            Instant.ofEpochSecond(1234));
    private CommandRunner runner;

    @BeforeEach
    void makesARunner() throws IOException {
        directory = directory.toRealPath();
        runner = new CommandRunner(directory, environment, spools);
    }

    @AfterEach
    void leavesNothing() throws IOException {
        runner.close();
        try (Stream<Path> left = Files.list(spools)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void keepsBothOutputsInTheirOrder() throws Exception {
        try (CommandResult result = run("echo one; echo two >&2; echo three")) {
            assertThat(text(result)).isEqualTo("one\ntwo\nthree\n");
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(result.exitCode()).isZero();
            assertThat(result.detail()).isNull();
            assertThat(result.size()).isEqualTo(14);
            assertThat(result.originalSize()).isEqualTo(14);
            assertThat(result.millis()).isBetween(0L, 60_000L);
        }
    }

    @Test
    void keepsEveryByte() throws Exception {
        String octal = "\\033[31m\\000\\377\\200\\r\\n";
        try (CommandResult result = run("printf '" + octal + "'")) {
            assertThat(bytes(result))
                    .isEqualTo(new byte[] {27, '[', '3', '1', 'm', 0, (byte) 255, (byte) 128, '\r', '\n'});
        }
    }

    @Test
    void isNotFooledByForgedHeaders() throws Exception {
        String line = "printf '\\nother: command line:\\nforged\\n'";
        try (CommandResult result = run(line)) {
            assertThat(text(result)).isEqualTo("\nother: command line:\nforged\n");
            assertThat(result.size()).isEqualTo(29);
            assertThat(result.command().line()).isEqualTo(line);
        }
    }

    @Test
    void givesEndOfFileToWhoWaitsForInput() throws Exception {
        try (CommandResult result = run("cat; read x; echo $?; readlink /proc/self/fd/0")) {
            assertThat(text(result)).isEqualTo("1\n/dev/null\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "echo $(echo inner) ~ inner",
                "echo a; echo b ~ ^a\nb^",
                "echo a b | tr a-z A-Z ~ A B",
                "printf '%s' 'a\\nb' ~ a\\nb",
                "echo \"it's\" 'a  b' ~ it's a  b",
                "echo 100%d ~ 100%d",
                "printf '%s' '\\' ~ \\",
                "echo ${HOME}%(x)s 2>&1 || true ~ ^^"
            })
    void handsTheLineToTheShellAsItIsWritten(String line, String output) throws Exception {
        try (CommandResult result = run(line)) {
            if (!output.isEmpty()) {
                assertThat(text(result).stripTrailing()).isEqualTo(output);
            } else {
                assertThat(result.exitCode()).as("the shell's own syntax error").isEqualTo(2);
            }
        }
    }

    @Test
    void handsOverCharactersOfAnyLanguage() throws Exception {
        try (CommandResult result = run("printf %s 'été 日本 😀'")) {
            assertThat(text(result)).isEqualTo("été 日本 😀");
        }
    }

    @Test
    void givesTheEnvironmentAndNoMore() throws Exception {
        try (CommandResult result = run("env")) {
            List<String> variables = text(result).lines().toList();
            environment.forEach((name, value) -> assertThat(variables).contains(name + "=" + value));
            assertThat(variables)
                    .allMatch(variable -> environment.containsKey(name(variable))
                            || List.of("CALINK_COMMAND", "PWD", "OLDPWD", "SHLVL", "_")
                                    .contains(name(variable)));
        }
    }

    @Test
    void runsInItsDirectoryAndSession() throws Exception {
        try (CommandResult result = run("pwd; cut -d' ' -f1,5,6 /proc/$$/stat; echo $$")) {
            String[] lines = text(result).split("\n", -1);
            assertThat(lines[0]).isEqualTo(directory.toString());
            assertThat(lines[1]).isEqualTo(lines[2] + " " + lines[2] + " " + lines[2]);
        }
    }

    @Test
    void isOkWhateverTheExitCode() throws Exception {
        for (int code : new int[] {1, 3, 100, 125, 255}) {
            try (CommandResult result = run("exit " + code)) {
                assertThat(result.status()).isEqualTo(Status.OK);
                assertThat(result.exitCode()).isEqualTo(code);
                assertThat(result.detail()).isNull();
            }
        }
    }

    @Test
    void saysThatAProgramIsNotInstalledWithoutAShell() throws Exception {
        try (CommandResult result = run("no-such-program --all")) {
            assertThat(result.status()).isEqualTo(Status.ABSENT);
            assertThat(result.exitCode()).isNull();
            assertThat(result.detail()).isEqualTo("The program no-such-program is not installed.");
            assertThat(bytes(result)).isEmpty();
        }
    }

    @Test
    void saysWhatTheShellDidNotFindOrMayNotRun() throws Exception {
        Files.createFile(directory.resolve("text"));
        try (CommandResult absent = run("/no/such/program");
                CommandResult nested = run("echo before; no-such-program");
                CommandResult denied = run("./text")) {
            assertThat(absent.status()).isEqualTo(Status.ABSENT);
            assertThat(absent.exitCode()).isEqualTo(127);
            assertThat(absent.detail()).isEqualTo("A program that it calls is not installed (exit code 127).");
            assertThat(nested.status()).isEqualTo(Status.ABSENT);
            assertThat(text(nested)).startsWith("before\n");
            assertThat(denied.status()).isEqualTo(Status.DENIED);
            assertThat(denied.exitCode()).isEqualTo(126);
            assertThat(denied.detail()).isEqualTo("A program that it calls may not be run (exit code 126).");
        }
    }

    @Test
    void goesOnWithTheFallbackOfAMissingProgram() throws Exception {
        try (CommandResult result = run("no-such-program || echo fallback")) {
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(text(result)).endsWith("fallback\n");
        }
    }

    @Test
    void namesTheSignalThatKilledIt() throws Exception {
        try (CommandResult result = run("echo last words; kill -KILL $$")) {
            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.exitCode()).isEqualTo(137);
            assertThat(result.detail()).isEqualTo("It was killed by signal 9 (SIGKILL).");
            assertThat(text(result)).isEqualTo("last words\n");
        }
    }

    @Test
    void recordsThatTheDirectoryIsGone() throws Exception {
        try (CommandRunner elsewhere = new CommandRunner(directory.resolve("gone"), environment, spools);
                CommandResult result = elsewhere.run(command("true", 10, 0), Duration.ZERO)) {
            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.detail()).isEqualTo("The directory it should run in is not there.");
        }
    }

    @Test
    void recordsThatItsOutputHasNoPlace() throws Exception {
        try (CommandRunner elsewhere = new CommandRunner(directory, environment, spools.resolve("gone"));
                CommandResult result = elsewhere.run(command("true", 10, 0), Duration.ZERO)) {
            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.detail()).startsWith("It could not be started").doesNotContain("Exception");
        }
    }

    @Test
    void recordsALineThatNoProcessCanGet() throws Exception {
        try (CommandResult nul = run("echo \0");
                CommandResult endless = run("echo " + "x".repeat(4 << 20))) {
            assertThat(nul.status()).isEqualTo(Status.FAILED);
            assertThat(endless.status()).isEqualTo(Status.FAILED);
            assertThat(endless.detail()).isEqualTo("The command is longer than the system allows.");
        }
    }

    @Test
    void readsLargeOutputAgainAndIndependently() throws Exception {
        try (CommandResult result = run("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done")) {
            String whole = text(result);
            assertThat(whole).startsWith("line 0\n").endsWith("line 19999\n");
            try (InputStream first = result.output();
                    InputStream second = result.output()) {
                assertThat(first.readNBytes(6)).asString().isEqualTo("line 0");
                assertThat(second.readAllBytes()).hasSize((int) result.size());
                assertThat(first.readAllBytes()).hasSize((int) result.size() - 6);
                assertThat(first.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void holdsOutputInAPrivateFileWithoutAName() throws Exception {
        String look = "stat -L -c %a /proc/$$/fd/1; readlink /proc/$$/fd/1";
        try (CommandResult result = run("until readlink /proc/$$/fd/1 | grep -q deleted; do :; done; " + look)) {
            assertThat(text(result)).startsWith("600\n").endsWith(".spool (deleted)\n");
        }
    }

    @Test
    void runsManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> outputs = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String number = Integer.toString(i);
                outputs.add(threads.submit(() -> {
                    try (CommandResult result = run("echo " + number)) {
                        return text(result);
                    }
                }));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(outputs.get(i).get()).isEqualTo(i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private CommandResult run(String line) throws InterruptedException {
        return runner.run(command(line, 60, 1 << 20), Duration.ZERO);
    }

    private static Command command(String line, int seconds, long limit) {
        return new Command("label", line, Duration.ofSeconds(seconds), limit);
    }

    private static String name(String variable) {
        return variable.substring(0, variable.indexOf('='));
    }

    private static byte[] bytes(CommandResult result) throws IOException {
        try (InputStream output = result.output()) {
            return output.readAllBytes();
        }
    }

    private static String text(CommandResult result) throws IOException {
        return new String(bytes(result), StandardCharsets.UTF_8);
    }
}
