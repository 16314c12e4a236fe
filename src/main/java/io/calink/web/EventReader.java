package io.calink.web;

import io.calink.jobs.Journal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who follows a bundle. It is written when the connection takes something and never waited for, so that one
 * who does not read holds no thread; what is kept for a reader is only which event came last.
 */
final class EventReader implements WriteListener {
    private final Journal journal;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final EventText text;
    private final EventPace pace;

    private byte @Nullable [] first;
    private int position;
    private boolean begun;
    private boolean unsent;
    private boolean over;
    private boolean last;
    private long sentAt = System.nanoTime();
    private long readyAt = sentAt;

    /** {@code position}: that of the last event that the reader has seen. */
    EventReader(
            Journal journal,
            int position,
            AsyncContext context,
            ServletOutputStream out,
            EventText text,
            EventPace pace) {
        this.journal = journal;
        this.position = position;
        this.context = context;
        this.out = out;
        this.text = text;
        this.pace = pace;
        this.first = text.beginning();
    }

    Journal journal() {
        return journal;
    }

    @Override
    public synchronized void onWritePossible() throws IOException {
        begun = true;
        write();
    }

    /** The client has gone; the container ends the request. */
    @Override
    public synchronized void onError(Throwable failure) {
        over = true;
    }

    /** Writes what is new, if the connection takes it, and gives up on one that has taken nothing for too long. */
    synchronized void look() throws IOException {
        if (begun && !over) {
            write();
            if (!over && since(readyAt).compareTo(pace.patience()) > 0) {
                breakOff();
            }
        }
    }

    /** Writes what is there, and then ends the stream whether its bundle is over or not. */
    synchronized void end() throws IOException {
        last = true;
        if (begun && !over) {
            write();
        }
    }

    /** Ends the stream where it is, unless it has ended. */
    synchronized void abandon() {
        if (!over) {
            breakOff();
        }
    }

    private void write() throws IOException {
        while (!over && out.isReady()) {
            readyAt = System.nanoTime();
            if (unsent) {
                unsent = false;
                out.flush();
                continue;
            }
            byte[] next = next();
            if (next != null) {
                sentAt = readyAt;
                unsent = true;
                out.write(next);
            } else {
                if (last || journal.endsAt(position)) {
                    over = true;
                    context.complete();
                }
                return;
            }
        }
    }

    private byte @Nullable [] next() {
        byte[] beginning = first;
        if (beginning != null) {
            first = null;
            return beginning;
        }
        Journal.Event event = journal.after(position).orElse(null);
        if (event != null) {
            position = event.number();
            return text.of(event);
        }
        return since(sentAt).compareTo(pace.heartbeat()) >= 0 ? text.heartbeat() : null;
    }

    /** Closes the connection, for which the request has to go through the container once more. */
    private void breakOff() {
        over = true;
        context.dispatch();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
