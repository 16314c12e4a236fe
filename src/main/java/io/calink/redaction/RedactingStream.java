package io.calink.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Passes bytes on without the secrets in them. A place is decided when everything that a rule may look at is there, so
 * that the outcome does not depend on how the text is cut; memory is bounded by the buffer. It is used by one thread at a
 * time.
 */
final class RedactingStream extends OutputStream {
    private static final int SMALL = 4 << 10;
    private static final int LARGE = 64 << 10;

    private final OutputStream sink;
    private final Gate<Detector> gate;
    private final Listener listener;
    private final Memory memory = new Memory();
    private byte[] buffer = new byte[SMALL];
    private int end;

    /** What lies before has been decided; what lies before {@code sent} has been passed on, or removed. */
    private int decided;

    private int sent;
    private boolean closed;
    private @Nullable Finding open;
    private int valueStart;

    /** Hears of what is removed, and may object. */
    @FunctionalInterface
    interface Listener {
        /**
         * A secret, or as much of it as can be seen.
         *
         * @param whole whether that is all of it
         * @return whether it is to be removed
         */
        boolean found(Finding finding, String value, boolean whole);
    }

    RedactingStream(OutputStream sink, Gate<Detector> gate, Listener listener) {
        this.sink = sink;
        this.gate = gate;
        this.listener = listener;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        int at = offset;
        while (at < offset + count) {
            int room = buffer.length - Gate.SLACK - end;
            if (room == 0) {
                makeRoom();
                continue;
            }
            int part = Math.min(room, offset + count - at);
            System.arraycopy(bytes, at, buffer, end, part);
            end += part;
            at += part;
        }
    }

    private void makeRoom() throws IOException {
        if (buffer.length < LARGE) {
            buffer = Arrays.copyOf(buffer, Math.min(LARGE, buffer.length * 4));
            return;
        }
        decide(end - View.AHEAD);
        send(decided - View.BEHIND);
        int kept = Math.min(sent, decided - View.BEHIND);
        System.arraycopy(buffer, kept, buffer, 0, end - kept);
        end -= kept;
        decided -= kept;
        sent -= kept;
        valueStart -= kept;
        memory.moved(kept);
    }

    /** Passes on what is decided; what is not stays here until more comes, or the end. */
    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            Arrays.fill(buffer, end, end + Gate.SLACK, (byte) 0);
            decide(end);
            send(end);
        }
    }

    private void decide(int limit) throws IOException {
        while (decided < limit) {
            if (open != null) {
                goOn(open, limit);
                continue;
            }
            int hit = gate.next(buffer, decided, limit);
            decided = hit;
            if (hit < limit) {
                look(hit);
            }
        }
    }

    private void look(int hit) throws IOException {
        int to = Math.min(end, hit + View.AHEAD);
        View view = null;
        for (Gate.Literal<Detector> literal : gate.at(buffer, hit)) {
            if (literal.at(buffer, hit, end)) {
                view = view != null ? view : new View(buffer, Math.max(0, hit - View.BEHIND), to);
                Finding finding = literal.value().find(view, hit, literal.text().length(), memory);
                if (finding != null && finding.from() >= sent && accepted(finding, to)) {
                    remove(finding);
                    return;
                }
            }
        }
        decided = hit + 1;
    }

    private boolean accepted(Finding finding, int to) {
        Tail tail = finding.tail();
        int last = tail == null ? finding.to() : finding.to() >= to ? to : tail.end(buffer, finding.to(), to, to);
        boolean whole = last != Tail.FURTHER;
        int stop = whole ? last : to;
        if (stop <= finding.from()) {
            return false;
        }
        String value = new String(buffer, finding.from(), stop - finding.from(), StandardCharsets.ISO_8859_1);
        return listener.found(finding, value, whole);
    }

    private void remove(Finding finding) throws IOException {
        send(finding.from());
        byte[] mark = (finding.quote() + "[REDACTED:" + finding.rule() + "]").getBytes(StandardCharsets.ISO_8859_1);
        sink.write(mark);
        sent = finding.to();
        decided = finding.to();
        valueStart = finding.from();
        if (finding.tail() == null) {
            finish(finding);
        } else {
            open = finding;
        }
    }

    private void goOn(Finding finding, int limit) throws IOException {
        Tail tail = finding.tail();
        int last = tail == null ? decided : tail.end(buffer, decided, limit, end);
        if (last == Tail.FURTHER) {
            decided = limit;
            sent = limit;
            return;
        }
        sent = Math.max(last, valueStart);
        decided = sent;
        open = null;
        finish(finding);
    }

    private void finish(Finding finding) throws IOException {
        if (!finding.quote().isEmpty()) {
            sink.write(finding.quote().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void send(int limit) throws IOException {
        if (limit > sent) {
            sink.write(buffer, sent, limit - sent);
            sent = limit;
        }
    }
}
