package io.calink.redaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a command line or of a line of configuration: parted by blanks, unless they stand in quotes. */
final class Words {
    private static final int LONGEST = 160;
    private static final int MOST = 12;

    /** A word, without its quotes. */
    record Word(String text, int from, int to) {}

    private Words() {}

    /** {@return the first words from a place on, up to the end of the line or of the command} */
    static List<Word> from(View view, int place) {
        List<Word> words = new ArrayList<>();
        int at = view.skipBlanks(place);
        while (words.size() < MOST && !Chars.lineEnd(view.at(at)) && "|;&>".indexOf(view.at(at)) < 0) {
            int quote = Chars.quote(view.at(at)) ? view.at(at) : 0;
            int start = quote == 0 ? at : at + 1;
            int end = start;
            while (end - start < LONGEST && !ends(view, end, quote)) {
                end++;
            }
            if (end == start && quote == 0) {
                break;
            }
            words.add(new Word(view.text(start, end), start, end));
            at = view.skipBlanks(view.at(end) == quote && quote != 0 ? end + 1 : end);
        }
        return words;
    }

    private static boolean ends(View view, int i, int quote) {
        int c = view.at(i);
        return Chars.lineEnd(c) || (quote == 0 ? Chars.gap(c) || (Chars.quote(c) && c != '\'') : c == quote);
    }

    /** {@return whether a sentence goes on at a place, as in {@code Failed password for root}} */
    static boolean prose(View view, int place) {
        return switch (view.at(place)) {
            case 'f' -> view.hasExactly(place, "for ") || view.hasExactly(place, "from ");
            case 't' -> view.hasExactly(place, "to ") || view.hasExactly(place, "through ");
            default -> false;
        };
    }

    /** {@return the word at a place as a secret, or null} */
    static @Nullable Finding first(View view, int place) {
        List<Word> words = from(view, place);
        return words.isEmpty() ? null : secret(words.get(0));
    }

    /** {@return the same without options of the form {@code -x} and {@code --x}} */
    static List<Word> operands(View view, int place) {
        return from(view, place).stream()
                .filter(word -> !word.text().startsWith("-"))
                .toList();
    }

    /** {@return a word as a secret, or null if it stands for nothing} */
    static @Nullable Finding secret(Word word) {
        return secret(word.text(), word.from(), word.to());
    }

    /** {@return a text as a secret, or null if it stands for nothing} */
    static @Nullable Finding secret(String text, int from, int to) {
        return text.chars().anyMatch(c -> Chars.alphanumeric(c) || c > 127)
                        && Values.secret(text, KeyKind.PASSWORD, Values.Place.ASSIGNED)
                ? new Finding("password", from, to, null, "", true)
                : null;
    }
}
