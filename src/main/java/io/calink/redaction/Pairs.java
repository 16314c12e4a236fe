package io.calink.redaction;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys that say that their value is a secret, in whatever syntax: assignments, JSON (also within strings), YAML, XML,
 * options of a command, and names whose value follows as a pair of its own.
 */
final class Pairs implements Detector {
    private static final int LONGEST = 96;
    private static final int MOST = 512;

    /** The last letters of the words that a name and its value follow. */
    private static final BitSet SETS = Chars.set("tvmrxTVX");

    /** What no value follows, unless something introduces the name. */
    private static final BitSet ENDS = Chars.set(".,;!)/{@");

    /** What names say, for as many as there are in most logs: the same few come again and again. */
    private final Map<String, Optional<KeyKind>> kinds = new ConcurrentHashMap<>();

    @Override
    public @Nullable Finding find(View view, int hit, int length, Memory memory) {
        if (length == 4 && view.has(hit, "passw")) {
            return null; // the longer word has been asked already
        }
        int start = hit;
        while (Chars.key(view.at(start - 1)) && hit - start < LONGEST) {
            start--;
        }
        int stop = hit;
        while (Chars.key(view.at(stop)) && stop - hit < LONGEST) {
            stop++;
        }
        while (!Chars.word(view.at(stop - 1)) && stop > hit) {
            stop--;
        }
        int dashes = start;
        while (!Chars.word(view.at(start)) && start < hit) {
            start++;
        }
        if (view.at(start - 1) == '\\' && "nrt".indexOf(view.at(start)) >= 0 && start < hit) {
            start++;
            dashes = start;
        }
        if (start == dashes && sentence(view, start, stop)) {
            return null;
        }
        KeyKind kind = kind(view, start, stop);
        return kind == null ? null : value(new Key(view, kind, start, stop, start - dashes));
    }

    /** A word among others, as in most sentences: seen at once, because logs are full of them. */
    private static boolean sentence(View view, int start, int stop) {
        int before = view.at(start - 1);
        if (Chars.blank(before) && Chars.letter(view.at(start - 2)) && ENDS.get(Math.max(view.at(stop), 0))) {
            return true;
        }
        boolean set = Chars.blank(before) && SETS.get(Math.max(view.at(start - 2), 0));
        return Chars.blank(view.at(stop))
                && Chars.letter(view.at(view.skipBlanks(stop)))
                && before != '<'
                && before != ':'
                && !set
                && !Key.compound(view, start, stop)
                && !Key.humped(view, start, stop);
    }

    private @Nullable KeyKind kind(View view, int start, int stop) {
        String name = view.text(start, stop);
        KeyKind kind = kind(name);
        if (kind == null && name.length() == 3 && view.has(start, "key") && view.at(start - 1) == ' ') {
            int before = start - 1;
            while (Chars.key(view.at(before - 1)) && start - before < 24) {
                before--;
            }
            String first = view.text(before, start - 1);
            return first.equals("write") || first.equals("sign") ? null : kind(first + "_key");
        }
        return kind;
    }

    private @Nullable KeyKind kind(String name) {
        if (kinds.size() >= MOST) {
            kinds.clear();
        }
        return kinds.computeIfAbsent(name, asked -> Optional.ofNullable(KeyNames.kind(asked)))
                .orElse(null);
    }

    private static @Nullable Finding value(Key key) {
        View view = key.view();
        int element = Markup.text(view, key.start(), key.stop());
        if (element > 0) {
            return Parts.element(view, key.kind(), element);
        }
        if (view.hasExactly(key.start() - 4, "&lt;") && view.hasExactly(key.stop(), "&gt;")) {
            return Parts.at(view, key.kind(), key.stop() + 4, Values.Place.ASSIGNED, Tails.until("&lt;"), "");
        }
        int i = key.stop();
        int escapes = backslashes(view, i);
        int quote = Chars.quote(view.at(i + escapes)) ? view.at(i + escapes) : 0;
        i = quote == 0 ? i : i + escapes + 1;
        if (view.at(i) == ']' && (quote != 0 || key.before() == '[')) {
            i++;
        }
        int at = Markup.named(view, key.start(), i);
        if (at > 0) {
            return view.at(at - 1) == '>'
                    ? Parts.element(view, key.kind(), at)
                    : Parts.at(view, key.kind(), at, Values.Place.QUOTED, Tails.bare(), quoteOf(view, at));
        }
        int earlier = Markup.before(view, key.start());
        if (earlier > 0) {
            return Parts.at(view, key.kind(), earlier - 1, Values.Place.QUOTED, Tails.bare(), "");
        }
        // define('KEY', 'value') of PHP, and pairs of Python
        if (quote != 0 && view.at(i) == ',' && Markup.given(view, key.start() - 2 - escapes)) {
            return text(key, view.skipBlanks(i + 1));
        }
        // {password, "value"} of Erlang and C, and <<"value">>
        if (quote == 0 && view.at(i) == ',' && key.before() == '{') {
            int word = view.skipBlanks(i + 1);
            return text(key, view.hasExactly(word, "<<") ? word + 2 : word);
        }
        if (quote == 0 && view.at(i) == '(' && view.hasExactly(key.start(), "PASSWORD")) {
            return text(key, i + 1);
        }
        if ((key.option() && quote == 0 && Chars.blank(view.at(i)))
                || (key.option() && quote != 0 && view.at(i) == ',')) {
            return Parts.option(view, key.kind(), i, help(view, view.backOverBlanks(key.start() - key.dashes())));
        }
        int sign = view.skipBlanks(i);
        int after = separator(view, typed(view, sign));
        if (after > 0 && view.at(sign) == 's') {
            return text(key, view.skipBlanks(after));
        }
        if (after > 0) {
            return assigned(key, sign, after, quote, escapes);
        }
        return sign > i && quote == 0 ? Spaced.value(key, sign) : null;
    }

