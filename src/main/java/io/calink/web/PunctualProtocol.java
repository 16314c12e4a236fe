package io.calink.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP/1.1 as the container speaks it, with deadlines for whole requests: the container's own patience begins anew with
 * every byte. It is public because the container makes it by its name.
 */
public final class PunctualProtocol extends Http11NioProtocol {
    private static final Duration UNTIL_TOLD = Duration.ofSeconds(20);
    /** Of the threads, the part that may wait for bodies: a fourth. */
    private static final int PART = 4;

    private volatile Duration deadline = UNTIL_TOLD;
    private volatile Duration patience = UNTIL_TOLD;
    private volatile Semaphore waiting = new Semaphore(Integer.MAX_VALUE);

    /** Made by the container. */
    public PunctualProtocol() {
        super(new PunctualEndpoint());
    }

    /**
     * Sets the deadlines.
     *
     * @param whole how long a request may take from its first byte to its last, and a new connection to its first
     * @param still how long a client may read nothing of its answer, or ask nothing more
     */
    void allow(Duration whole, Duration still) {
        deadline = whole;
        patience = still;
        setConnectionTimeout((int) whole.toMillis());
        setKeepAliveTimeout((int) still.toMillis());
        // has the container forget, after each request, how long that one had still been given
        setDisableUploadTimeout(false);
        setConnectionUploadTimeout((int) whole.toMillis());
    }

    /** Sets how many threads there are: too many of them must not wait for bodies that do not come. */
    void share(int threads) {
        waiting = new Semaphore(Math.max(1, threads / PART));
    }

    Duration deadline() {
        return deadline;
    }

    Duration patience() {
        return patience;
    }

    /** The places of those who wait for bodies. */
    Semaphore waiting() {
        return waiting;
    }

    @Override
    protected Processor createProcessor() {
        return new PunctualProcessor(this, getAdapter());
    }
}
