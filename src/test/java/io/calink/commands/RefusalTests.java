package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the system refuses processes or descriptors; tried with a program of its own, to spare this one. */
class RefusalTests {
    @TempDir
    Path directory;

    @BeforeEach
    void opensItsDirectoryToAll() throws IOException {
        directory = directory.toRealPath();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void recordsThatNoProcessCanBeStartedAndRecovers() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")) && Files.isExecutable(Path.of("/usr/bin/setpriv")));
        try (Program program = start(asOrdinaryUser(), Map.of())) {
            assertThat(program.ask("echo before")).isEqualTo("OK|null|" + base64("before\n"));

            program.limit("--nproc=1:");
            assertThat(program.ask("echo refused"))
                    .isEqualTo("FAILED|The system refused to start another process: a limit on processes is reached.|");

            program.limit("--nproc=4000:");
            assertThat(program.ask("echo after")).isEqualTo("OK|null|" + base64("after\n"));
            assertThat(spools()).isEmpty();
        }
    }

    @Test
    void recordsThatNoDescriptorIsLeftAndRecovers() throws Exception {
        try (Program program = start(List.of("sh", "-c", "ulimit -n 64; exec \"$@\"", "sh"), Map.of())) {
            assertThat(program.ask("echo before")).isEqualTo("OK|null|" + base64("before\n"));

            assertThat(program.ask("+")).isEqualTo("taken");
            assertThat(program.ask("echo refused"))
                    .isEqualTo("FAILED|It could not be started: the limit on open files is reached.|");

            assertThat(program.ask("-")).isEqualTo("given");
            assertThat(program.ask("echo after; (sleep 3600 &)"))
                    .isEqualTo("OK|What it had left running in the background was ended.|" + base64("after\n"));
            assertThat(spools()).isEmpty();
        }
    }

    @Test
    void handsOverEveryCharacterInALocaleWithoutThem() throws Exception {
        try (Program program = start(List.of(), Map.of("LC_ALL", "C"))) {
            assertThat(program.ask("printf '%s|' 'été 日本' \"100%\" '\\n' $(echo in)"))
                    .isEqualTo("OK|null|" + base64("été 日本|100%|\\n|in|"));
            assertThat(program.ask("exit 3; echo é")).isEqualTo("OK|null|");
        }
    }

    @Test
    void leavesNoPlainTextWhenItIsKilled() throws Exception {
        try (Program program = start(List.of(), Map.of())) {
            program.say("echo secret; touch running; sleep 5");
            await().until(() -> Files.exists(directory.resolve("running")));
            await().until(() -> spools().isEmpty());

            program.process().destroyForcibly();

            assertThat(program.process().waitFor()).isEqualTo(137);
            assertThat(spools()).isEmpty();
        }
    }

    private Program start(List<String> prefix, Map<String, String> variables) throws IOException {
        Path classes = directory.resolve("classes/io/calink/commands");
        Files.createDirectories(classes);
        for (Class<?> one : List.of(CommandRunner.class, ShellOfLines.class)) {
            copy(Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath()), classes);
        }
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                directory.resolve("classes").toString(),
                ShellOfLines.class.getName(),
                directory.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        Process process = builder.start();
        return new Program(
                process, new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** The program that runs commands, and what it says. */
    private record Program(Process process, BufferedReader answers) implements AutoCloseable {
        void say(String line) throws IOException {
            OutputStream questions = process.getOutputStream();
            questions.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            questions.flush();
        }

        String ask(String line) throws IOException {
            say(line);
            return String.valueOf(answers.readLine());
        }

        /** Sets a limit of the program, as its own user. */
        void limit(String option) throws Exception {
            List<String> words = new ArrayList<>(asOrdinaryUser());
            words.addAll(List.of("prlimit", "--pid", Long.toString(process.pid()), option));
            assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
        }

        @Override
        public void close() throws IOException {
            answers.close();
            process.destroyForcibly();
        }
    }

    /** A user that has no other processes; one that is root has no limit on them. */
    private static List<String> asOrdinaryUser() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        String user = Long.toString(400_000 + ProcessHandle.current().pid());
        return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
    }

    private static void copy(Path root, Path target) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("io/calink/commands"))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    private List<Path> spools() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spool")).toList();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
