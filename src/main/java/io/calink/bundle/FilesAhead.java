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

/** Prepares the next files while one is being packed, since both keep a processor busy; in bounded memory. */
final class FilesAhead implements Closeable {
    private static final int AHEAD = 64;

    /** What was put aside for a small file stays in memory. */
    private static final long BYTES_AHEAD = 4 << 20;

    private static final long MOST_IN_MEMORY = 1 << 20;
    private static final long END_SECONDS = 5;

    private final Function<FoundFile, Prepared> preparation;
    private final ExecutorService thread = GatheringThreads.pool("calink-redaction", 1);
    private final Deque<Ahead> ready = new ArrayDeque<>();
    private @Nullable Iterator<FoundFile> files;
    private long bytes;

    /** A file that is being prepared, or is ready, and how much memory it may take. */
    private record Ahead(Future<Prepared> prepared, long bytes) {}

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
        if (ready.size() <= AHEAD / 2) {
            fill(files);
        }
        Optional<Prepared> first = packer.awaitToTheEnd(ready.getFirst().prepared());
        if (first.isPresent()) {
            bytes -= ready.removeFirst().bytes();
        }
        return first;
    }

    private void fill(Iterator<FoundFile> files) {
        while (files.hasNext() && ready.size() < AHEAD && (bytes < BYTES_AHEAD || ready.isEmpty())) {
            FoundFile file = files.next();
            // what has no size, as files below /proc, may have any
            long size = file.size() == 0 ? MOST_IN_MEMORY : Math.min(file.size(), MOST_IN_MEMORY);
            bytes += size;
            ready.add(new Ahead(thread.submit(() -> preparation.apply(file)), size));
        }
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
        for (Ahead ahead : ready) {
            if (ahead.prepared().isDone()) {
                letGo(ahead.prepared());
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
