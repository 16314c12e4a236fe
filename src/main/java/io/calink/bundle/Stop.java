package io.calink.bundle;

import org.jspecify.annotations.Nullable;

/** A request to end a gathering early; safe to use from any thread, and the first request wins. */
public final class Stop {
    private @Nullable Reason reason;
    private boolean keep;
    private @Nullable Thread gathering;
    private @Nullable Runnable reaction;

    /**
     * Asks the gathering to end.
     *
     * @param keep whether what was gathered so far becomes an archive, or is thrown away
     */
    public void request(Reason why, boolean keep) {
        synchronized (this) {
            if (reason != null) {
                return;
            }
            this.reason = why;
            this.keep = keep;
        }
        react();
    }

    /** Why to end, or {@code null} to go on. */
    public synchronized @Nullable Reason reason() {
        return reason;
    }

    /** Whether the gathering ends with an archive of what it has. */
    public synchronized boolean keeps() {
        return keep;
    }

    /**
     * Has {@code thread} interrupted when an end is requested that keeps nothing, and {@code reaction} run when any end
     * is requested; at once if it was already.
     */
    void interrupts(Thread thread, Runnable reaction) {
        synchronized (this) {
            this.gathering = thread;
            this.reaction = reaction;
        }
        if (reason() != null) {
            react();
        }
    }

    /** Undoes {@link #interrupts}, and takes back an interruption that nobody has noticed. */
    void interruptsNoMore() {
        synchronized (this) {
            gathering = null;
            reaction = null;
            if (reason != null) {
                Thread.interrupted();
            }
        }
    }

    private void react() {
        Runnable now;
        synchronized (this) {
            now = reaction;
            if (gathering != null && !keep) {
                gathering.interrupt();
            }
        }
        if (now != null) {
            now.run();
        }
    }

    /** Ends the calling gathering if that was requested and nothing is to be kept. */
    void check() throws StoppedException {
        Reason why = reason();
        if (why != null && !keeps()) {
            throw new StoppedException(why);
        }
    }
}
