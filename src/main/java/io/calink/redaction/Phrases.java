package io.calink.redaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is known by the words around it, in the grammar of one program.
 *
 * @param literals where it is looked for; exactly as they are
 * @param before what stands between the beginning of the line and the literal
 * @param after what follows the literal; the secret is the first group that has a text
 * @param sure whether any word is a secret there, and not only one that looks like it
 */
record Phrases(List<String> literals, Pattern before, Pattern after, boolean sure) {
    private static final int SEEN = 400;
    private static final int LINE = 240;
    static final String INDENT = "\\h*";

    /** Of the patterns for what stands before: none, or one that may be there and ends in a blank. */
    private static final Pattern APART = Pattern.compile("\\Q" + INDENT + "\\E(\\(\\?:[^()|]* \\)\\?)?");

    /** All that are looked for at a literal, in their order. */
    static Map<String, Detector> byLiteral() {
        Map<String, List<Phrases>> all = new LinkedHashMap<>();
        for (Phrases phrase : PhraseTable.all()) {
            phrase.literals()
                    .forEach(literal -> all.computeIfAbsent(literal, first -> new ArrayList<>())
                            .add(phrase));
        }
        Map<String, Detector> detectors = new LinkedHashMap<>();
        all.forEach((literal, phrases) -> {
            boolean apart = phrases.stream().allMatch(Phrases::apart);
            detectors.put(literal, (view, hit, length, memory) -> find(phrases, apart, view, hit, length));
        });
        return detectors;
    }

    private static @Nullable Finding find(List<Phrases> phrases, boolean apart, View view, int hit, int length) {
        int from = hit + length;
        // a sentence, or a longer word, of which logs are full: seen at once
        if (Words.prose(view, from) || (apart && Chars.letter(view.at(hit - 1)))) {
            return null;
        }
        return find(phrases, view, hit, from);
    }

    private static @Nullable Finding find(List<Phrases> phrases, View view, int hit, int from) {
        int end = from;
        while (end - from < SEEN && !Chars.lineEnd(view.at(end))) {
            end++;
        }
        String line = null;
        String rest = view.text(from - 1, end);
        for (Phrases phrase : phrases) {
            Matcher found = phrase.after.matcher(rest).region(phrase.quoted() ? 0 : 1, rest.length());
            if (found.lookingAt()) {
                Finding finding = phrase.finding(found, view, from - 1);
                if (finding == null) {
                    continue;
                }
                line = line == null ? view.text(Math.max(view.lineStart(hit), hit - LINE - 1), hit) : line;
                if (phrase.precededBy(line)) {
                    return finding;
                }
            }
        }
        return null;
    }

    /** Whether nothing but a blank, or the beginning of the line, may stand right before the literal. */
    private boolean apart() {
        return APART.matcher(before.pattern()).matches();
    }

    /** Whether the quote that a literal ends with belongs to what follows. */
    private boolean quoted() {
        return after.pattern().startsWith("'");
    }

    /** Of a line whose beginning cannot be seen, only what may stand anywhere in it is one. */
    private boolean precededBy(String line) {
        boolean anywhere = before.pattern().endsWith(".*");
        return line.length() <= LINE
                ? before.matcher(line).matches()
                : anywhere && before.matcher(line.substring(1)).matches();
    }

    private @Nullable Finding finding(Matcher found, View view, int start) {
        for (int group = found.groupCount(); group > 0; group--) {
            String text = found.group(group);
            if (text != null) {
                int from = start + found.start(group);
                boolean looks = text.length() > 3 && Values.classes(Values.withoutEnd(text)) > 1;
                return sure || Chars.quote(view.at(from - 1)) || looks
                        ? Words.secret(text, from, start + found.end(group))
                        : null;
            }
        }
        return null;
    }
}
