package io.calink.redaction;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/** Kinds of bytes; -1 stands for no byte. */
final class Chars {
    private Chars() {}

    static boolean blank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean lineEnd(int c) {
        return c == '\n' || c == '\r' || c == -1;
    }

    /** {@return whether nothing but white space or the end is here; a NUL separates too} */
    static boolean gap(int c) {
        return c <= ' ' || c == 0x7F;
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean upper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean letter(int c) {
        return upper(c) || (c >= 'a' && c <= 'z');
    }

    static boolean alphanumeric(int c) {
        return letter(c) || digit(c);
    }

    /** {@return whether this can be part of a name in a program: a letter, a digit or an underscore} */
    static boolean word(int c) {
        return alphanumeric(c) || c == '_';
    }

    /** {@return whether this can be part of a key} */
    static boolean key(int c) {
        return word(c) || c == '-' || c == '.';
    }

    static boolean quote(int c) {
        return c == '"' || c == '\'' || c == '`';
    }

    static int lower(int c) {
        return upper(c) ? c + 32 : c;
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** {@return the words of a text} */
    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /** {@return a set of bytes: ranges like {@code a-z}, and single characters; a hyphen comes last} */
    static BitSet set(String spec) {
        BitSet set = new BitSet(256);
        for (int i = 0; i < spec.length(); i++) {
            if (i + 2 < spec.length() && spec.charAt(i + 1) == '-') {
                set.set(spec.charAt(i), spec.charAt(i + 2) + 1);
                i += 2;
            } else {
                set.set(spec.charAt(i));
            }
        }
        return set;
    }
}
