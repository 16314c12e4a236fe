package io.calink.redaction;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The few sentences in which a program tells a password that it has made; the password looks like one. */
final class Sentences {
    private static final int LONGEST = 200;
    private static final Pattern STRONG =
            Pattern.compile("(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[^/:\\\\]{8,64}|(?=[0-9]*[a-f])[0-9a-f]{32}");

    private static final Pattern MADE = Pattern.compile("\\b(temporary|generated|initial)( [a-z]+)? $");

    private Sentences() {}

    /** {@code A temporary password is generated for root: SECRET}: the last word of the line, after a colon or "is". */
    static @Nullable Finding last(View view, int hit, int length, Memory memory) {
        if (!told(view, hit, hit + length)) {
            return null;
        }
        int end = view.lineEnd(hit);
        while (end > hit
                && (Chars.blank(view.at(end - 1)) || Chars.quote(view.at(end - 1)) || view.at(end - 1) == '.')) {
            end--;
        }
        int word = end;
        while (word > hit + length && !Chars.gap(view.at(word - 1))) {
            word--;
        }
        int from = Chars.quote(view.at(word)) ? word + 1 : word;
        return end - hit < LONGEST
                        && tells(view, hit, word)
                        && STRONG.matcher(view.text(from, end)).matches()
                ? new Finding("password", from, end, null, "", true)
                : null;
    }

    private static boolean tells(View view, int hit, int word) {
        int before = view.backOverBlanks(word);
        return before >= hit && (view.at(before) == ':' || view.hasExactly(before - 2, " is"));
    }

    /** Whether the words around say that a password is told; looked at first, because logs are full of the word. */
    private static boolean told(View view, int hit, int after) {
        if (view.has(after, " is") || view.has(after, " for ") || view.has(after - 3, " is")) {
            return true;
        }
        return view.at(hit - 1) == ' '
                && MADE.matcher(Chars.lowerCase(view.text(hit - 32, hit))).find();
    }

    /** {@code Please use the following password to proceed: }, as Jenkins says it, and the password further below. */
    static @Nullable Finding below(View view, int hit, int length, Memory memory) {
        if (!view.has(hit - 10, "following ")) {
            return null;
        }
        int end = view.lineEnd(hit);
        int from = view.skipSpace(end);
        int to = view.lineEnd(from);
        return view.at(view.backOverBlanks(end)) == ':'
                        && STRONG.matcher(view.text(from, to).strip()).matches()
                ? new Finding("password", from, to, null, "", true)
                : null;
    }
}
