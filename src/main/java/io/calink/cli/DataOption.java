package io.calink.cli;

import io.calink.bundle.Redaction;
import io.calink.bundle.Workplace;
import io.calink.jobs.DataDirectory;
import io.calink.jobs.NameBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the key of the pseudonyms is, and what they stand for. */
final class DataOption {
    private static final Path OF_ROOT = Path.of("/var/lib/calink");

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where the key of the pseudonyms is kept, and what they stand for; that of a service can be used"
                            + " while it runs. Default: /var/lib/calink for root, else ~/.local/state/calink")
    private @Nullable Path directory;

    /** The directory. */
    Path path() {
        return directory != null ? directory : DataDirectory.usual().orElse(OF_ROOT);
    }

    /** The book in that directory, of which nothing is read yet. */
    NameBook book(Consumer<String> warnings) {
        return new NameBook(path(), warnings);
    }

    /** The same workplace that has its pseudonyms from a book, and never collects that. */
    Workplace with(Workplace workplace, NameBook book) {
        List<Path> never = new ArrayList<>(workplace.neverCollected());
        never.add(path().toAbsolutePath().normalize());
        return workplace.neverCollecting(never.toArray(Path[]::new)).pseudonyms(book::pseudonyms);
    }

    /**
     * Looks whether the key can be had, where it is needed.
     *
     * @throws UsageException if it is to be in a directory that was named and cannot be used
     */
    void check(Redaction redaction, NameBook book) throws UsageException {
        if (directory == null || redaction.rules().settings().pseudonyms().isEmpty()) {
            return;
        }
        try {
            book.open();
        } catch (IOException e) {
            throw new UsageException("--data-dir: " + e.getMessage());
        }
    }
}
