package io.calink.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One command under way, watched by the thread that asked for it. */
final class RunningCommand {
    /** What ended the watching. */
    enum End {
        ITSELF,
        ITSELF_WITH_OTHERS_LEFT,
        TIMEOUT,
        OVERFLOW,
        STOPPED
    }

    private static final String MARKER = "CALINK_COMMAND";
    private static final Duration GRACE = Duration.ofSeconds(2);

    // Together at most half a second after the leader: to end by themselves, and when they are asked to.
    private static final Duration BACKGROUND = Duration.ofMillis(400);
    private static final Duration BACKGROUND_GRACE = Duration.ofMillis(100);

    // How long nobody looks at the output: short while it grows, so that it does not grow far over its limit.
    private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long GROWTH = 64 << 10;

    private final Process process;
    private final ProcessTree tree;
    private final OutputFile spool;
    private final long outputLimit;
    private final BooleanSupplier stopped;

    private RunningCommand(
            Process process, ProcessTree tree, OutputFile spool, long outputLimit, BooleanSupplier stopped) {
        this.process = process;
        this.tree = tree;
        this.spool = spool;
        this.outputLimit = outputLimit;
        this.stopped = stopped;
    }

    static RunningCommand start(Command command, Shell shell, OutputFile spool, Path proc, BooleanSupplier stopped)
            throws IOException {
        String value = UUID.randomUUID().toString();
        ProcessBuilder builder = shell.running(command.line(), spool.path());
        builder.environment().put(MARKER, value);
        ProcessTree tree = new ProcessTree(
                proc, MARKER + "=" + value, spool.path().getFileName().toString());
        try {
            Process process = builder.start();
            tree.startedAs(process.toHandle(), shell.setsid().isPresent());
            spool.unlink();
            return new RunningCommand(process, tree, spool, command.outputLimit(), stopped);
        } catch (IOException | OutOfMemoryError e) {
            // The process may be there even so: Java starts it before the thread that waits for it.
            tree.end(Duration.ZERO, () -> true);
            throw e;
        }
    }

    /** Waits until the command has ended, and ends it, with all its processes, where it has to be ended. */
    End await(Duration limit) throws InterruptedException, IOException {
        End end;
        try {
            end = watch(limit);
            if (end == End.ITSELF && background()) {
                end = End.ITSELF_WITH_OTHERS_LEFT;
            }
        } catch (InterruptedException | IOException | RuntimeException e) {
            tree.end(GRACE, this::overflows);
            throw e;
        }
        switch (end) {
            case TIMEOUT, STOPPED -> tree.end(GRACE, this::overflows);
            case OVERFLOW -> tree.end(Duration.ZERO, () -> true);
            case ITSELF_WITH_OTHERS_LEFT -> tree.end(BACKGROUND_GRACE, this::overflows);
            case ITSELF -> {}
        }
        return end;
    }

    int exitCode() {
        return process.exitValue();
    }

    private End watch(Duration limit) throws InterruptedException, IOException {
        TimeLeft time = new TimeLeft(limit);
        long size = 0;
        long look = SHORTEST_LOOK;
        while (!process.waitFor(Math.min(look, Math.max(1, time.left())), TimeUnit.NANOSECONDS)) {
            tree.observe();
            if (stopped.getAsBoolean()) {
                return End.STOPPED;
            }
            long now = spool.size();
            if (outputLimit > 0 && now > outputLimit) {
                return End.OVERFLOW;
            }
            if (time.left() <= 0) {
                return End.TIMEOUT;
            }
            look = now - size > GROWTH ? SHORTEST_LOOK : Math.min(2 * look, LONGEST_LOOK);
            size = now;
        }
        return End.ITSELF;
    }

    /** Whether there still are processes a little while after the command's own has ended. */
    private boolean background() throws InterruptedException {
        long start = System.nanoTime();
        while (!tree.gone()) {
            if (System.nanoTime() - start > BACKGROUND.toNanos() || overflows() || stopped.getAsBoolean()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return false;
    }

    private boolean overflows() {
        try {
            return outputLimit > 0 && spool.size() > outputLimit;
        } catch (IOException e) {
            return true;
        }
    }
}
