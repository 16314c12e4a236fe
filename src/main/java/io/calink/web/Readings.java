package io.calink.web;

import io.calink.config.LiveConfiguration;
import io.calink.info.Informations;
import io.calink.info.Reading;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads several informations at once, by a bounded number of threads for all requests together. */
final class Readings implements AutoCloseable {
    private static final int AT_ONCE = 16;

    private final Informations informations;
    private final LiveConfiguration configuration;
    private final ExecutorService threads;

    Readings(Informations informations, LiveConfiguration configuration) {
        this.informations = informations;
        this.configuration = configuration;
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "calink-readings");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** Names and descriptions of all there is, in the order of the catalogue. */
    Map<String, String> descriptions() {
        return informations.descriptions();
    }

    Reading read(String name) {
        return informations.read(name, deadline());
    }

    /** The same with each element of what it counts; for those that are {@link Informations#listed}. */
    Reading readList(String name) {
        return informations.readList(name, deadline());
    }

    Collection<String> listed() {
        return informations.listed();
    }

    /**
     * One that is sampled, over a window that ends now.
     *
     * @throws IllegalArgumentException if it is not sampled, or the window does not fit
     */
    Reading over(String name, Duration window) {
        return informations.over(name, window);
    }

    /**
     * What one that is sampled was over time.
     *
     * @throws IllegalArgumentException if it is not sampled, or the window does not fit
     */
    Reading history(String name, @Nullable Duration window, int points) {
        return informations.history(name, window, points);
    }

    /** All of these, in their order. */
    Map<String, Reading> read(Collection<String> names) throws InterruptedException {
        Map<String, Future<Reading>> started = new LinkedHashMap<>();
        names.forEach(name -> started.put(name, threads.submit(() -> read(name))));
        Map<String, Reading> readings = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Reading>> reading : started.entrySet()) {
            try {
                readings.put(reading.getKey(), reading.getValue().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("An information threw instead of failing", e.getCause());
            }
        }
        return readings;
    }

    private Duration deadline() {
        return configuration.current().plan().limits().infoTime();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
