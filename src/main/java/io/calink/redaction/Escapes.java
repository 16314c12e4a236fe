package io.calink.redaction;

/** Ways to write a character so that it ends with a letter or a digit, which is no part of the word that follows. */
final class Escapes {
    private Escapes() {}

    /** {@return how many bytes at a place are written so; 0 if none are} */
    static int length(View view, int i) {
        return switch (view.at(i)) {
            case '%' -> digits(view, i + 1, 2, 16) ? 3 : 0;
            case '\\' -> backslash(view, i + 1);
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

    private static boolean digits(View view, int from, int count, int radix) {
        for (int i = from; i < from + count; i++) {
            if (Character.digit(view.at(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }
}
