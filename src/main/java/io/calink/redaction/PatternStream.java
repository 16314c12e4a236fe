package io.calink.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Removes what the owner's patterns find. They see whole lines, as many as fit into 64 KiB, and of a longer line pieces of
 * that size. It is used by one thread at a time.
 */
final class PatternStream extends OutputStream {
    private static final int SIZE = 64 << 10;

    /** A match that begins here, in a line that is longer than the buffer, waits for the next piece. */
    private static final int OVERLAP = 4 << 10;

    private final OutputStream sink;
    private final Rules rules;
    private final Counts counts;
    private byte[] buffer = new byte[4 << 10];
    private int end;
    private boolean closed;

    /** A part of the text, and the rule that found it. */
    private record Span(int from, int to, String rule) {}

    PatternStream(OutputStream sink, Rules rules, Counts counts) {
        this.sink = sink;
        this.rules = rules;
        this.counts = counts;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        while (at < offset + count) {
            if (end == buffer.length) {
                if (end < SIZE) {
                    buffer = Arrays.copyOf(buffer, Math.min(SIZE, end * 4));
                } else {
                    pass(lines());
                }
            }
            int part = Math.min(buffer.length - end, offset + count - at);
            System.arraycopy(bytes, at, buffer, end, part);
            end += part;
            at += part;
        }
    }

    /** {@return where the last line ends, or how far a piece of a line goes} */
    private int lines() {
        for (int i = end; i > OVERLAP; i--) {
            if (buffer[i - 1] == '\n') {
                return i;
            }
        }
        return end - OVERLAP;
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (sink) {
                pass(end);
            }
        }
    }

    /** Redacts and passes on what begins before a place. */
    private void pass(int limit) throws IOException {
        int sent = 0;
        for (Span span : spans(limit)) {
            if (span.from() >= sent) {
                sink.write(buffer, sent, span.from() - sent);
                sink.write(("[REDACTED:" + span.rule() + "]").getBytes(StandardCharsets.UTF_8));
                counts.add(span.rule());
                sent = span.to();
            }
        }
        if (limit > sent) {
            sink.write(buffer, sent, limit - sent);
            sent = limit;
        }
        System.arraycopy(buffer, sent, buffer, 0, end - sent);
        end -= sent;
    }

    private List<Span> spans(int limit) {
        // a match must not look beyond the lines, or it would depend on what else is in the buffer
        boolean lines = limit > 0 && buffer[limit - 1] == '\n';
        byte[] text = Arrays.copyOf(buffer, lines ? limit : end);
        List<Span> spans = new ArrayList<>();
        for (Map.Entry<String, Pattern> rule : rules.own().entrySet()) {
            Matcher matcher = rule.getValue().matcher(text);
            while (matcher.find() && matcher.start() < limit) {
                boolean group = matcher.groupCount() > 0 && matcher.start(1) >= 0;
                int from = group ? matcher.start(1) : matcher.start();
                int to = group ? matcher.end(1) : matcher.end();
                if (to > from && !rules.keeps(new String(text, from, to - from, StandardCharsets.UTF_8))) {
                    spans.add(new Span(from, to, rule.getKey()));
                }
            }
        }
        spans.sort(Comparator.comparingInt(Span::from));
        return spans;
    }
}
