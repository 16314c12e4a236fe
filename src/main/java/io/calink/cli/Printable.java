package io.calink.cli;

import java.util.List;
import java.util.Locale;

/** Text from elsewhere, made fit for a terminal: one line, and nothing in it that steers the terminal. */
final class Printable {
    // Marks that turn the direction of text, and could make a line read as another.
    private static final List<Range> TURNING = List.of(
            new Range(0x61C, 0x61C), new Range(0x200E, 0x200F), new Range(0x202A, 0x202E), new Range(0x2066, 0x2069));

    // W and F of Unicode's EastAsianWidth.txt, rounded to blocks, and the emoji.
    private static final List<Range> WIDE = List.of(
            new Range(0x1100, 0x115F),
            new Range(0x2E80, 0xA4CF),
            new Range(0xAC00, 0xD7A3),
            new Range(0xF900, 0xFAFF),
            new Range(0xFE30, 0xFE6F),
            new Range(0xFF00, 0xFF60),
            new Range(0xFFE0, 0xFFE6),
            new Range(0x1F300, 0x1F64F),
            new Range(0x1F680, 0x1F6FF),
            new Range(0x1F900, 0x1F9FF),
            new Range(0x20000, 0x3FFFD));
    private static final int HALF_FILL_SPACE = 0x303F;
    private static final int FIRST_BEYOND_LATIN = 0x300;

    private Printable() {}

    /** The text with control characters, line separators and changes of direction escaped. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (steers(c)) {
                safe.append(escape(c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** The beginning of a printable text that fits into that many columns. */
    static String cut(String text, int columns) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            used += width(c);
            if (used > columns) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /** How many columns a printable text takes. */
    static int width(String text) {
        return text.codePoints().map(Printable::width).sum();
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> within(c, TURNING);
            default -> false;
        };
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, c < 0x80 ? "\\x%02x" : "\\u%04x", c);
        };
    }

    private static int width(int c) {
        if (c < FIRST_BEYOND_LATIN) {
            return 1;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(c) ? 2 : 1;
        };
    }

    private static boolean wide(int c) {
        return within(c, WIDE) && c != HALF_FILL_SPACE;
    }

    private static boolean within(int c, List<Range> ranges) {
        return ranges.stream().anyMatch(range -> range.first() <= c && c <= range.last());
    }

    private record Range(int first, int last) {}
}
