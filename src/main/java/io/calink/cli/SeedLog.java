package io.calink.cli;

import io.calink.bundle.Item;
import io.calink.bundle.Progress;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells a gathering in the words of CaLink's first log, and where it stands on the line that changes. */
final class SeedLog implements Progress {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ROOT);
    private static final String STEP = "   + ";
    private static final String DETAIL = "          + ";
    private static final String MISSING = "          - ";
    private static final Map<String, String> WORDS = Map.of(
            "os", "OS",
            "iostat", "I/O stat",
            "smem", "swap memory",
            "vmem", "virtual memory",
            "ps", "process",
            "cpu", "CPU",
            "loadavg", "load average");

    private final Screen screen;
    private final Clock clock;
    private final boolean quiet;
    private final List<String> commands;
    private int commandsDone;
    private String doing = "";
    private String counts = "";

    /**
     * A log on that screen, with times of that clock in its zone.
     *
     * @param quiet whether nothing is said of what goes well
     * @param commands the command lines that will be run, in the order in which they are packed
     */
    SeedLog(Screen screen, Clock clock, boolean quiet, List<String> commands) {
        this.commands = List.copyOf(commands);
        this.screen = screen;
        this.clock = clock;
        this.quiet = quiet;
    }

    @Override
    public void step(Step step, String name) {
        say(
                STEP,
                switch (step) {
                    case INFORMATIONS -> "Retrieving informations..";
                    case JSON_FILE -> "Creating json file " + name;
                    case COMMANDS_FILE -> "Creating commands file " + name;
                    case FILEPATHS -> "Getting filepaths";
                    case ARCHIVE_FILE -> "Creating archive file " + name;
                });
    }

    @Override
    public void item(Item.Kind kind, String name) {
        say(
                DETAIL,
                switch (kind) {
                    case INFO -> "Getting " + WORDS.getOrDefault(name, name) + " informations";
                    case COMMAND -> "Executing command " + name;
                    case FILE -> "Adding file " + name + " to the archive";
                });
    }

    @Override
    public void notFound(boolean directory, String path) {
        String shown = directory && !path.endsWith("/") ? path + "/" : path;
        say(MISSING, "get_files: " + (directory ? "Directory " : "File ") + shown + " not found");
    }

    @Override
    public void done(Item item) {
        if (!quiet && screen.changes() && item.kind() != Item.Kind.INFO) {
            synchronized (this) {
                commandsDone += item.kind() == Item.Kind.COMMAND ? 1 : 0;
                boolean waits = commandsDone < commands.size();
                doing = waits ? Printable.of("Executing command " + commands.get(commandsDone)) : "";
                show();
            }
        }
    }

    @Override
    public void count(long itemsDone, long itemsTotal, long bytesRead, long bytesTotal, long bytesWritten) {
        if (!quiet && screen.changes()) {
            String now = String.format(
                    Locale.ROOT,
                    "%d of %d, %s read, %s packed",
                    itemsDone,
                    itemsTotal,
                    Sizes.text(bytesRead),
                    Sizes.text(bytesWritten));
            synchronized (this) {
                counts = now;
                show();
            }
        }
    }

    /** Says something that stands even in a quiet log, as its last line does. */
    void warn(String text) {
        screen.line(line("WARN", "   ! " + Printable.of(text)));
    }

    private void say(String bullet, String text) {
        if (quiet) {
            return;
        }
        String safe = Printable.of(text);
        synchronized (this) {
            doing = safe;
            show();
            screen.line(line("INFO", bullet + safe));
        }
    }

    private void show() {
        screen.status(counts + (counts.isEmpty() || doing.isEmpty() ? "" : ": ") + doing);
    }

    private String line(String level, String text) {
        return String.format(
                Locale.ROOT, "%s [%-12s] [%-5s]%s", TIME.format(LocalDateTime.now(clock)), "MainThread", level, text);
    }
}
