package io.calink.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The places at which bundles are made, given to those who ask in the order in which they asked. */
final class Turns {
    private final int places;
    private final int seats;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int taken;
    private int seated;

    /** {@code places}: how many have their turn at once. {@code seats}: how many of those that need one may wait. */
    Turns(int places, int seats) {
        this.places = places;
        this.seats = seats;
    }

    /** Somebody's turn: now, later, or given up. */
    static final class Turn {
        private final boolean seated;
        private final CompletableFuture<Void> come = new CompletableFuture<>();
        private boolean left;

        private Turn(boolean seated) {
            this.seated = seated;
        }

        /** Completes when the turn has come. */
        CompletableFuture<Void> come() {
            return come;
        }

        /** Runs {@code begin} when the turn has come, in the thread of whoever made place. */
        void whenCome(Runnable begin) {
            CompletableFuture<Void> unused = come.thenRun(begin);
        }
    }

    /** Asks for a turn, and for a seat to wait for it; {@code null} if none is left. */
    synchronized @Nullable Turn askSeated() {
        return taken >= places && seated >= seats ? null : ask(new Turn(true));
    }

    /** Asks for a turn; who asks waits standing. */
    synchronized Turn ask() {
        return ask(new Turn(false));
    }

    private Turn ask(Turn turn) {
        if (taken >= places) {
            seated += turn.seated ? 1 : 0;
            waiting.add(turn);
        } else {
            taken++;
            turn.come.complete(null);
        }
        return turn;
    }

    /** Does something while nobody has a turn; nothing if somebody has. */
    synchronized void whileIdle(Runnable action) {
        if (taken == 0) {
            action.run();
        }
    }

    /** Gives a turn back, or up; the first time counts. */
    void leave(Turn turn) {
        Turn next;
        synchronized (this) {
            if (turn.left) {
                return;
            }
            turn.left = true;
            if (waiting.remove(turn)) {
                seated -= turn.seated ? 1 : 0;
                return;
            }
            next = waiting.poll();
            if (next == null) {
                taken--;
                return;
            }
            seated -= next.seated ? 1 : 0;
        }
        next.come.complete(null);
    }
}
