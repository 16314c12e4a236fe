package io.calink.redaction;

import java.nio.charset.StandardCharsets;

/**
 * The bytes around a place, bounded on both sides by how far they lie from it: what a rule sees does not depend on how the
 * text was cut into blocks.
 */
final class View {
    /** How far a rule sees before the place of its hit; what lies further back may have been passed on. */
    static final int BEHIND = 512;

    /** How far a rule sees from the place of its hit on. */
    static final int AHEAD = 1536;

    private final byte[] bytes;
    private final int from;
    private final int to;

    View(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** {@return the byte at a place, or -1 where nothing can be seen} */
    int at(int i) {
        return i >= from && i < to ? bytes[i] & 0xFF : -1;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    byte[] bytes() {
        return bytes;
    }

    /** {@return the bytes between two places, one char for each byte} */
    String text(int start, int end) {
        int low = Math.max(start, from);
        int high = Math.min(end, to);
        return high <= low ? "" : new String(bytes, low, high - low, StandardCharsets.ISO_8859_1);
    }

    /** {@return whether a word in lower case stands at a place, in any case} */
    boolean has(int i, String lower) {
        for (int k = 0; k < lower.length(); k++) {
            if (Chars.lower(at(i + k)) != lower.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether an exact text stands at a place} */
    boolean hasExactly(int i, String text) {
        for (int k = 0; k < text.length(); k++) {
            if (at(i + k) != text.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** {@return the first place from here on that is no blank or tab, at most 64 further} */
    int skipBlanks(int i) {
        int end = i + 64;
        int at = i;
        while (at < end && Chars.blank(at(at))) {
            at++;
        }
        return at;
    }

    /** {@return the first place from here on that is no white space, at most 128 further} */
    int skipSpace(int i) {
        int end = i + 128;
        int at = i;
        while (at < end && (Chars.blank(at(at)) || Chars.lineEnd(at(at)))) {
            at++;
        }
        return at;
    }

    /** {@return the last place before this one that is no blank or tab, at most 64 back} */
    int backOverBlanks(int i) {
        int end = i - 64;
        int at = i - 1;
        while (at > end && Chars.blank(at(at))) {
            at--;
        }
        return at;
    }

    /** {@return where the line of this place begins, or the farthest place that can be seen} */
    int lineStart(int i) {
        int at = i;
        while (at > from && !Chars.lineEnd(at(at - 1)) && at(at - 1) != 0) {
            at--;
        }
        return at;
    }

    /** {@return where the line of this place ends, or the farthest place that can be seen} */
    int lineEnd(int i) {
        int at = i;
        while (at < to && !Chars.lineEnd(at(at)) && at(at) != 0) {
            at++;
        }
        return at;
    }
}
