package io.calink.config;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a service: a file that changes serves from then on, one that cannot be used leaves the one
 * before in force and says why.
 */
public final class LiveConfiguration implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofMillis(100);

    private final ConfigurationSource source;
    private final List<String> informations;
    private final Runnable settle;
    private final ScheduledExecutorService clock;
    private final ScheduledFuture<?> looking;
    private volatile State state;

    /** @param stale why the file as it is now is not in force, {@code null} if it is */
    private record State(
            Configuration current, int place, @Nullable String stale) {}

    /** @param settle passes the time in which an editor ends its writing */
    LiveConfiguration(ConfigurationSource source, Collection<String> informations, Duration interval, Runnable settle)
            throws ConfigurationException {
        this.source = source;
        this.informations = List.copyOf(informations);
        this.settle = settle;
        ConfigurationSource.Found found = source.find(Integer.MAX_VALUE);
        state = new State(found.parse(this.informations), found.place(), null);
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "calink-configuration");
            thread.setDaemon(true);
            return thread;
        });
        long millis = interval.toMillis();
        looking = clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads the configuration, and looks every 2 seconds whether it has changed.
     *
     * @param informations the names of the informations that it may ask for
     * @throws ConfigurationException if it cannot be used now
     */
    public static LiveConfiguration watch(ConfigurationSource source, Collection<String> informations)
            throws ConfigurationException {
        return new LiveConfiguration(source, informations, INTERVAL, LiveConfiguration::pause);
    }

    /** The configuration in force. */
    public Configuration current() {
        return state.current();
    }

    /** Why the file as it is now is not in force; {@code null} if it is. */
    public @Nullable String stale() {
        return state.stale();
    }

    /**
     * Looks once. The file is read each time: it is small, and neither its time nor its size tells of every change, nor
     * of an owner that is no longer trusted.
     */
    synchronized void look() {
        State before = state;
        try {
            ConfigurationSource.Found found = source.find(before.place());
            if (found.place() == before.place()
                    && found.sha256().equals(before.current().sha256())) {
                state = new State(before.current(), before.place(), null);
                return;
            }
            settle.run();
            // half a file can be a whole configuration: what is still being written waits for the next look
            if (found.sha256().equals(source.find(before.place()).sha256())) {
                state = new State(found.parse(informations), found.place(), null);
            }
        } catch (ConfigurationException e) {
            state = new State(before.current(), before.place(), e.getMessage());
        } catch (RuntimeException e) {
            // an exception that passes would end the looking for good, without a word
            state = new State(before.current(), before.place(), before.current().source() + ": cannot be read");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SETTLED.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks no more; the configuration in force stays. */
    @Override
    public void close() {
        looking.cancel(true);
        clock.shutdownNow();
    }
}
