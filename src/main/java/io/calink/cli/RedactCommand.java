package io.calink.cli;

import io.calink.CaLink;
import io.calink.bundle.RedactedCopy;
import io.calink.bundle.Redaction;
import io.calink.bundle.Workplace;
import io.calink.config.ConfigurationException;
import io.calink.jobs.NameBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a copy without secrets. */
@Command(
        name = "redact",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = {
            "Copies an archive or a text without its secrets, whoever made it: tar, tar.gz, tar.xz, tar.zst, tar.bz2, zip,"
                    + " or one file, compressed or not.",
            "What was removed, and what was left out, stands on standard output. A file that exists is not overwritten.",
            "The rules are the built-in ones and those of [redaction] in the configuration."
        })
final class RedactCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "IN", description = "An archive, or a text.")
    private Path in = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The copy. That of an archive has the format that its name ends in.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private DataOption data = new DataOption();

    RedactCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UsageException, ConfigurationException {
        if (!Files.exists(in)) {
            throw new NoSuchFileException(in.toString());
        }
        if (!Files.isRegularFile(in)) {
            throw new UsageException(in + " is not a file; an archive or a text is expected");
        }
        RedactedCopy.Report report;
        NameBook book = data.book(console.complaints()::warn);
        Workplace workplace = data.with(Workplace.here(), book);
        try (book;
                Interruption interruption = new Interruption();
                CaLink calink = CaLink.at(workplace)) {
            Redaction redaction = redaction(calink);
            data.check(redaction, book);
            report = RedactedCopy.of(redaction, workplace, interruption.stop()).make(in, out);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (json) {
            console.results().json(report, false);
        } else {
            print(report);
        }
        return 0;
    }

    /** Those of the configuration; what else it says, and may be warned of, is about gathering. */
    private Redaction redaction(CaLink calink) throws ConfigurationException, UsageException {
        Redaction redaction = source.plan(calink, warning -> {}).redaction();
        if (!redaction.isOn()) {
            throw new UsageException(
                    "the configuration says enabled=false in [redaction], so that nothing would be removed;"
                            + " name another one with --config");
        }
        return redaction;
    }

    private void print(RedactedCopy.Report report) throws IOException {
        print("left out: ", report.leftOut(), report.leftOutInAll());
        print("not redacted: ", report.unredacted(), report.unredactedInAll());
        for (var removed : report.removed().entrySet()) {
            console.results().line(Printable.of("removed: " + removed.getKey() + " " + removed.getValue()));
        }
        long removed =
                report.removed().values().stream().mapToLong(Long::longValue).sum();
        console.results()
                .line(Printable.of(out + ": " + counted(report.entries(), "entry", "entries") + ", "
                        + counted(removed, "secret", "secrets") + " removed, " + report.leftOutInAll() + " left out, "
                        + report.unredactedInAll() + " not redacted"));
    }

    private void print(String what, List<RedactedCopy.Told> told, long inAll) throws IOException {
        for (RedactedCopy.Told one : told) {
            console.results().line(Printable.of(what + one.name() + " " + one.what()));
        }
        if (inAll > told.size()) {
            console.results().line(what + (inAll - told.size()) + " more");
        }
    }

    private static String counted(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }
}
