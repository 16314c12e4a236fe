package io.calink.files;

import java.util.ArrayList;
import java.util.List;

/** The grammar of a value: commas between values, braces and brackets inside one. */
final class Values {
    private static final int MOST_BRACES = 32;
    private static final int MOST_NAMES = 1024;

    private Values() {}

    /** The values between the commas that stand outside braces and brackets, trimmed, without empty ones. */
    static List<String> split(String value) {
        List<String> values = new ArrayList<>();
        for (String part : cut(value)) {
            String trimmed = part.strip();
            if (!trimmed.isEmpty()) {
                values.add(trimmed);
            }
        }
        return values;
    }

    /** What a value with braces stands for, as the shell expands it; braces without a comma are themselves. */
    static List<String> expand(String value) {
        if (value.chars().filter(c -> c == '{').count() > MOST_BRACES) {
            throw new IllegalArgumentException(
                    "\"" + shown(value) + "\" has more than " + MOST_BRACES + " braces, write it as several values");
        }
        return expanded(value, value);
    }

    /** A value for a message, which has to stay readable. */
    static String shown(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }

    private static List<String> expanded(String text, String whole) {
        int open = find(text, '{', 0);
        if (open < 0) {
            return List.of(text);
        }
        int close = matching(text, open);
        List<String> middles = new ArrayList<>();
        List<String> alternatives = cut(text.substring(open + 1, close));
        for (String alternative : alternatives) {
            for (String middle : expanded(alternative, whole)) {
                middles.add(alternatives.size() == 1 ? "{" + middle + "}" : middle);
            }
        }
        List<String> ends = expanded(text.substring(close + 1), whole);
        if ((long) middles.size() * ends.size() > MOST_NAMES) {
            throw new IllegalArgumentException("\"" + shown(whole) + "\" stands for more than " + MOST_NAMES
                    + " names, write a shorter list or a pattern with *");
        }
        List<String> all = new ArrayList<>();
        for (String middle : middles) {
            for (String end : ends) {
                all.add(text.substring(0, open) + middle + end);
            }
        }
        return all;
    }

    private static List<String> cut(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[' -> i = bracketEnd(text, i);
                case ']' -> throw unbalanced(text, "]", "[");
                case '{' -> depth++;
                case '}' -> {
                    if (--depth < 0) {
                        throw unbalanced(text, "}", "{");
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (depth > 0) {
            throw unbalanced(text, "{", "}");
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static int bracketEnd(String text, int open) {
        int close = Glob.closing(text, open);
        if (close < 0) {
            throw unbalanced(text, "[", "]");
        }
        if (text.substring(open, close).indexOf('/') >= 0) {
            throw new IllegalArgumentException("\"" + shown(text)
                    + "\" has a / between [ and ], which stand for one character of a name; a [ that is part of a name"
                    + " is written [[]");
        }
        return close;
    }

    private static IllegalArgumentException unbalanced(String text, String there, String missing) {
        return new IllegalArgumentException("\"" + shown(text.strip()) + "\" has a " + there + " without its " + missing
                + "; one that is part of a name is written [" + there + "]");
    }

    private static int matching(String text, int open) {
        int depth = 0;
        for (int i = open; ; i++) {
            switch (text.charAt(i)) {
                case '[' -> i = Glob.closing(text, i);
                case '{' -> depth++;
                case '}' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
    }

    private static int find(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
            if (text.charAt(i) == '[') {
                i = Glob.closing(text, i);
            }
        }
        return -1;
    }
}
