package io.calink.web;

import io.calink.jobs.AuditLine;
import io.calink.jobs.AuditLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Has each request written down that is about bundles, and each that was refused. Of the refused ones only so many a
 * second have a line of their own, or who is not let in could fill the log; the rest are counted in one line.
 */
final class AuditTrail implements AutoCloseable {
    private static final String REFUSED = "refused";
    private static final int MOST = 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AuditLog log;
    private final UnaryOperator<String> clean;
    private final Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private long begun = System.nanoTime() - SECOND;
    private int written;
    private long more;

    /** @param clean takes the secrets out of what a client has written */
    AuditTrail(AuditLog log, UnaryOperator<String> clean) {
        this.log = log;
        this.clean = clean;
    }

    void note(Visit visit) {
        if (visit.isRefused()) {
            noteRefused(visit);
        } else if (visit.action() != null) {
            log.write(line(visit, visit.action().label()));
        }
    }

    private synchronized void noteRefused(Visit visit) {
        long now = System.nanoTime();
        if (now - begun >= SECOND) {
            begun = now;
            written = 0;
        }
        if (written < MOST) {
            written++;
            log.write(line(visit, REFUSED));
        } else if (more++ == 0) {
            later.execute(this::close);
        }
    }

    private AuditLine line(Visit visit, String action) {
        return new AuditLine(
                visit.time(),
                visit.caller(),
                visit.peer(),
                action,
                visit.method(),
                visit.path() == null ? null : clean.apply(visit.path()),
                visit.bundle(),
                visit.status(),
                visit.bytes(),
                visit.complete(),
                visit.millis(),
                1);
    }

    private static AuditLine line(long count) {
        @Nullable String nothing = null;
        return new AuditLine(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                nothing,
                nothing,
                REFUSED,
                nothing,
                nothing,
                nothing,
                null,
                0,
                true,
                0,
                count);
    }

    /** Writes down what has only been counted so far. */
    @Override
    public synchronized void close() {
        if (more > 0) {
            log.write(line(more));
            more = 0;
        }
    }
}
