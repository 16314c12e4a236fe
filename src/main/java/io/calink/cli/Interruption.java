package io.calink.cli;

import io.calink.bundle.Reason;
import io.calink.bundle.Stop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and other signals that end the program: the gathering is asked to stop, and the program ends when it has tidied
 * up, or after five seconds. Java itself then ends with 128 and the number of the signal.
 */
final class Interruption implements AutoCloseable {
    /** The exit status of a program that was interrupted by Ctrl-C. */
    static final int EXIT = 130;

    private static final long PATIENCE_SECONDS = 5;

    private final Stop stop = new Stop();
    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "calink-interruption");

    /** From now on, until it is closed, a signal ends the gathering that is given {@link #stop}. */
    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What asks the gathering to end. */
    Stop stop() {
        return stop;
    }

    private void stopAndWait() {
        stop.request(Reason.INTERRUPTED, false);
        try {
            var unused = tidy.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that nothing is left to tidy up. */
    @Override
    public void close() {
        tidy.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already, and the hook with it.
            return;
        }
    }
}
