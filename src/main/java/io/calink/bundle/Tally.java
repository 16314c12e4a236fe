package io.calink.bundle;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what is done of what there is to do, and tells it on. */
final class Tally {
    private final Progress progress;
    private final LongSupplier written;
    private final AtomicLong itemsDone = new AtomicLong();
    private final AtomicLong itemsTotal = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong bytesTotal = new AtomicLong();

    Tally(Progress progress, LongSupplier written) {
        this.progress = progress;
        this.written = written;
    }

    void expect(long items, long bytes) {
        itemsTotal.addAndGet(items);
        bytesTotal.addAndGet(bytes);
        tell();
    }

    void read(long bytes) {
        bytesRead.addAndGet(bytes);
        tell();
    }

    void done() {
        itemsDone.incrementAndGet();
        tell();
    }

    /** Tells how far it is now. */
    void tell() {
        progress.count(itemsDone.get(), itemsTotal.get(), bytesRead.get(), bytesTotal.get(), written.getAsLong());
    }
}
