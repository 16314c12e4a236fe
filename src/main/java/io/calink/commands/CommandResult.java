package io.calink.commands;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What became of a command, and what it printed. */
public final class CommandResult implements Closeable {
    /** How a command ended. */
    public enum Status {
        /** It ran to its end, whatever its exit code. */
        OK,
        /** Its program is not installed. */
        ABSENT,
        /** Its program may not be run. */
        DENIED,
        /** It was ended at its deadline. */
        TIMEOUT,
        /** It printed more than its limit; the beginning is kept. */
        TRUNCATED,
        /** It could not be started, was killed, or was ended with its runner. */
        FAILED
    }

    // What is smaller is held in memory, so that a hundred finished commands hold no hundred descriptors.
    private static final int SMALL = 32 << 10;

    private final Command command;
    private final Verdict verdict;
    private final long size;
    private final long originalSize;
    private final long millis;
    private final byte[] small;
    private final @Nullable OutputFile spool;

    private CommandResult(
            Command command,
            Verdict verdict,
            long size,
            long originalSize,
            long millis,
            byte[] small,
            @Nullable OutputFile spool) {
        this.command = command;
        this.verdict = verdict;
        this.size = size;
        this.originalSize = originalSize;
        this.millis = millis;
        this.small = small;
        this.spool = spool;
    }

    /** The result of a command that did not run. */
    static CommandResult without(Command command, Verdict verdict, long millis) {
        return new CommandResult(command, verdict, 0, 0, millis, new byte[0], null);
    }

    /** The result of a command that ran; it owns the spool, and has closed it already where little was printed. */
    static CommandResult of(Command command, Verdict verdict, OutputFile spool, long originalSize, long millis)
            throws IOException {
        long limit = command.outputLimit();
        long size = limit == 0 ? originalSize : Math.min(limit, originalSize);
        if (size > SMALL) {
            return new CommandResult(command, verdict, size, originalSize, millis, new byte[0], spool);
        }
        try (spool;
                InputStream content = spool.content(size)) {
            byte[] small = content.readAllBytes();
            return new CommandResult(command, verdict, small.length, originalSize, millis, small, null);
        }
    }

    /** The command that was run. */
    public Command command() {
        return command;
    }

    /** How it ended. */
    public Status status() {
        return verdict.status();
    }

    /**
     * The exit code that the shell gave, 128 and the signal's number where a signal killed it; {@code null} where it did
     * not run or was ended by the runner.
     */
    public @Nullable Integer exitCode() {
        return verdict.exitCode();
    }

    /** One sentence on what is to be known beyond the status, or {@code null}. */
    public @Nullable String detail() {
        return verdict.detail();
    }

    /** How many bytes {@link #output()} delivers. */
    public long size() {
        return size;
    }

    /** How many bytes it had printed when it ended or was ended. */
    public long originalSize() {
        return originalSize;
    }

    /** How long it took, in milliseconds. */
    public long millis() {
        return millis;
    }

    /**
     * What it printed, standard output and standard error as they came, byte for byte. Each call gives a new stream from
     * the beginning; streams are independent, also of each other's threads. After {@link #close()} reading may throw.
     */
    public InputStream output() {
        return spool == null ? new ByteArrayInputStream(small) : spool.content(size);
    }

    /** Frees the space that the output takes. */
    @Override
    public void close() throws IOException {
        if (spool != null) {
            spool.close();
        }
    }
}
