package io.calink.cli;

import io.calink.CaLink;
import io.calink.bundle.Discretion;
import io.calink.bundle.Json;
import io.calink.bundle.Plan;
import io.calink.bundle.Preview;
import io.calink.bundle.UnknownKeyException;
import io.calink.bundle.Workplace;
import io.calink.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        Workplace workplace = root.workplace();
        try (CaLink calink = CaLink.at(workplace)) {
            Plan plan = selection.choose(source.plan(calink, console.complaints()::warn));
            Preview preview = calink.preview(plan);
            Discretion discretion = new Discretion(plan.redaction(), workplace.environment());
            if (json) {
                byte[] clean = discretion.json(Json.mapper().writeValueAsBytes(preview));
                console.results().line(new String(clean, StandardCharsets.UTF_8));
            } else {
                console.results().line(String.join(System.lineSeparator(), lines(preview, discretion)));
            }
            return 0;
        }
    }

    private static List<String> lines(Preview preview, Discretion discretion) {
        Table table = new Table("KIND", "KEY", ">COUNT", ">SIZE", "NAME");
        for (Preview.Item item : preview.items()) {
            Long size = item.size();
            table.row(
                    item.kind().label(),
                    discretion.text(item.key()),
                    Long.toString(item.count()),
                    size == null ? "" : Sizes.text(size),
                    discretion.text(item.name() + (item.detail() == null ? "" : " (" + item.detail() + ")")));
        }
        List<String> lines = new ArrayList<>(table.lines());
        Preview.Totals totals = preview.totals();
        lines.add("");
        lines.add(totals.informations() + " informations, " + totals.files() + " files of " + Sizes.text(totals.size())
                + ", " + totals.commands() + (totals.commands() == 1 ? " command" : " commands"));
        for (Preview.Bite bite : preview.limits()) {
            lines.add("limit " + bite.limit() + " = " + bite.value() + ": "
                    + Printable.of(discretion.text(bite.detail())));
        }
        return lines;
    }
}
