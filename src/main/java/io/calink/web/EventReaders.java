package io.calink.web;

import io.calink.jobs.Journal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All who follow bundles. One thread looks for news and tells them, while there is anybody. When the service ends it
 * comes after the bundles have had their time and before the web server waits for what is under way.
 */
final class EventReaders implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventReaders.class);
    private static final int AFTER_THE_BUNDLES = DEFAULT_PHASE - 512;
    private static final int SOON = 5;
    private static final int FAREWELL_SECONDS = 2;

    private final EventText text;
    private final EventPace pace;
    private final Semaphore places;
    private final Set<EventReader> readers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "calink-events");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> looks;
    private volatile boolean running;

    EventReaders(EventText text, EventPace pace) {
        this.text = text;
        this.pace = pace;
        this.places = new Semaphore(pace.readers());
    }

    /**
     * From now on the one who asks is told what becomes of the bundle, after the event of this position; 503 if there
     * is no place.
     */
    void add(Journal journal, int position, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ServletOutputStream out = response.getOutputStream();
        enter();
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0); // nobody waits: it is looked after here
        EventReader reader = new EventReader(journal, position, context, out, text, pace);
        context.addListener(new Departure(reader));
        out.setWriteListener(reader);
        synchronized (this) {
            if (!running) {
                tell(reader, EventReader::end);
                return;
            }
            readers.add(reader);
            if (looks == null) {
                long nanos = pace.look().toNanos();
                looks = timer.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void enter() {
        if (!running) {
            throw ProblemType.UNAVAILABLE
                    .says("The service is ending; follow the bundle when it is there again.")
                    .retryAfter(SOON);
        }
        if (!places.tryAcquire()) {
            throw ProblemType.UNAVAILABLE
                    .says("As many as may be follow bundles already; try again in a while, or ask GET /bundles/{id}.")
                    .retryAfter(SOON);
        }
    }

    private synchronized void remove(EventReader reader) {
        readers.remove(reader);
        if (readers.isEmpty() && looks != null) {
            looks.cancel(false);
            looks = null;
        }
    }

    private void look() {
        readers.stream().map(EventReader::journal).distinct().forEach(Journal::look);
        readers.forEach(reader -> tell(reader, EventReader::look));
    }

    private interface Telling {
        void to(EventReader reader) throws IOException;
    }

    /** One reader's trouble must not end the timer; when the client has gone, the container ends the request. */
    private void tell(EventReader reader, Telling telling) {
        try {
            telling.to(reader);
        } catch (IOException e) {
            LOG.debug("A reader of events has gone", e);
            remove(reader);
        } catch (RuntimeException e) {
            LOG.error("A reader of events could not be told", e);
            remove(reader);
            reader.abandon();
        }
    }

    @Override
    public int getPhase() {
        return AFTER_THE_BUNDLES;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Who reads has a moment to take what is there; then connections are cut off. */
    @Override
    public void stop() {
        synchronized (this) {
            running = false;
        }
        readers.forEach(reader -> tell(reader, EventReader::end));
        try {
            if (places.tryAcquire(pace.readers(), FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                places.release(pace.readers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdown();
        readers.forEach(EventReader::abandon);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Gives the place back when the container has done with the request, however it ended. */
    private final class Departure implements AsyncListener {
        private final EventReader reader;

        Departure(EventReader reader) {
            this.reader = reader;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            remove(reader);
            places.release();
        }

        @Override
        public void onError(AsyncEvent event) {
            remove(reader);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            remove(reader);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // it is not started again
        }
    }
}
