package io.calink.commands;

import io.calink.commands.CommandResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Runs commands with {@code sh -c}, each with a deadline, a bound on its output, and nothing of it left afterwards. */
public final class CommandRunner implements AutoCloseable {
    private static final Path PROC = Path.of("/proc");

    // Longer than the grace of a command that is ended, and than what a killed process takes to be gone.
    private static final Duration LONGEST_END = Duration.ofSeconds(4);

    private final Path spoolDirectory;
    private final Path proc;
    private final Programs programs;
    private final Optional<Shell> shell;

    private int running;
    private volatile boolean closed;

    /**
     * A runner whose commands have nothing of the caller's but what is given here.
     *
     * @param directory where the commands run
     * @param environment all the variables that they get, as {@link #environment} makes them; one more marks the
     *     processes of each run
     * @param spoolDirectory where output is held meanwhile, in files without a name; nobody else may write there
     */
    public CommandRunner(Path directory, Map<String, String> environment, Path spoolDirectory) {
        this(directory, environment, spoolDirectory, PROC);
    }

    CommandRunner(Path directory, Map<String, String> environment, Path spoolDirectory, Path proc) {
        this.spoolDirectory = spoolDirectory;
        this.proc = proc;
        this.programs = new Programs(environment.getOrDefault("PATH", ""));
        this.shell = Shell.find(programs, directory, environment);
    }

    /**
     * The variables that commands get, in this order: {@code PATH} (the system's directories, then the caller's absolute
     * ones), {@code HOME}, {@code LC_ALL}, {@code TERM}, {@code PAGER}, {@code SYSTEMD_PAGER}, {@code COLUMNS},
     * {@code CALINK_ROOT} and {@code CALINK_SINCE} (in epoch seconds).
     *
     * @param caller the environment of who asks; only {@code PATH} and {@code HOME} are taken from it
     * @param root the directory that stands before every path of a file
     * @param since how far back commands look into logs
     */
    public static Map<String, String> environment(Map<String, String> caller, Path root, Instant since) {
        return Environment.of(caller, root, since, Path.of("/"));
    }

    /**
     * Runs a command to its end, or until it has to be ended. Never throws for trouble with the command: the result says
     * what happened. May be called by several threads at once.
     *
     * @param atMost how long it may run where that is shorter than the command's own limit; zero is no further limit
     * @throws InterruptedException if the calling thread was interrupted; the command is ended then
     */
    public CommandResult run(Command command, Duration atMost) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before the command was started");
        }
        long start = System.nanoTime();
        if (!enter()) {
            return CommandResult.without(
                    command, Verdict.failed("It was not started, because the gathering was stopped."), 0);
        }
        try {
            return attempt(command, atMost, start);
        } catch (IOException | OutOfMemoryError e) {
            return CommandResult.without(command, Verdict.notStarted(e), millisSince(start));
        } finally {
            leave();
        }
    }

    /** Ends whatever still runs, with all its processes, and returns when that is done, after 4 seconds at the latest. */
    @Override
    public synchronized void close() {
        closed = true;
        boolean interrupted = false;
        long start = System.nanoTime();
        long left = LONGEST_END.toMillis();
        while (running > 0 && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = LONGEST_END.toMillis() - millisSince(start);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean enter() {
        if (!closed) {
            running++;
        }
        return !closed;
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    private CommandResult attempt(Command command, Duration atMost, long start)
            throws IOException, InterruptedException {
        Optional<String> missing = programs.missing(command.line());
        if (missing.isPresent()) {
            return CommandResult.without(command, Verdict.notInstalled(missing.get()), millisSince(start));
        }
        if (shell.isEmpty()) {
            return CommandResult.without(command, Verdict.notInstalled("sh"), millisSince(start));
        }
        if (!Files.isDirectory(shell.get().directory())) {
            return CommandResult.without(
                    command, Verdict.failed("The directory it should run in is not there."), millisSince(start));
        }
        OutputFile spool = OutputFile.create(spoolDirectory);
        boolean handedOver = false;
        try {
            CommandResult result = supervise(command, shell.get(), atMost, start, spool);
            handedOver = true;
            return result;
        } finally {
            if (!handedOver) {
                spool.close();
            }
        }
    }

    private CommandResult supervise(Command command, Shell shell, Duration atMost, long start, OutputFile spool)
            throws IOException, InterruptedException {
        boolean own =
                atMost.isZero() || (!command.time().isZero() && command.time().compareTo(atMost) <= 0);
        Duration limit = own ? command.time() : atMost;
        RunningCommand runs = RunningCommand.start(command, shell, spool, proc, () -> closed);
        RunningCommand.End end = runs.await(limit);
        long size = spool.size();
        if (command.outputLimit() > 0 && size > command.outputLimit()) {
            spool.cut(command.outputLimit());
        }
        Verdict verdict = switch (end) {
            case STOPPED -> Verdict.failed("It was ended, because the gathering was stopped.");
            case TIMEOUT -> Verdict.timeout(limit, own);
            case OVERFLOW -> Verdict.truncated(command.outputLimit(), null);
            case ITSELF, ITSELF_WITH_OTHERS_LEFT -> byItself(command, end, runs.exitCode(), size, spool.full());
        };
        return CommandResult.of(command, verdict, spool, size, millisSince(start));
    }

    private static Verdict byItself(Command command, RunningCommand.End end, int exitCode, long size, boolean full) {
        if (command.outputLimit() > 0 && size > command.outputLimit()) {
            return Verdict.truncated(command.outputLimit(), exitCode);
        }
        if (full) {
            return new Verdict(
                    Status.TRUNCATED, exitCode, "There was no space left for its output; only the beginning is kept.");
        }
        Verdict verdict = Verdict.ended(exitCode);
        return end == RunningCommand.End.ITSELF
                ? verdict
                : verdict.and("What it had left running in the background was ended.");
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
