package io.calink.bundle;

import io.calink.redaction.LocalNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The names of a machine, its neighbours and its users, which are read anew if they are asked for after a while. Who asks
 * waits two seconds at most, since a directory service or homes on another machine may never answer: those names hold then
 * that are known so far. Safe to use from several threads.
 */
public final class KnownNames {
    private static final System.Logger LOG = System.getLogger(KnownNames.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Supplier<LocalNames> files;
    private final Supplier<LocalNames> all;
    private final Duration patience;
    private final Duration fresh;
    private volatile LocalNames known = LocalNames.NONE;
    private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> answer = reading;
    private long begun;

    /** The names that are to be read below a root; nothing is read yet. */
    public KnownNames(Path root) {
        this(() -> new Locals(root).files(), () -> new Locals(root).all(), PATIENCE, FRESH);
    }

    /**
     * The names that two readers tell.
     *
     * @param files tells what is at hand
     * @param all tells everything, however long that takes
     */
    KnownNames(Supplier<LocalNames> files, Supplier<LocalNames> all, Duration patience, Duration fresh) {
        this.files = files;
        this.all = all;
        this.patience = patience;
        this.fresh = fresh;
        this.begun = System.nanoTime() - fresh.toNanos();
    }

    /** The names, as they were a few seconds ago at most where all who know them answer. */
    LocalNames names() {
        answer().join();
        return known;
    }

    /** Ends with the reading that is under way or fresh still, or when it has been waited for long enough. */
    private synchronized CompletableFuture<Void> answer() {
        if (reading.isDone() && System.nanoTime() - begun >= fresh.toNanos()) {
            begun = System.nanoTime();
            reading = CompletableFuture.runAsync(this::read, KnownNames::start).exceptionally(failure -> {
                LOG.log(System.Logger.Level.WARNING, "Names of this machine and its users could not be read.", failure);
                return null;
            });
            CompletableFuture<Void> late = reading;
            answer = reading.copy()
                    .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                    .thenRun(() -> warn(late));
        }
        return answer;
    }

    private void read() {
        known = known.and(files.get());
        known = all.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "calink-names");
        thread.setDaemon(true);
        thread.start();
    }

    private static void warn(CompletableFuture<Void> late) {
        if (!late.isDone()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Not all names of users could be read in time: a home, a process or the directory service does not"
                            + " answer. Until it does, pseudonyms are given to those that are known so far.");
        }
    }
}
