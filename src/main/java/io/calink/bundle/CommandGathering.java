package io.calink.bundle;

import io.calink.commands.Command;
import io.calink.commands.CommandResult;
import io.calink.commands.CommandRunner;
import io.calink.redaction.Counts;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the commands of a plan in the background, and packs what they gave in the order of the configuration. */
final class CommandGathering implements Closeable {
    private static final long END_SECONDS = 5;
    private static final String NOT_RUN =
            "Not run: the commands' half of bundle_time, or the bundle itself, was over before its turn.";

    private final List<Command> wanted;
    private final CommandRunner runner;
    private final Deadline deadline;
    private final Progress progress;
    private final ExecutorService threads;
    private final List<Future<Optional<Run>>> results = new ArrayList<>();
    private volatile boolean ended;

    /** A command that was run, and whether it had less time than its own limit. */
    private record Run(CommandResult result, boolean shortened) {
        /** Whether the bundle's time ended it, and not its own limit. */
        boolean isCut() {
            return shortened && result.status() == CommandResult.Status.TIMEOUT;
        }
    }

    CommandGathering(List<Command> wanted, CommandRunner runner, int atOnce, Deadline deadline, Progress progress) {
        this.wanted = wanted;
        this.runner = runner;
        this.deadline = deadline;
        this.progress = progress;
        this.threads = GatheringThreads.pool("calink-command", atOnce);
    }

    /** Begins to run the commands. */
    void begin(Packer packer, Names names) {
        if (wanted.isEmpty()) {
            return;
        }
        progress.step(Progress.Step.COMMANDS_FILE, names.commandsFile());
        packer.tally().expect(wanted.size(), 0);
        for (Command command : wanted) {
            results.add(threads.submit(() -> run(command)));
        }
    }

    private Optional<Run> run(Command command) throws InterruptedException {
        Duration left = deadline.leftOfHalf();
        if (ended || left.isZero()) {
            return Optional.empty();
        }
        progress.item(Item.Kind.COMMAND, command.line());
        boolean shortened = command.time().isZero() || left.compareTo(command.time()) < 0;
        return Optional.of(new Run(runner.run(command, left), shortened));
    }

    /** Packs each output as an entry of its own, and all of them as the log. */
    void pack(Packer packer, Names names, Sieve sieve, Removals removals, @Nullable OutputStream copy)
            throws IOException, InterruptedException {
        if (wanted.isEmpty()) {
            return;
        }
        EntryNames entries = new EntryNames();
        try (Spool log = sieve.spool()) {
            for (int i = 0; i < wanted.size(); i++) {
                Command command = wanted.get(i);
                String entry = entries.command(sieve.text(command.label()));
                String head = sieve.text(command.label()) + ": " + sieve.text(command.line());
                log.write(("\n" + head + ":\n").getBytes(StandardCharsets.UTF_8));
                Optional<Run> run = packer.await(results.get(i));
                if (run.isPresent()) {
                    if (run.get().isCut()) {
                        packer.cutCommand();
                    }
                    pack(run.get().result, packer, entry, sieve, removals, log);
                } else {
                    packer.cutCommand();
                    packer.record(Item.without(Item.Kind.COMMAND, command.label(), Status.SKIPPED, NOT_RUN));
                }
            }
            packer.addDocument(names.commandsFile(), log.size(), log.read());
            if (copy != null) {
                log.read().transferTo(copy);
            }
        }
    }

    private static void pack(
            CommandResult result, Packer packer, String entry, Sieve sieve, Removals removals, Spool log)
            throws IOException {
        try (result) {
            Item item = item(result);
            if (result.exitCode() != null || result.size() > 0) {
                Counts counts = new Counts();
                boolean endless = result.status() == CommandResult.Status.TRUNCATED;
                try (InputStream output = result.output();
                        Spool clean = sieve.clean(output, endless, counts)) {
                    String sha256 = packer.add(entry, clean.size(), clean.read());
                    removals.removed(entry, counts);
                    item = item.in(entry, clean.size(), sha256);
                    log.writeLines(clean.read());
                } catch (RedactionFailedException e) {
                    item = Item.without(item.kind(), item.name(), Status.FAILED, e.getMessage());
                    log.writeLines(new ByteArrayInputStream(
                            RedactionFailedException.SENTENCE.getBytes(StandardCharsets.UTF_8)));
                }
            }
            packer.record(item);
        }
    }

    private static Item item(CommandResult result) {
        return new Item(
                Item.Kind.COMMAND,
                result.command().label(),
                null,
                Status.valueOf(result.status().name()),
                result.detail(),
                null,
                result.originalSize(),
                null,
                null,
                result.millis(),
                result.exitCode());
    }

    /** Ends what runs, and begins nothing more. */
    void end() {
        ended = true;
        runner.close();
    }

    /** Ends what runs, and lets go of all output. */
    @Override
    public void close() throws IOException {
        end();
        threads.shutdown();
        boolean interrupted = awaitThreads();
        for (Future<Optional<Run>> future : results) {
            if (future.isDone()) {
                letGo(future);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits on when the thread is interrupted, or output would stay open; gives whether it was. */
    private boolean awaitThreads() {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                if (threads.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        threads.shutdownNow();
        return interrupted;
    }

    private static void letGo(Future<Optional<Run>> future) throws IOException {
        try {
            Optional<Run> run = future.get();
            if (run.isPresent()) {
                run.get().result.close();
            }
        } catch (ExecutionException | CancellationException e) {
            return; // it gave nothing that would have to be let go
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
