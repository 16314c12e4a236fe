package io.calink.cli;

import io.calink.CaLink;
import io.calink.bundle.Preview;
import io.calink.bundle.UnknownKeyException;
import io.calink.config.ConfigurationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a gathering would take in. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = "What a snapshot would gather, with sizes, without gathering it.")
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private RootOption root = new RootOption();

    @Option(names = "--json", description = "As JSON, as GET /plan answers it.")
    private boolean json;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call()
            throws UsageException, ConfigurationException, UnknownKeyException, IOException, InterruptedException {
        try (CaLink calink = CaLink.at(root.workplace())) {
            Preview preview = calink.preview(selection.choose(source.plan(calink, console.complaints()::warn)));
            if (json) {
                console.results().json(preview, false);
            } else {
                console.results().line(String.join(System.lineSeparator(), lines(preview)));
            }
            return 0;
        }
    }

    private static List<String> lines(Preview preview) {
        Table table = new Table("KIND", "KEY", ">COUNT", ">SIZE", "NAME");
        for (Preview.Item item : preview.items()) {
            Long size = item.size();
            table.row(
                    item.kind().label(),
                    item.key(),
                    Long.toString(item.count()),
                    size == null ? "" : Sizes.text(size),
                    item.name() + (item.detail() == null ? "" : " (" + item.detail() + ")"));
        }
        List<String> lines = new ArrayList<>(table.lines());
        Preview.Totals totals = preview.totals();
        lines.add("");
        lines.add(totals.informations() + " informations, " + totals.files() + " files of " + Sizes.text(totals.size())
                + ", " + totals.commands() + (totals.commands() == 1 ? " command" : " commands"));
        for (Preview.Bite bite : preview.limits()) {
            lines.add("limit " + bite.limit() + " = " + bite.value() + ": " + Printable.of(bite.detail()));
        }
        return lines;
    }
}
