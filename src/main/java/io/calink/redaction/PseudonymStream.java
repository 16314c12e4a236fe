package io.calink.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Passes bytes on with pseudonyms in place of names. A place is decided when everything is there that may be looked at, so
 * that the outcome does not depend on how the text is cut; memory is bounded by the buffer. It is used by one thread.
 */
final class PseudonymStream extends OutputStream {
    /** How far can be seen before a place, and from it on. */
    static final int BEHIND = 160;

    static final int AHEAD = 512;

    private static final int SMALL = 1 << 10;
    private static final int LARGE = 32 << 10;
    private static final byte WORD = 1;
    private static final byte SIGN = 2;

    /** What the first byte of a character tells: in a word, a sign at which something may stand, or neither. */
    private static final byte[] KINDS = kinds();

    private final OutputStream sink;
    private final NameFinder finder;
    private final Rules rules;
    private final Counts counts;
    private byte[] buffer = new byte[SMALL];
    private int end;

    /** What lies before has been decided; what lies before {@code sent} has been passed on, or replaced. */
    private int decided;

    private int sent;
    private boolean closed;

    PseudonymStream(OutputStream sink, NameFinder finder, Rules rules, Counts counts) {
        this.sink = sink;
        this.finder = finder;
        this.rules = rules;
        this.counts = counts;
    }

    /**
     * Whether a character that begins with this byte can be in a word: a letter or a digit. Those from E2 on are signs, and
     * scripts that do not part their words.
     */
    static boolean word(int c) {
        return Chars.alphanumeric(c) || (c >= 0xC3 && c < 0xE2);
    }

    /** Whether the character whose last byte stands at a place can be in a word. */
    static boolean wordEnds(byte[] bytes, int i) {
        if (bytes[i] >= 0) {
            return word(bytes[i]);
        }
        int first = i;
        while (first > 0 && i - first < 3 && (bytes[first] & 0xC0) == 0x80) {
            first--;
        }
        return bytes[first] < 0 && word(bytes[first] & 0xFF);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < kinds.length; c++) {
            boolean sign = c == '@' || c == '\\' || c == '%' || c == '[' || c >= 0xE2;
            kinds[c] = word(c) ? WORD : sign ? SIGN : 0;
        }
        return kinds;
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
            if (end == buffer.length) {
                makeRoom();
            }
            int part = Math.min(buffer.length - end, offset + count - at);
            System.arraycopy(bytes, at, buffer, end, part);
            end += part;
            at += part;
        }
    }

    private void makeRoom() throws IOException {
        if (buffer.length < LARGE) {
            buffer = Arrays.copyOf(buffer, buffer.length * 4);
            return;
        }
        decide(end - AHEAD);
        send(decided - BEHIND);
        int kept = Math.max(0, Math.min(sent, decided - BEHIND));
        System.arraycopy(buffer, kept, buffer, 0, end - kept);
        end -= kept;
        decided -= kept;
        sent -= kept;
    }

    private void decide(int limit) throws IOException {
        while (decided < limit) {
            int i = next(decided, limit);
            decided = Math.min(i + 1, limit);
            if (i < limit && i + 1 < end && finder.mayBegin(buffer[i] & 0xFF, buffer[i + 1] & 0xFF)) {
                Mask mask = finder.at(new View(buffer, Math.max(0, i - BEHIND), Math.min(end, i + AHEAD)), i);
                if (mask != null && mask.from() >= sent) {
                    replace(mask);
                }
            }
        }
    }

    /** The next place where a word begins, or a sign stands. */
    private int next(int from, int limit) {
        for (int i = from; i < limit; i++) {
            byte kind = KINDS[buffer[i] & 0xFF];
            if (kind == SIGN || (kind == WORD && (i == 0 || !wordEnds(buffer, i - 1)))) {
                return i;
            }
        }
        return limit;
    }

    private void replace(Mask mask) throws IOException {
        String pseudonym = mask.pseudonym();
        if (pseudonym != null && !keeps(mask)) {
            send(mask.from());
            sink.write(pseudonym.getBytes(StandardCharsets.UTF_8));
            counts.add(mask.rule());
            sent = mask.to();
        }
        decided = Math.max(decided, mask.to());
    }

    private boolean keeps(Mask mask) {
        return rules.keeps(new String(buffer, mask.from(), mask.to() - mask.from(), StandardCharsets.UTF_8));
    }

    private void send(int limit) throws IOException {
        if (limit > sent) {
            sink.write(buffer, sent, limit - sent);
            sent = limit;
        }
    }

    /** Passes on what is decided; what is not stays here until more comes, or the end. */
    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (sink) {
                decide(end);
                send(end);
            }
        }
    }
}
