package io.calink.cli;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard error as a person sees it: lines that stay, and on a terminal one more below them that changes. That one is
 * drawn at most ten times a second, however often it changes, never wraps, and is gone when this is closed.
 */
final class Screen implements AutoCloseable {
    private static final long REDRAW_MILLIS = 100;
    private static final int REDRAWS_BETWEEN_MEASURES = 30;
    private static final String ERASE = "\r\033[K";

    private final PrintStream err;
    private final @Nullable IntSupplier terminal;
    private final @Nullable ScheduledExecutorService ticker;
    private String status = "";
    private String drawn = "";
    private int columns;
    private int redraws;
    private boolean closed;

    /**
     * A screen whose lines go to {@code err}.
     *
     * @param terminal tells how many columns the terminal has now; without one the changing line is left out
     */
    Screen(PrintStream err, @Nullable IntSupplier terminal) {
        this.err = err;
        this.terminal = terminal;
        if (terminal == null) {
            ticker = null;
        } else {
            columns = terminal.getAsInt();
            ticker = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "calink-status");
                thread.setDaemon(true);
                return thread;
            });
            var unused =
                    ticker.scheduleWithFixedDelay(this::redraw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether there is a changing line. */
    boolean changes() {
        return terminal != null;
    }

    /** Writes a line that stays. */
    synchronized void line(String text) {
        String erase = drawn.isEmpty() ? "" : ERASE;
        // What was there stays in sight, as it is now.
        drawn = drawn.isEmpty() ? "" : fitting(status);
        err.print(erase + text + System.lineSeparator() + drawn);
        err.flush();
    }

    // The last column stays free: some terminals wrap as soon as it is written.
    private String fitting(String text) {
        return Printable.cut(text, columns - 1);
    }

    /** Says what the changing line shows from now on. */
    synchronized void status(String text) {
        status = text;
    }

    private void redraw() {
        measure();
        synchronized (this) {
            String line = fitting(status);
            if (!closed && !line.equals(drawn)) {
                err.print(ERASE + line);
                err.flush();
                drawn = line;
            }
        }
    }

    private void measure() {
        if (terminal != null && ++redraws % REDRAWS_BETWEEN_MEASURES == 0) {
            int now = terminal.getAsInt();
            synchronized (this) {
                columns = now;
            }
        }
    }

    /** Takes the changing line away. Lines can still be written. */
    @Override
    public synchronized void close() {
        if (ticker != null && !closed) {
            ticker.shutdown();
            if (!drawn.isEmpty()) {
                err.print(ERASE);
                err.flush();
                drawn = "";
            }
        }
        closed = true;
    }
}
