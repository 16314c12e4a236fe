package io.calink.cli;

import io.calink.jobs.NameBook;
import io.calink.redaction.Revealing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what pseudonyms stand for. */
@Command(
        name = "reveal",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = {
            "Tells what pseudonyms stand for that bundles of this machine have.",
            "Prints a line for each. Without any, or with \"-\", it copies standard input to standard output, with the"
                    + " originals in place of the pseudonyms that are known."
        })
final class RevealCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream in;

    @Parameters(
            paramLabel = "PSEUDONYM",
            arity = "0..*",
            description = "Such as host-1f2e3d4c5b, 240.17.3.9 or ca:1a:5e:00:12:fd.")
    private List<String> pseudonyms = new ArrayList<>();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "As one JSON object: what each stands for, null where that is not known.")
    private boolean json;

    RevealCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException, UsageException {
        boolean text = pseudonyms.isEmpty() || pseudonyms.contains("-");
        if (text && (json || pseudonyms.size() > 1)) {
            throw new UsageException("standard input is a text: with it there are no other pseudonyms and no --json");
        }
        Revealing revealing;
        try (NameBook book = data.book(console.complaints()::warn)) {
            revealing = new Revealing(book.originals());
        }
        return text ? copy(revealing) : tell(revealing);
    }

    private int copy(Revealing revealing) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.results().line(revealing.text(line));
            }
        }
        return 0;
    }

    private int tell(Revealing revealing) throws IOException {
        Map<String, @Nullable String> told = new LinkedHashMap<>();
        for (String pseudonym : pseudonyms) {
            told.put(pseudonym, revealing.original(pseudonym).orElse(null));
        }
        if (json) {
            console.results().json(told, false);
        }
        int status = 0;
        for (Map.Entry<String, @Nullable String> one : told.entrySet()) {
            String original = one.getValue();
            if (original == null) {
                status = Complaints.FAILED;
                console.complaints()
                        .say("What " + one.getKey() + " stands for is not known in " + data.path()
                                + ": if a bundle of another user or service has it, name its data directory with"
                                + " --data-dir.");
            } else if (!json) {
                console.results().line(Printable.of(original));
            }
        }
        return status;
    }
}
