package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calink.commands.CommandResult.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands are ended that do not end by themselves. What is theirs is told by the directory they run in. */
class CommandEndTests {
    private static final Path PROC = Path.of("/proc");

    @TempDir
    Path directory;

    @TempDir
    Path spools;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<String, String> environment =
            CommandRunner.environment(System.getenv(), Path.of("/"), Instant.EPOCH);
    private CommandRunner runner;

    @BeforeEach
    void makesARunner() throws IOException {
        directory = directory.toRealPath();
        runner = new CommandRunner(directory, environment, spools);
    }

    @AfterEach
    void leavesNothing() throws IOException {
        runner.close();
        thread.shutdownNow();
        assertThat(processes()).isEmpty();
        try (Stream<Path> left = Files.list(spools)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void keepsTheBeginningOfWhatPrintsForEver() throws Exception {
        try (CommandResult result = run("yes 0123456", 60, 100_000)) {
            assertThat(result.status()).isEqualTo(Status.TRUNCATED);
            assertThat(result.exitCode()).isNull();
            assertThat(result.detail())
                    .isEqualTo("It printed more than 100000 bytes, its limit; only the beginning is kept.");
            assertThat(result.size()).isEqualTo(100_000);
            assertThat(result.originalSize()).isBetween(100_001L, 2L << 30);
            assertThat(text(result)).isEqualTo("0123456\n".repeat(12_500));
            assertThat(result.millis()).isLessThan(10_000);
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void keepsTheBeginningOfWhatPrintsOneByteTooMany() throws Exception {
        try (CommandResult longer = run("echo 1234567890", 60, 10);
                CommandResult exact = run("printf 1234567890", 60, 10);
                CommandResult unlimited = run("echo 1234567890; exit 4", 60, 0)) {
            assertThat(longer.status()).isEqualTo(Status.TRUNCATED);
            assertThat(text(longer)).isEqualTo("1234567890");
            assertThat(longer.originalSize()).isEqualTo(11);
            assertThat(exact.status()).isEqualTo(Status.OK);
            assertThat(text(exact)).isEqualTo("1234567890");
            assertThat(unlimited.exitCode()).isEqualTo(4);
            assertThat(text(unlimited)).isEqualTo("1234567890\n");
        }
    }

    @Test
    void asksBeforeItKills() throws Exception {
        try (CommandResult result = run("trap 'echo asked; exit' TERM; echo on; while :; do sleep 0.05; done", 1, 0)) {
            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
            assertThat(result.exitCode()).isNull();
            assertThat(result.detail()).isEqualTo("It was ended after 1 s, its limit.");
            assertThat(text(result)).startsWith("on\n").contains("asked\n");
            assertThat(result.millis()).isBetween(1000L, 20_000L);
        }
    }

    @Test
    void killsWhatIgnoresBeingAsked() throws Exception {
        try (CommandResult result = run("trap '' TERM; echo on; while :; do sleep 3600; done", 1, 0)) {
            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
            assertThat(text(result)).startsWith("on\n");
            assertThat(result.millis()).isBetween(3000L, 20_000L);
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void endsAPipelineAsAWhole() throws Exception {
        try (CommandResult result = run("sleep 3600 | sleep 3601 | (trap '' TERM; sleep 3602)", 1, 0)) {
            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void takesTheShorterOfTwoDeadlines() throws Exception {
        Command command = new Command("label", "sleep 3600", Duration.ZERO, 0);
        try (CommandResult result = runner.run(command, Duration.ofMillis(300))) {
            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
            assertThat(result.detail())
                    .isEqualTo("It was ended after 300 ms, what was left of the time for all commands.");
        }
        try (CommandResult result =
                runner.run(new Command("label", "sleep 3600", Duration.ofMillis(200), 0), Duration.ofHours(1))) {
            assertThat(result.detail()).isEqualTo("It was ended after 200 ms, its limit.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 3600 & echo done",
                "(sleep 3600 &) & echo done",
                "setsid sleep 3600 & echo done",
                "setsid setsid -f sleep 3600; echo done",
                "(trap '' TERM HUP; sleep 3600; sleep 3601) & echo done",
                "env -i /bin/sleep 3600 & echo done",
                "setsid -f env -i /bin/sleep 3600; echo done",
                "sleep 3600 >/dev/null 2>&1 & echo done",
                "nohup setsid sh -c 'sleep 3600 & sleep 3601' >/dev/null 2>&1 & echo done"
            })
    void endsWhatALeaderLeavesInTheBackground(String line) throws Exception {
        try (CommandResult result = run(line, 60, 1 << 20)) {
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(result.exitCode()).isZero();
            assertThat(text(result)).contains("done\n");
            assertThat(result.detail()).isEqualTo("What it had left running in the background was ended.");
            assertThat(result.millis()).isLessThan(10_000);
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void waitsALittleForWhatTheBackgroundStillPrints() throws Exception {
        try (CommandResult result = run("(sleep 0.1; echo late) & echo early", 60, 0)) {
            assertThat(result.status()).isEqualTo(Status.OK);
            assertThat(text(result)).isEqualTo("early\nlate\n");
            assertThat(result.detail()).isNull();
        }
    }

    @Test
    void endsWithItsLeaderKilledButOthersLeft() throws Exception {
        try (CommandResult result = run("sleep 3600 & kill -KILL $$", 60, 0)) {
            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.detail())
                    .isEqualTo("It was killed by signal 9 (SIGKILL)."
                            + " What it had left running in the background was ended.");
        }
    }

    @Test
    void endsAllWhenTheCallerIsInterrupted() throws Exception {
        Future<CommandResult> future = thread.submit(() -> run("setsid sleep 3600 & sleep 3601", 60, 0));
        await().until(() -> processes().size() >= 2);

        thread.shutdownNow();

        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(processes()).isEmpty();
    }

    @Test
    void startsNothingForACallerThatIsInterruptedAlready() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run("touch started", 60, 0)).isInstanceOf(InterruptedException.class);
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void endsAllWhenItIsClosed() throws Exception {
        Future<CommandResult> future = thread.submit(() -> run("trap '' TERM; echo on; setsid sleep 3600", 60, 0));
        await().until(() -> processes().size() >= 2);

        long start = System.nanoTime();
        runner.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(processes()).isEmpty();
        try (CommandResult result = future.get();
                CommandResult later = run("touch started", 60, 0)) {
            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.detail()).isEqualTo("It was ended, because the gathering was stopped.");
            assertThat(text(result)).startsWith("on\n");
            assertThat(later.detail()).isEqualTo("It was not started, because the gathering was stopped.");
        }
        assertThat(directory.resolve("started")).doesNotExist();
    }

    @Test
    void endsWhatItSawRunningWhereThereIsNoProc() throws Exception {
        String line = "sleep 3600 & echo on; sleep 3601";
        try (CommandRunner elsewhere = new CommandRunner(directory, environment, spools, directory.resolve("no"));
                CommandResult result =
                        elsewhere.run(new Command("label", line, Duration.ofSeconds(1), 0), Duration.ZERO)) {
            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
            assertThat(text(result)).startsWith("on\n");
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void endsAllWithoutSetsidToo() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("bin"));
        for (String program : List.of("sh", "sleep")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/bin", program));
        }
        try (CommandRunner bare = new CommandRunner(directory, Map.of("PATH", programs.toString()), spools);
                CommandResult result = bare.run(
                        new Command("label", "(sleep 3600 &); sleep 3601", Duration.ofSeconds(1), 0), Duration.ZERO)) {
            assertThat(result.status()).isEqualTo(Status.TIMEOUT);
        }
        assertThat(processes()).isEmpty();
        Files.delete(programs.resolve("sh"));
        Files.delete(programs.resolve("sleep"));
    }

    @Test
    void leaksNeitherDescriptorsNorThreads() throws Exception {
        run("echo first", 60, 0).close();
        long descriptors = entries(PROC.resolve("self/fd"));
        long threads = entries(PROC.resolve("self/task"));
        for (int i = 0; i < 30; i++) {
            run("echo again", 60, 0).close();
            run("no-such-program", 60, 0).close();
            run("head -c 100000 /dev/zero", 60, 50_000).close();
        }
        // Java has one thread for each process that runs, and the compiler and the collector come and go.
        assertThat(entries(PROC.resolve("self/fd"))).isLessThanOrEqualTo(descriptors + 5);
        assertThat(entries(PROC.resolve("self/task"))).isLessThanOrEqualTo(threads + 15);
    }

    private CommandResult run(String line, int seconds, long limit) throws InterruptedException {
        return runner.run(new Command("label", line, Duration.ofSeconds(seconds), limit), Duration.ZERO);
    }

    private static String text(CommandResult result) throws IOException {
        try (InputStream output = result.output()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    /** The living processes that have this test's directory as theirs. */
    private List<Path> processes() throws IOException {
        try (Stream<Path> all = Files.list(PROC)) {
            return all.filter(process ->
                            Character.isDigit(process.getFileName().toString().charAt(0)))
                    .filter(process -> isHere(process.resolve("cwd")))
                    .toList();
        }
    }

    private boolean isHere(Path link) {
        try {
            return Files.readSymbolicLink(link).equals(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
