package io.calink.bundle;

import io.calink.archive.ArchiveWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets something flow every second, so that a client that has gone is noticed and a proxy does not give up. */
final class Heartbeat implements Closeable {
    private final ScheduledExecutorService beating = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "calink-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /** Of {@code writer}, from whose bytes something flows if there are {@code least} of them at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends by itself, and lets no exception escape
    Heartbeat(ArchiveWriter writer, int least, Stop stop) {
        beating.scheduleWithFixedDelay(() -> beat(writer, least, stop), 1, 1, TimeUnit.SECONDS);
    }

    private static void beat(ArchiveWriter writer, int least, Stop stop) {
        try {
            writer.keepAlive(least);
        } catch (IOException e) {
            stop.request(Reason.CLIENT_GONE, false);
        }
    }

    @Override
    public void close() {
        beating.shutdownNow();
    }
}
