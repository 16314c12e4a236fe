package io.calink.redaction;

import java.util.BitSet;

/** The ways in which a value ends. */
final class Tails {
    /** How far it is looked whether another key follows. */
    private static final int NEXT_KEY = 72;

    private static final String CDATA_END = "]]>";

    private Tails() {}

    /** {@return the end at the first byte that is not in a set} */
    static Tail run(BitSet set) {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (!set.get(bytes[i] & 0xFF)) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /**
     * The end at a quote, or at the end of the line.
     *
     * @param level how many backslashes stand before the quotes around the value: 1 in JSON within a string of JSON
     */
    static Tail quoted(int quote, int level, int start) {
        int unit = level + 1;
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                int c = bytes[i];
                if (c == '\n' || (c == '\r' && level == 0)) {
                    return i;
                }
                if (c == quote) {
                    int run = backslashes(bytes, i, Math.max(i - 64, 0));
                    if (run % (2 * unit) <= level) {
                        return i - run % (2 * unit);
                    }
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return how many backslashes stand before a place} */
    static int backslashes(byte[] bytes, int i, int least) {
        int run = 0;
        while (i - run - 1 >= least && bytes[i - run - 1] == '\\') {
            run++;
        }
        return run;
    }

    /** {@return the end at white space, at a quote, or where punctuation is followed by another key or by nothing} */
    static Tail bare() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (endsBare(bytes, i, end)) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return the end at the end of the line, or where another key or an option follows, or a remark} */
    static Tail line() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                int c = bytes[i];
                if (c == '\n' || c == '\r' || c == 0) {
                    return i;
                }
                if (c == '"' || c == '\\' || c == ';' || c == ',' || c == '&' || c == '<' || c == '}' || c == ')') {
                    if (endsBare(bytes, i, end)) {
                        return i;
                    }
                } else if (Chars.blank(c) && endsLine(bytes, i, end)) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return the end at a text} */
    static Tail until(String text) {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (stands(bytes, i, end, text)) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return the end of the line} */
    static Tail rest() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == 0) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return the end at a double quote or at the end of the line} */
    static Tail quotedOrLine() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                int c = bytes[i];
                boolean single = c == '\'' && closesQuote(bytes, i + 1, end);
                if (c == '\n' || c == '\r' || c == 0 || c == '"' || single || (c == '\\' && escapes(bytes, i, end))) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return the end of the last string in an array of strings} */
    static Tail strings(int quote) {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (bytes[i] == quote && last(bytes, i + 1, end)) {
                    return i - backslashes(bytes, i, Math.max(i - 8, 0));
                }
            }
            return Tail.FURTHER;
        };
    }

    private static boolean last(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && i < from + NEXT_KEY && Chars.gap(bytes[i])) {
            i++;
        }
        return i >= end || bytes[i] == ']';
    }

    /** {@return the end of a value in an address that is itself written as part of an address} */
    static Tail encoded() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (stands(bytes, i, end, "%26") || stands(bytes, i, end, "%22") || endsBare(bytes, i, end)) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    /** {@return the end of the last line that begins with a hyphen, as the items of a list in YAML do} */
    static Tail items() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n' && !item(bytes, i + 1, end)) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    private static boolean item(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && i < from + NEXT_KEY && bytes[i] == ' ') {
            i++;
        }
        return i + 1 < end && bytes[i] == '-' && bytes[i + 1] == ' ';
    }

    /** {@return the end of an element's text} */
    static Tail element() {
        return until("<");
    }

    /** {@return the end of an element's text that is not parsed} */
    static Tail cdata() {
        return until(CDATA_END);
    }

    static boolean stands(byte[] bytes, int i, int end, String text) {
        for (int k = 0; k < text.length(); k++) {
            if (i + k >= end || bytes[i + k] != text.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsBare(byte[] bytes, int i, int end) {
        int c = bytes[i] & 0xFF;
        return switch (c) {
            case '"' -> true;
            case '\'', '`' -> closesQuote(bytes, i + 1, end);
            case '<' -> i + 1 >= end || !Chars.digit(bytes[i + 1]);
            case ',', ';', '&', '|' -> separates(bytes, i + 1, end);
            case ')', ']', '}', '>' -> closes(bytes, i + 1, end);
            case '\\' -> i + 1 < end && escapes(bytes, i, end);
            default -> Chars.gap(c);
        };
    }

    /** A backslash that belongs to a quote, or is a line's end in a string. */
    private static boolean escapes(byte[] bytes, int i, int end) {
        int last = i;
        while (last < end && last < i + 8 && bytes[last] == '\\') {
            last++;
        }
        if (last >= end) {
            return true;
        }
        int c = bytes[last];
        boolean odd = (last - i) % 2 == 1;
        return (odd && (c == '"' || c == '\''))
                || ((c == 'n' || c == 'r' || c == 't') && odd && !word(bytes, last + 1, end));
    }

    /** A line's end in a string is followed by a quote, another backslash, or a key. */
    private static boolean word(byte[] bytes, int i, int end) {
        int c = i < end ? bytes[i] : -1;
        return Chars.word(c) && !key(bytes, i, end) && !Chars.upper(c);
    }

    private static boolean separates(byte[] bytes, int i, int end) {
        return i >= end
                || Chars.gap(bytes[i] & 0xFF)
                || Chars.quote(bytes[i])
                || key(bytes, i, end)
                || closer(bytes[i])
                || bytes[i] == '\\';
    }

    private static boolean closesQuote(byte[] bytes, int i, int end) {
        return separates(bytes, i, end) || bytes[i] == ',' || bytes[i] == ';';
    }

    private static boolean closes(byte[] bytes, int i, int end) {
        return i >= end
                || Chars.gap(bytes[i] & 0xFF)
                || Chars.quote(bytes[i])
                || closer(bytes[i])
                || ((bytes[i] == ',' || bytes[i] == ';' || bytes[i] == '.' || bytes[i] == ':' || bytes[i] == '\\')
                        && separates(bytes, i + 1, end));
    }

    private static boolean closer(int c) {
        return c == ')' || c == ']' || c == '}' || c == '>';
    }

    private static boolean endsLine(byte[] bytes, int i, int end) {
        int next = i;
        while (next < end && next < i + NEXT_KEY && Chars.blank(bytes[next])) {
            next++;
        }
        if (next >= end || next >= i + NEXT_KEY) {
            return true;
        }
        int c = bytes[next];
        boolean option = c == '-' && next + 2 < end && (bytes[next + 1] == '-' || Chars.letter(bytes[next + 1]));
        return c == '\n' || c == '\r' || c == '#' || c == ';' || option || key(bytes, next, end);
    }

    /** {@return whether a key and {@code =} or {@code :} stand here} */
    static boolean key(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && i < from + NEXT_KEY && (Chars.key(bytes[i]) || (bytes[i] == '"' && i == from))) {
            i++;
        }
        // keys of ADO strings have blanks in them
        while (i < end && i < from + NEXT_KEY && i > from && (bytes[i] == ' ' || Chars.word(bytes[i]))) {
            i++;
        }
        if (i == from || i >= end || (!Chars.letter(bytes[from]) && bytes[from] != '_')) {
            return false;
        }
        return bytes[i] == '=' || (bytes[i] == ':' && i + 1 < end && Chars.gap(bytes[i + 1] & 0xFF));
    }
}
