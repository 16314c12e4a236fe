package io.calink.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes who sent a wrong token wait, and nobody else: meanwhile the request holds no thread. Of more than a bound the
 * rest is answered at once, since what waits takes room; tokens are too long to be guessed either way.
 */
final class Delay {
    private static final Logger LOG = LoggerFactory.getLogger(Delay.class);

    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor later;
    private final int most;

    Delay(Duration pause, int most) {
        later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        this.most = most;
    }

    /** Whether the request waits now; it then comes back, dispatched anew. */
    boolean begins(HttpServletRequest request, HttpServletResponse response) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return false;
        }
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        later.execute(() -> end(context));
        return true;
    }

    private void end(AsyncContext context) {
        waiting.decrementAndGet();
        try {
            context.dispatch();
        } catch (IllegalStateException e) {
            LOG.debug("The client has gone meanwhile", e);
        }
    }
}
