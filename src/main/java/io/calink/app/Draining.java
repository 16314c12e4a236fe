package io.calink.app;

import io.calink.jobs.Jobs;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the bundles that are being made come to their end when the service is told to end. It goes before the web
 * server does, which meanwhile goes on to answer: who asks for another bundle is told to come back later.
 */
final class Draining implements SmartLifecycle {
    private final Jobs jobs;
    private final Duration atMost;
    private volatile boolean running;

    Draining(Jobs jobs, Duration atMost) {
        this.jobs = jobs;
        this.atMost = atMost;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE; // the web server's is lower, and higher ones are stopped first
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        jobs.close(atMost);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