    /** Whether an option begins its line, by itself or behind its short form, as in the help of a program. */
    private static boolean help(View view, int before) {
        boolean behind = view.at(before) == ',' && Chars.letter(view.at(before - 1)) && view.at(before - 2) == '-';
        return Chars.lineEnd(view.at(behind ? view.backOverBlanks(before - 2) : before));
    }

    /** {@return the place behind the type that Go writes before the sign: {@code var password string = "x"}} */
    private static int typed(View view, int sign) {
        return view.hasExactly(sign, "string ") ? view.skipBlanks(sign + 7) : sign;
    }

    /** {@return the text in quotes at a place as the value of a key} */
    private static @Nullable Finding text(Key key, int at) {
        return Chars.quote(key.view().at(at))
                ? Parts.at(key.view(), key.kind(), at, Values.Place.QUOTED, Tails.bare(), "")
                : null;
    }

    /** A quote for a value that has none, where a pair of names and values is JSON. */
    private static String quoteOf(View view, int at) {
        int before = view.backOverBlanks(at);
        int quote = view.at(before) == ':' ? view.at(before - 1) : 0;
        return quote == '"' ? "\\".repeat(backslashesBefore(view, before - 1)) + '"' : "";
    }

    private static @Nullable Finding assigned(Key key, int sign, int after, int quote, int escapes) {
        View view = key.view();
        boolean colon = view.at(sign) == ':';
        int at = quote == '"' && colon ? view.skipSpace(after) : view.skipBlanks(after);
        if (key.speaks(colon, quote != 0, after, at)) {
            return null;
        }
        int text = Wrapped.made(view, view.at(after - 1) == '>' ? view.skipSpace(at) : at);
        int inner = text < 0 && quote == '"' && colon ? Wrapped.member(view, at) : text;
        if (inner > 0) {
            return Wrapped.text(view, key.kind(), inner);
        }
        int typed = colon && quote == 0 ? Types.end(view, at) : -1;
        if (typed > 0) {
            return Types.expression(view, typed)
                    ? null
                    : Parts.at(view, key.kind(), typed, Values.Place.ASSIGNED, Tails.bare(), "");
        }
        if (at == after && view.at(sign) == '%') {
            return Parts.at(view, key.kind(), at, Values.Place.ASSIGNED, Tails.encoded(), "");
        }
        if (colon && quote == 0 && Chars.lineEnd(view.at(at)) && key.kind() == KeyKind.PASSWORD && key.beginsLine()) {
            return Parts.nextLine(view, key.kind(), key.start(), at);
        }
        boolean opened = quote == 0 && Chars.quote(key.before());
        if (opened && view.at(at) == key.before()) {
            return null; // a prompt in quotes
        }
        if (opened) {
            int level = backslashesBefore(view, key.start() - key.dashes() - 1);
            Tail tail = Tails.quoted(key.before(), level, at);
            return Parts.at(view, key.kind(), at, place(key, colon, false), tail, "");
        }
        boolean line = quote == 0 && key.dashes() < 2 && key.beginsLine();
        Tail tail = line ? Tails.line() : Tails.bare();
        String around = quote != 0 && colon ? "\\".repeat(escapes) + (char) quote : "";
        boolean apart = key.dashes() > 1 && !colon && at > after; // an option is followed by its value at once
        Values.Place place =
                quote != 0 ? Values.Place.ASSIGNED : apart ? Values.Place.SENTENCE : place(key, colon, line);
        return Parts.at(view, key.kind(), at, place, tail, around);
    }

    private static Values.Place place(Key key, boolean colon, boolean line) {
        boolean oneWord = key.view().at(key.start() - 1) != ' ' || line;
        boolean windows = key.before() == '/' && Chars.blank(key.view().at(key.start() - 2));
        if ((!colon && oneWord) || windows) {
            return Values.Place.ASSIGNED;
        }
        return colon ? line ? Values.Place.LINE : Values.Place.SENTENCE : Values.Place.ASSIGNED;
    }

    /** {@return the place after a sign that parts a key from its value, or -1 if there is none} */
    private static int separator(View view, int i) {
        int c = view.at(i);
        int next = view.at(i + 1);
        if (c == '%') {
            return next == '3' && Chars.lower(view.at(i + 2)) == 'd' ? i + 3 : -1;
        }
        if (c == '=') {
            return next == '>' || next == '=' ? i + 2 : i + 1;
        }
        if (c != ':') {
            return (c == '?' || c == '+') && next == '=' ? i + 2 : -1;
        }
        if (next == '=') {
            return i + 2;
        }
        if (next == ':') {
            return Chars.blank(view.at(i + 2)) ? i + 2 : -1;
        }
        return next == '/' && view.at(i + 2) == '/' ? -1 : i + 1;
    }

    private static int backslashes(View view, int i) {
        int run = 0;
        while (view.at(i + run) == '\\' && run < 8) {
            run++;
        }
        return run;
    }

    private static int backslashesBefore(View view, int i) {
        int run = 0;
        while (view.at(i - run - 1) == '\\' && run < 8) {
            run++;
        }
        return run;
    }
}
