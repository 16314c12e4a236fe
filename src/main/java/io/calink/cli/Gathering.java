package io.calink.cli;

import io.calink.CaLink;
import io.calink.Snapshot;
import io.calink.archive.EarlierArchive;
import io.calink.bundle.Discretion;
import io.calink.bundle.Outcome;
import io.calink.bundle.Plan;
import io.calink.bundle.Status;
import io.calink.bundle.StoppedException;
import io.calink.bundle.UnknownKeyException;
import io.calink.bundle.Workplace;
import io.calink.commands.Command;
import io.calink.config.ConfigurationException;
import io.calink.jobs.NameBook;
import io.calink.redaction.LeakException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code calink} does when it is told nothing else: it gathers, and says where the archive is. */
final class Gathering {
    /** The exit status of a gathering that was cut short. */
    static final int CUT = 3;

    private static final int LONGEST_NOTE = 200;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private RootOption root = new RootOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--note", paramLabel = "TEXT", description = "What the manifest says of the occasion.")
    private @Nullable String note;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Where the archive, its .json and its -commands.log go; an encrypted archive goes alone. Default: the"
                            + " current directory")
    private Path directory = Path.of("");

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing of what goes well; the archive's path is still printed.")
    private boolean quiet;

    @Option(
            names = "--reuse",
            paramLabel = "ARCHIVE",
            description =
                    "Take what has not changed out of an earlier tar.gz archive, which takes a fraction of the time,"
                            + " and write an .index beside the new archive, so that the next one can be made from that. Without"
                            + " its own .index an earlier archive saves nothing.")
    private @Nullable Path earlier;

    @Option(names = "--json", description = "Print what was made as JSON: archive, json, commands, size, sha256, ...")
    private boolean json;

    /** Gathers, and gives the exit status. */
    int run(Console console)
            throws UsageException, ConfigurationException, UnknownKeyException, IOException, InterruptedException {
        checkNote(note);
        NameBook book = data.book(console.complaints()::warn);
        Workplace workplace = data.with(root.workplace(), book);
        try (book;
                Interruption interruption = new Interruption();
                CaLink calink = CaLink.at(workplace)) {
            Plan plan = selection.choose(source.plan(calink, console.complaints()::warn));
            data.check(plan.redaction(), book);
            Path target = writable(directory.toAbsolutePath().normalize());
            Discretion discretion = new Discretion(plan.redaction(), workplace);
            Screen screen = console.screen(quiet);
            SeedLog log = new SeedLog(
                    screen,
                    workplace.clock(),
                    quiet,
                    plan.commands().stream()
                            .map(Command::line)
                            .map(discretion::text)
                            .toList());
            warnOfNothingToReuse(log);
            Snapshot snapshot;
            try (screen) {
                snapshot = calink.gather(plan, note, target, earlier, log, interruption.stop());
            } catch (StoppedException e) {
                throw e;
            } catch (LeakException e) {
                throw new IOException(
                        "A secret that the redaction had left was found on its way into the archive, and on_leak=fail"
                                + " forbids that. Nothing was kept. Add a rule for it to [redaction], or set"
                                + " on_leak=redact, by which it is removed there.",
                        e);
            } catch (IOException e) {
                String where =
                        e instanceof FileSystemException file && file.getFile() != null ? file.getFile() : "" + target;
                throw new IOException(
                        where + " could not be written: " + Complaints.reason(e) + ". Nothing was kept.", e);
            }
            print(snapshot, console.results());
            return end(snapshot.outcome(), log);
        }
    }

    private void warnOfNothingToReuse(SeedLog log) {
        Path index = earlier == null ? null : EarlierArchive.indexOf(earlier);
        if (index != null && !Files.isReadable(index)) {
            log.warn("--reuse: " + Printable.of(index.toString())
                    + " cannot be read, so everything is compressed; the next archive can be made from this one");
        }
    }

    private static void checkNote(@Nullable String note) throws UsageException {
        if (note != null && note.codePointCount(0, note.length()) > LONGEST_NOTE) {
            throw new UsageException("--note: at most " + LONGEST_NOTE + " characters are expected");
        }
        if (note != null && note.codePoints().anyMatch(Character::isISOControl)) {
            throw new UsageException("--note: one line without control characters is expected");
        }
    }

    private static Path writable(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException("directory " + directory);
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        if (!Files.isWritable(directory)) {
            if (Files.getFileStore(directory).isReadOnly()) {
                throw new FileSystemException(directory.toString(), null, "the file system is mounted read-only");
            }
            throw new AccessDeniedException(directory.toString());
        }
        return directory;
    }

    private void print(Snapshot snapshot, Results results) throws IOException {
        try {
            if (json) {
                results.json(Made.of(snapshot), false);
            } else {
                results.line(snapshot.archive().toString());
            }
        } catch (IOException e) {
            throw new IOException("The archive is " + snapshot.archive() + ". " + e.getMessage(), e);
        }
    }

    private static int end(Outcome outcome, SeedLog log) {
        if (outcome.cutBy() != null) {
            log.warn("The archive was cut short by " + outcome.cutBy() + "; its manifest.json says what is missing");
        }
        long denied = outcome.counts().getOrDefault(Status.DENIED, 0L);
        if (denied > 0) {
            log.warn(denied + (denied == 1 ? " item was denied" : " items were denied") + " to user "
                    + System.getProperty("user.name") + "; " + wayOut(System.getProperty("user.name", "")));
        }
        return outcome.cutBy() == null ? 0 : CUT;
    }

    private static String wayOut(String user) {
        return user.equals("root")
                ? "manifest.json names them; in a container add the capability DAC_READ_SEARCH to read them"
                : "to read them, run it with sudo: sudo calink";
    }

    /**
     * What a gathering made, for programs.
     *
     * @param cutBy the limit that cut it short, or {@code null}
     * @param counts how many items ended how
     */
    record Made(
            String archive,
            @Nullable String json,
            @Nullable String commands,
            long size,
            String sha256,
            @Nullable String cutBy,
            Map<Status, Long> counts) {
        static Made of(Snapshot snapshot) {
            Outcome outcome = snapshot.outcome();
            Path json = snapshot.json();
            Path commands = snapshot.commands();
            return new Made(
                    snapshot.archive().toString(),
                    json == null ? null : json.toString(),
                    commands == null ? null : commands.toString(),
                    outcome.size(),
                    outcome.sha256(),
                    outcome.cutBy(),
                    outcome.counts());
        }
    }
}
