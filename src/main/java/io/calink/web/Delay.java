package io.calink.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes who sent a wrong token wait, and nobody else: meanwhile the request holds no thread. Of more than a bound the
 * rest is answered at once, since what waits takes room; tokens are too long to be guessed either way.
 */
final class Delay {
    private static final String WAITED = Delay.class.getName();
    private static final long MILLIS = 500;
    private static final int MOST = 1000;

    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor later = CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS);

    /** Whether the request waits now; it then comes back, dispatched anew. */
    boolean begins(HttpServletRequest request, HttpServletResponse response) {
        if (hasWaited(request) || waiting.incrementAndGet() > MOST) {
            if (!hasWaited(request)) {
                waiting.decrementAndGet();
            }
            return false;
        }
        request.setAttribute(WAITED, true);
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        later.execute(() -> end(context));
        return true;
    }

    private void end(AsyncContext context) {
        waiting.decrementAndGet();
        context.dispatch();
    }

    /** Whether the request comes back from its wait. */
    static boolean hasWaited(HttpServletRequest request) {
        return request.getAttribute(WAITED) != null;
    }
}
