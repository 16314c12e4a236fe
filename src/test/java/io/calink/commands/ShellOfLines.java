package io.calink.commands;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A program of its own: runs each line that it reads as a command, and answers with a line of status, detail and output.
 * {@code +} takes all descriptors that there are, {@code -} gives them back.
 */
final class ShellOfLines {
    private ShellOfLines() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Map<String, String> environment = CommandRunner.environment(System.getenv(), Path.of("/"), Instant.EPOCH);
        List<FileInputStream> taken = new ArrayList<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (CommandRunner runner = new CommandRunner(directory, environment, directory)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "+" -> take(taken);
                    case "-" -> give(taken);
                    default -> run(runner, line);
                }
            }
        }
    }

    private static void run(CommandRunner runner, String line) throws Exception {
        Command command = new Command("label", line, Duration.ofMinutes(1), 1 << 20);
        try (CommandResult result = runner.run(command, Duration.ZERO);
                InputStream output = result.output()) {
            String text = Base64.getEncoder().encodeToString(output.readAllBytes());
            System.out.println(result.status() + "|" + result.detail() + "|" + text);
        }
    }

    private static void take(List<FileInputStream> taken) {
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            System.out.println("taken");
        }
    }

    private static void give(List<FileInputStream> taken) throws IOException {
        for (FileInputStream one : taken) {
            one.close();
        }
        taken.clear();
        System.out.println("given");
    }
}
