package io.calink.web;

import java.util.concurrent.Semaphore;

/**
 * How many answers may last as long as their clients like. Where threads are few, clients who do not read what they
 * asked for would otherwise hold all of them, and nobody else were answered.
 */
final class LongAnswers {
    private static final int SOON = 5;

    private final Semaphore places;

    LongAnswers(int most) {
        places = new Semaphore(most);
    }

    /** Takes a place, which has to be left again; 503 if there is none. */
    void enter() {
        if (!places.tryAcquire()) {
            throw ProblemType.UNAVAILABLE
                    .says("As many archives as may be are being downloaded already; try again in a while.")
                    .retryAfter(SOON);
        }
    }

    /** Leaves the place that was taken. */
    void leave() {
        places.release();
    }
}
