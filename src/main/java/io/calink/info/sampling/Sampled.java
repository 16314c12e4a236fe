package io.calink.info.sampling;

import io.calink.info.AbsentException;
import io.calink.info.Information;
import io.calink.info.sampling.Sampler.Telling;
import java.time.Duration;
import java.util.List;

/** An information that is told from samples: over the usual window, over another, or over time. */
public final class Sampled implements Information {
    private final Sampler sampler;
    private final Telling<?> telling;
    private final Telling<List<Track>> tracks;

    Sampled(Sampler sampler, Telling<?> telling, Telling<List<Track>> tracks) {
        this.sampler = sampler;
        this.telling = telling;
        this.tracks = tracks;
    }

    @Override
    public Object read() throws AbsentException, NotYetException, InterruptedException {
        return over(sampler.window());
    }

    /**
     * Its value over a window that ends now; what is not that far back is left out, and {@code window_seconds} says it.
     *
     * @throws AbsentException if this machine does not have it
     * @throws NotYetException if there are no two samples yet
     * @throws IllegalArgumentException if the window does not fit, for which see {@link #requireFitting}
     */
    public Object over(Duration window) throws AbsentException, NotYetException, InterruptedException {
        requireFitting(window);
        return sampler.tell(window, telling::of);
    }

    /**
     * What it was over time.
     *
     * @param name the information's
     * @param points how many at the most, at least one; none is shorter than the time between two samples
     * @throws AbsentException if this machine does not have it
     * @throws NotYetException if there are no two samples yet
     * @throws IllegalArgumentException if the window does not fit, for which see {@link #requireFitting}
     */
    public History history(String name, Duration window, int points)
            throws AbsentException, NotYetException, InterruptedException {
        requireFitting(window);
        if (points < 1) {
            throw new IllegalArgumentException("A history has at least one point.");
        }
        return sampler.tell(sampler.history(), all -> {
            telling.of(all); // says what is absent
            return History.of(name, tracks.of(all), all, window, points, sampler.interval());
        });
    }

    /** How far back samples are kept. */
    public Duration longest() {
        return sampler.history();
    }

    /**
     * Makes sure that a window is at least the time between two samples, and at most how far back they are kept.
     *
     * @throws IllegalArgumentException if it is not; the message says the bounds
     */
    public void requireFitting(Duration window) {
        if (window.compareTo(sampler.interval()) < 0 || window.compareTo(sampler.history()) > 0) {
            throw new IllegalArgumentException("The window is " + said(window) + "; it is from "
                    + said(sampler.interval()) + ", the time between two samples, to " + said(sampler.history())
                    + ", which is how far back they are kept.");
        }
    }

    private static String said(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
