package io.calink.cli;

import io.calink.CaLink;
import io.calink.bundle.Discretion;
import io.calink.bundle.Redaction;
import io.calink.bundle.Workplace;
import io.calink.info.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints informations. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = {
            "Informations as JSON.",
            "One object holds them by name, on a terminal over several lines. What this machine does not have, or"
                    + " what could not be read, is null, and standard error says why."
        })
final class InfoCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which ones; all if none is named.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private RootOption root = new RootOption();

    @Option(names = "--json", description = "On one line, on a terminal too.")
    private boolean json;

    InfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        Workplace workplace = root.workplace();
        Discretion discretion = new Discretion(Redaction.standard(), workplace.environment());
        try (CaLink calink = CaLink.at(workplace)) {
            Collection<String> known = calink.descriptions().keySet();
            for (String name : names) {
                if (!known.contains(name)) {
                    throw new UsageException("There is no information \"" + name + "\". The known ones are: "
                            + String.join(", ", known) + ".");
                }
            }
            boolean pretty = !json && Terminal.showsStandardOutput();
            Map<String, @Nullable Object> values = values(calink, names.isEmpty() ? known : names);
            console.results().json(Objects.requireNonNull(discretion.value(values)), pretty);
            return 0;
        }
    }

    private Map<String, @Nullable Object> values(CaLink calink, Collection<String> wanted) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : wanted) {
            Reading reading = calink.read(name);
            values.put(name, reading instanceof Reading.Value value ? value.value() : null);
            if (reading instanceof Reading.Absent absent) {
                console.complaints().say(name + ": " + absent.reason());
            } else if (reading instanceof Reading.Failure failure) {
                console.complaints().say(name + ": " + failure.reason());
            }
        }
        return values;
    }
}
