package io.calink.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal behind the standard streams. */
final class Terminal {
    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 10;
    private static final long PATIENCE_SECONDS = 2;

    private Terminal() {}

    /** Whether standard error is seen on a terminal that can erase a line. */
    static boolean showsStandardError(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean able = !kind.isEmpty() && !kind.equals("dumb");
        return able && ask("test -t 2", Redirect.PIPE) != null;
    }

    /** Whether a person sees standard output. */
    static boolean showsStandardOutput() {
        return ask("test -t 1", Redirect.INHERIT) != null;
    }

    /** How many columns a line of standard error has now. */
    static int columns() {
        String size = ask("stty size <&2 2>/dev/null", Redirect.PIPE);
        String[] parts = size == null ? new String[0] : size.strip().split(" ", -1);
        return parts.length == 2 && parts[1].matches("[1-9]\\d{0,4}")
                ? Math.max(FEWEST_COLUMNS, Integer.parseInt(parts[1]))
                : USUAL_COLUMNS;
    }

    // Java has no isatty(): System.console() looks at standard input and output together, and from JDK 22 on is there
    // without a terminal too. The shell knows.
    private static @Nullable String ask(String question, Redirect output) {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", question)
                    .redirectOutput(output)
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
                return null;
            }
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return shell.exitValue() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
