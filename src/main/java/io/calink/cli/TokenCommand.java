package io.calink.cli;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token for callers of the service. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = {
            "Makes a token with which the service is called.",
            "Prints the token, which is kept nowhere, and then the line for calink.security.tokens."
        })
final class TokenCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "Whose it is: letters, digits, \".\", \"_\" and \"-\".")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "viewer (informations and documents) or collector (everything, the default).")
    private String role = Role.COLLECTOR.label();

    TokenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UsageException {
        String token = Tokens.make();
        Grant grant;
        try {
            grant = Grant.of(name, Role.of(role), token);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        console.results().line(token + System.lineSeparator() + grant.line());
        return 0;
    }
}
