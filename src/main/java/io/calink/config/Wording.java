package io.calink.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How messages quote what a file holds, list what is allowed and guess what was meant. */
final class Wording {
    private static final int SHOWN = 60;
    private static final int LISTED = 20;
    private static final int COMPARED = 500;

    private Wording() {}

    /** The text in quotation marks, on one line and not longer than a reader needs to find it. */
    static String quote(String text) {
        return '"' + cut(text) + '"';
    }

    /** The text on one line, cut where it is long. */
    static String cut(String text) {
        int end = Math.min(text.length(), SHOWN);
        StringBuilder shown = new StringBuilder();
        text.substring(0, end).codePoints().forEach(c -> append(shown, c));
        return end < text.length() ? shown.append("...").toString() : shown.toString();
    }

    private static void append(StringBuilder shown, int c) {
        switch (c) {
            case '\n' -> shown.append("\\n");
            case '\t' -> shown.append("\\t");
            default -> {
                // line separators and marks that turn the direction of text would garble the message around them
                boolean unseen = switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> true;
                    default -> false;
                };
                if (unseen) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    shown.appendCodePoint(c);
                }
            }
        }
    }

    /** {@code 1 mistake}, {@code 2 mistakes}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** What stands at the end of a message about a misspelt name: {@code ; did you mean X?}, or nothing. */
    static String nearest(String name, Collection<String> known) {
        return nearest(name, known, "", "");
    }

    /** The same, with something before and after the name that was meant. */
    static String nearest(String name, Collection<String> known, String before, String after) {
        return closest(name, known.stream().limit(COMPARED).toList())
                .map(found -> "; did you mean " + before + cut(found) + after + "?")
                .orElse("");
    }

    /** The names, the first of them where there are many. */
    static String list(Collection<String> names) {
        String listed = names.stream().limit(LISTED).map(Wording::cut).collect(Collectors.joining(", "));
        return names.size() > LISTED ? listed + ", ..." : listed;
    }

    /** What to add where somebody may have taken the end of a value for a comment. */
    static String afterComment(String value) {
        boolean comment =
                value.contains(" #") || value.contains(" ;") || value.contains("\t#") || value.contains("\t;");
        return comment ? "; a comment stands on a line of its own" : "";
    }

    private static Optional<String> closest(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < least && distance <= 1 + Math.min(wanted.length(), candidate.length()) / 4) {
                least = distance;
                best = candidate;
            }
        }
        return best != null ? Optional.of(best) : beginning(wanted, known);
    }

    /** A name that was cut short, or one to which something was added. */
    private static Optional<String> beginning(String wanted, Collection<String> known) {
        return known.stream()
                .filter(candidate -> {
                    String lower = candidate.toLowerCase(Locale.ROOT);
                    return Math.min(wanted.length(), lower.length()) >= 3
                            && (lower.startsWith(wanted) || wanted.startsWith(lower));
                })
                .findFirst();
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > SHOWN / 4 || b.length() > SHOWN * 4) {
            return Integer.MAX_VALUE;
        }
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(steps[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            steps[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least =
                        Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, steps[i - 2][j - 2] + 1);
                }
                steps[i][j] = least;
            }
        }
        return steps[a.length()][b.length()];
    }
}
