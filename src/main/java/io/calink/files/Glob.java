package io.calink.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A shell pattern for one name: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}, {@code [[:digit:]]}. A leading dot
 * has to be written. Matching goes back to the last {@code *} only, so its time is at most pattern times name.
 */
final class Glob {
    private static final Map<String, IntPredicate> CLASSES = Map.ofEntries(
            Map.entry("alpha", Character::isLetter),
            Map.entry("digit", c -> c >= '0' && c <= '9'),
            Map.entry("alnum", Character::isLetterOrDigit),
            Map.entry("upper", Character::isUpperCase),
            Map.entry("lower", Character::isLowerCase),
            Map.entry("space", Character::isWhitespace),
            Map.entry("blank", c -> c == ' ' || c == '\t'),
            Map.entry("punct", c -> c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c)),
            Map.entry("cntrl", Character::isISOControl),
            Map.entry("print", c -> !Character.isISOControl(c)),
            Map.entry("graph", c -> !Character.isISOControl(c) && !Character.isWhitespace(c)),
            Map.entry("xdigit", c -> Character.digit(c, 16) >= 0 && c < 0x80));

    private record Piece(boolean many, int literal, IntPredicate test) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final boolean dotWritten;

    Glob(String pattern) {
        this.dotWritten = pattern.startsWith(".");
        int i = 0;
        while (i < pattern.length()) {
            int c = pattern.codePointAt(i);
            int close = c == '[' ? closing(pattern, i) : -1;
            if (close > 0) {
                pieces.add(bracket(pattern.substring(i + 1, close)));
                i = close + 1;
                continue;
            }
            if (c != '*') {
                pieces.add(c == '?' ? new Piece(false, -1, any -> true) : literal(c));
            } else if (pieces.isEmpty() || !pieces.get(pieces.size() - 1).many()) {
                pieces.add(new Piece(true, -1, any -> true));
            }
            i += Character.charCount(c);
        }
    }

    /** Where the bracket that opens at {@code open} ends, or -1 if it does not. */
    static int closing(String text, int open) {
        int i = open + 1;
        if (i < text.length() && (text.charAt(i) == '!' || text.charAt(i) == '^')) {
            i++;
        }
        if (i < text.length() && text.charAt(i) == ']') {
            i++;
        }
        while (i < text.length() && text.charAt(i) != ']') {
            int end = text.startsWith("[:", i) ? text.indexOf(":]", i + 2) : -1;
            i = end > 0 ? end + 2 : i + 1;
        }
        return i < text.length() ? i : -1;
    }

    /** The only name that this can match, as with {@code a[,]b}; {@code null} if there are several. */
    @Nullable
    String onlyName() {
        StringBuilder name = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.literal() < 0) {
                return null;
            }
            name.appendCodePoint(piece.literal());
        }
        return name.indexOf(".") == 0 && !dotWritten ? null : name.toString();
    }

    boolean matches(String name) {
        if (name.startsWith(".") && !dotWritten) {
            return false;
        }
        int[] points = name.codePoints().toArray();
        int piece = 0;
        int point = 0;
        int afterStar = -1;
        int taken = 0;
        while (point < points.length) {
            if (piece < pieces.size() && pieces.get(piece).many()) {
                afterStar = ++piece;
                taken = point;
            } else if (piece < pieces.size() && pieces.get(piece).test().test(points[point])) {
                piece++;
                point++;
            } else if (afterStar >= 0) {
                piece = afterStar;
                point = ++taken;
            } else {
                return false;
            }
        }
        while (piece < pieces.size() && pieces.get(piece).many()) {
            piece++;
        }
        return piece == pieces.size();
    }

    private static Piece literal(int c) {
        return new Piece(false, c, other -> other == c);
    }

    private static Piece bracket(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        String rest = negated ? content.substring(1) : content;
        int[] points = rest.codePoints().toArray();
        if (!negated && points.length == 1) {
            return literal(points[0]);
        }
        List<IntPredicate> members = members(rest, points);
        return new Piece(false, -1, c -> members.stream().anyMatch(m -> m.test(c)) != negated);
    }

    private static List<IntPredicate> members(String content, int[] points) {
        List<IntPredicate> members = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < points.length; ) {
            int end = content.startsWith("[:", offset) ? content.indexOf(":]", offset + 2) : -1;
            IntPredicate named = end < 0 ? null : CLASSES.get(content.substring(offset + 2, end));
            int width;
            if (named != null) {
                members.add(named);
                width = end + 2 - offset;
            } else if (i + 2 < points.length && points[i + 1] == '-') {
                int from = points[i];
                int to = points[i + 2];
                members.add(c -> c >= from && c <= to);
                width = 3;
            } else {
                int only = points[i];
                members.add(c -> c == only);
                width = 1;
            }
            for (int n = 0; n < width; n++) {
                offset += Character.charCount(points[i++]);
            }
        }
        return members;
    }
}
