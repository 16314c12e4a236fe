package io.calink.bundle;

import io.calink.files.FoundFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prepares the next files while one is being packed, since both keep a processor busy. */
final class FilesAhead implements Closeable {
    private static final int AHEAD = 4;
    private static final long END_SECONDS = 5;

    private final Function<FoundFile, Prepared> preparation;
    private final ExecutorService thread = GatheringThreads.pool("calink-redaction", 1);
    private final Deque<Future<Prepared>> ready = new ArrayDeque<>();
    private @Nullable Iterator<FoundFile> files;

    FilesAhead(Function<FoundFile, Prepared> preparation) {
        this.preparation = preparation;
    }

    /** Begins with these, of which those that can be packed with their content are taken in this order. */
    void begin(List<FoundFile> files) {
        this.files = files.stream()
                .filter(file -> file.status() == FoundFile.Status.OK && file.type() == FoundFile.Type.FILE)
                .iterator();
    }

    /** The next file; empty if the bundle ended before it was ready. */
    Optional<Prepared> take(FoundFile file, Packer packer) throws IOException, InterruptedException {
        if (files == null) {
            return Optional.of(preparation.apply(file));
        }
        while (ready.size() < AHEAD && files.hasNext()) {
            FoundFile next = files.next();
            ready.add(thread.submit(() -> preparation.apply(next)));
        }
        Optional<Prepared> first = packer.awaitToTheEnd(ready.getFirst());
        if (first.isPresent()) {
            ready.removeFirst();
        }
        return first;
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        boolean interrupted = false;
        try {
            thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        for (Future<Prepared> future : ready) {
            if (future.isDone()) {
                letGo(future);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void letGo(Future<Prepared> future) throws IOException {
        try {
            future.get().close();
        } catch (ExecutionException | CancellationException e) {
            return; // it has opened nothing
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
