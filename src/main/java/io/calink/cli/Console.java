package io.calink.cli;

import java.io.PrintStream;

/** Where the command line talks: results here, complaints and progress there. */
record Console(Results results, Complaints complaints, PrintStream err) {
    /** Standard error for a log; on a terminal with a line that changes, unless nobody wants to see it. */
    Screen screen(boolean quiet) {
        boolean terminal = !quiet && Terminal.showsStandardError(System.getenv());
        return new Screen(err, terminal ? Terminal::columns : null);
    }
}
