package io.calink.cli;

import io.calink.bundle.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an archive. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = {
            "Checks the archive against the manifest inside it.",
            "What is wrong stands on standard output, a line each, and the exit status is then 1."
        })
final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "ARCHIVE", description = "An archive that CaLink made.")
    private Path archive = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(archive)) {
            throw new NoSuchFileException(archive.toString());
        }
        Verification verification = Verification.of(archive);
        if (json) {
            console.results().json(verification, false);
        } else {
            print(verification);
        }
        if (verification.ok()) {
            return 0;
        }
        int found = verification.findings().size();
        console.complaints()
                .say(archive + " is not what its manifest says: "
                        + (found == 1 ? "1 thing is wrong." : found + " things are wrong."));
        return Complaints.FAILED;
    }

    private void print(Verification verification) throws IOException {
        for (Verification.Finding finding : verification.findings()) {
            String entry = finding.entry();
            console.results().line(Printable.of((entry == null ? "" : entry + ": ") + finding.what()));
        }
        if (verification.ok()) {
            console.results()
                    .line(Printable.of(archive + ": " + verification.entries() + " entries, all as the manifest says"));
        }
    }
}
