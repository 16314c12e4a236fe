package io.calink.cli;

import io.calink.CaLink;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints which informations there are. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = "The informations there are, with their descriptions.")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "As a JSON object: descriptions by name.")
    private boolean json;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (CaLink calink = CaLink.onThisMachine()) {
            Map<String, String> descriptions = calink.descriptions();
            if (json) {
                console.results().json(descriptions, false);
            } else {
                Table table = new Table("NAME", "DESCRIPTION");
                descriptions.forEach(table::row);
                console.results().line(String.join(System.lineSeparator(), table.lines()));
            }
            return 0;
        }
    }
}
