package io.calink.bundle;

import io.calink.CaLink;
import io.calink.commands.Command;
import io.calink.files.FileSelection;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A machine called web1 with one log, at half past ten on the evening of the seed's example, for tests. */
final class SmallHost implements AutoCloseable {
    static final Instant NOW = Instant.parse("2014-10-28T21:29:10Z");

    final Path root;
    final Path out;
    final CaLink calink;

    SmallHost(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        out = Files.createDirectory(directory.resolve("out"));
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/hostname"), "web1\n");
        Files.writeString(root.resolve("proc/sys/kernel/hostname"), "web1\n");
        write("var/log/app.log", "one\ntwo\n");
        calink = CaLink.at(new Workplace(
                        root, directory, System.getenv(), directory, Clock.fixed(NOW, ZoneOffset.ofHours(1)), 2))
                .with("answer", "The answer to everything", () -> Map.of("number", 42));
    }

    static Plan plan(Limits limits, Output output, Command... commands) {
        return new Plan(
                Map.of("system", List.of("host", "answer", "smem")),
                List.of(FileSelection.parse("var_log_dirs", ".")),
                List.of(commands),
                output,
                limits,
                "c0ffee");
    }

    /** The same plan that takes binary files too. */
    static Plan allowing(Plan plan) {
        Settings all = new Settings(true, Map.of(), List.of("/**"), List.of(), Settings.OnLeak.REDACT, Set.of());
        return new Plan(
                plan.info(),
                plan.files(),
                plan.commands(),
                plan.output(),
                plan.limits(),
                plan.configSha256(),
                new Redaction(Rules.of(all), ""));
    }

    static Limits limits(Duration time, long size, long files) {
        return new Limits(0, Map.of(), Duration.ofSeconds(5), Map.of(), time, size, files, 64, null);
    }

    static Command command(String label, String line) {
        return new Command(label, line, Duration.ofSeconds(100), 1 << 20);
    }

    void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Override
    public void close() {
        calink.close();
    }
}
