package io.calink.app;

import io.calink.cli.CaLinkCommand;
import java.util.List;

/** The program: {@code serve} starts the service, everything else is the command line. */
public final class Main {
    private static final List<String> ABOUT = List.of("-h", "--help", "-V", "--version");

    private Main() {}

    /** Runs the program with the arguments of its command line. */
    public static void main(String[] args) {
        if (isService(args)) {
            Service.run(args);
        } else {
            CaLinkCommand.main(args);
        }
    }

    /** Whether these arguments start the service, rather than ask about it. */
    static boolean isService(String... args) {
        return args.length > 0
                && args[0].equals("serve")
                && List.of(args).stream().noneMatch(ABOUT::contains);
    }
}
