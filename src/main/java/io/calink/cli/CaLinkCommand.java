package io.calink.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: gathers when it is told nothing else. */
@Command(
        name = "calink",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        customSynopsis = {"calink [OPTION...]", "       calink COMMAND [OPTION...]"},
        header = "Gathers everything about this machine into one archive.",
        description = {
            "",
            "Without a command it gathers now: writes the archive, its .json and its -commands.log into the current"
                    + " directory, logs each step on standard error, and prints the archive's path.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:a mistake on the command line or in the configuration",
            "3:an archive was written, but cut short by bundle_time, bundle_size or files",
            "130, 143:interrupted; nothing is left behind"
        })
public final class CaLinkCommand implements Callable<Integer> {
    private static final int WIDTH = 100;
    private static final String LOGGING = "slf4j.provider";

    private final Console console;

    @Mixin
    private Gathering gathering = new Gathering();

    private CaLinkCommand(Console console) {
        this.console = console;
    }

    /** Runs the command line on the standard streams, and ends the program with its exit status. */
    public static void main(String[] args) {
        // Libraries that log find Spring's logging in the runnable jar, and that would write to standard output.
        System.setProperty(LOGGING, System.getProperty(LOGGING, "org.slf4j.helpers.NOP_FallbackServiceProvider"));
        System.setProperty("slf4j.internal.verbosity", "WARN");
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs the command line on other streams, and gives its exit status. */
    static int run(OutputStream out, PrintStream err, String... args) {
        Console console = new Console(new Results(out), new Complaints(err), err);
        return commandLine(console).execute(args);
    }

    private static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new CaLinkCommand(console));
        line.addSubcommand(new ServeCommand());
        line.addSubcommand(new InfoCommand(console));
        line.addSubcommand(new PlanCommand(console));
        line.addSubcommand(new ListCommand(console));
        line.addSubcommand(new VerifyCommand(console));
        line.addSubcommand(new RedactCommand(console));
        line.addSubcommand(new RevealCommand(console, System.in));
        line.addSubcommand(new TokenCommand(console));
        return line.setUsageHelpWidth(WIDTH)
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExecutionStrategy(parsed -> execute(console, parsed))
                .setParameterExceptionHandler((e, args) -> misused(console, e))
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> console.complaints().about(e));
    }

    @Override
    public Integer call() throws Exception {
        return gathering.run(console);
    }

    private static int execute(Console console, ParseResult parsed) {
        for (ParseResult asked = parsed; asked != null; asked = asked.subcommand()) {
            if (asked.isUsageHelpRequested()) {
                return tell(
                        console,
                        asked.commandSpec().commandLine().getUsageMessage().stripTrailing());
            }
            if (asked.isVersionHelpRequested()) {
                return tell(console, VersionLine.text());
            }
        }
        carry(parsed);
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int tell(Console console, String text) {
        try {
            console.results().line(text);
            return 0;
        } catch (IOException e) {
            return console.complaints().about(e);
        }
    }

    /** Options that stand before a command's name belong to the command. */
    private static void carry(ParseResult parsed) {
        ParseResult command = parsed.subcommand();
        if (command == null) {
            return;
        }
        for (OptionSpec given : parsed.matchedOptions()) {
            OptionSpec own = command.commandSpec().findOption(given.longestName());
            if (own == null) {
                throw new ParameterException(
                        command.commandSpec().commandLine(),
                        "\"" + command.commandSpec().qualifiedName() + "\" takes no " + given.longestName());
            }
            if (!command.hasMatchedOption(own)) {
                own.setValue(given.getValue());
            }
        }
    }

    private static int misused(Console console, ParameterException e) {
        String guess = "";
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> nearest = unmatched.getSuggestions();
            guess = nearest.isEmpty()
                    ? ""
                    : nearest.stream().limit(3).collect(Collectors.joining(", ", ". Did you mean ", "?"));
        }
        console.complaints().say(e.getMessage() + guess);
        console.complaints()
                .say("\"" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help\" tells what there is.");
        return Complaints.USAGE;
    }
}
