package io.calink.redaction;

/** Ways to write a character, or a colour of a terminal, so that it ends with a letter or a digit, which is no part of the word that follows. */
final class Escapes {
    /** How many bytes one has at most. */
    static final int LONGEST = 48;

    private Escapes() {}

    /** {@return how many bytes at a place are written so; 0 if none are} */
    static int length(View view, int i) {
        return switch (view.at(i)) {
            case '%' -> digits(view, i + 1, 2, 16) ? 3 : 0;
            case '\\' -> backslash(view, i + 1);
            case '[' -> colour(view, i);
            default -> 0;
        };
    }

    /** As JSON, programs, and the tables and logs of the kernel and of web servers have them. */
    private static int backslash(View view, int i) {
        int c = view.at(i);
        if (c == 'u') {
            return digits(view, i + 1, 4, 16) ? 6 : 0;
        }
        if (c == 'x') {
            return digits(view, i + 1, 2, 16) ? 4 : 0;
        }
        if (Chars.digit(c)) {
            return digits(view, i, 3, 8) ? 4 : 0;
        }
        return c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f' ? 2 : 0;
    }

    /** {@code ESC [ 1 ; 35 m}, where the first is itself or as logs and programs write it. */
    private static int colour(View view, int bracket) {
        boolean begun = view.at(bracket - 1) == 0x1B
                || view.has(bracket - 3, "033")
                || view.has(bracket - 2, "1b")
                || view.has(bracket - 2, "\\e")
                || view.has(bracket - 2, "^[");
        int end = bracket + 1;
        while (begun && end - bracket < LONGEST - 1 && view.at(end) >= '0' && view.at(end) <= '?') {
            end++;
        }
        return begun && Chars.letter(view.at(end)) ? end + 1 - bracket : 0;
    }

    private static boolean digits(View view, int from, int count, int radix) {
        for (int i = from; i < from + count; i++) {
            if (Character.digit(view.at(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }
}
