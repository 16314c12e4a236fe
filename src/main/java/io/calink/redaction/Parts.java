package io.calink.redaction;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the value of a key begins and ends, and whether it is a secret. */
final class Parts {
    /** Words of a sentence that go on after the name of an option. */
    private static final Set<String> STOPS = Chars.words("""
            to for and or on in is are was were of the a an as if when with without by from no not now only can
            could may should must will that which this it also option options switch switches work works argument
            arguments at be before after instead since so but has have does do requires prints gains again twice
            parameter flag flags command while use uses used allow allows""");

    private static final String CDATA = "<![CDATA[";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_.]*");

    /** What the help of a program has for the value of an option. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?s)(string|stringArray|strings|STRING|PASSWORD|PASS|TOKEN|SECRET|KEY|VALUE|PIN|and|or|is)([^\\w].*|)");

    private Parts() {}

    /** The value that begins at a place: quoted, a list of strings, a block of YAML, or as long as {@code bare} says. */
    static @Nullable Finding at(View view, KeyKind kind, int from, Values.Place place, Tail bare, String around) {
        int at = from;
        int c = view.at(at);
        if (Chars.letter(c) && Chars.quote(view.at(at + 1)) && "ubrfUBRFLN".indexOf(c) >= 0) {
            at++;
        }
        int level = 0;
        while (view.at(at + level) == '\\' && level < 8) {
            level++;
        }
        int quote = view.at(at + level);
        if (quote == '`' && program(view, at + level + 1)) {
            return null;
        }
        if (Chars.quote(quote)) {
            if (level == 0 && view.at(at + 1) == quote && view.at(at + 2) == quote && !Chars.gap(view.at(at + 3))) {
                String three = Character.toString((char) quote).repeat(3);
                return judged(view, kind, at + 3, Values.Place.QUOTED, Tails.until(three), "");
            }
            Values.Place quoted = place == Values.Place.SENTENCE ? place : Values.Place.QUOTED;
            return judged(view, kind, at + level + 1, quoted, Tails.quoted(quote, level, at), "");
        }
        if (c == '[' && !around.isEmpty()) {
            return list(view, kind, at + 1);
        }
        if ((c == '|' || c == '>') && place == Values.Place.LINE) {
            return block(view, kind, at);
        }
        if (view.hasExactly(at, CDATA)) {
            return element(view, kind, at);
        }
        if (c == '{' && encoder(view, at)) {
            return judged(view, kind, view.text(at, at + 16).indexOf('}') + at + 1, place, bare, around);
        }
        if (c == '{' && place == Values.Place.ASSIGNED && view.at(at - 1) == '=') {
            return braces(view, kind, at + 1);
        }
        if (Chars.lineEnd(c) || c == '{' || (c == '$' && hash(view, at + 1))) {
            return null;
        }
        return judged(view, kind, at, place, bare, around);
    }

    /** {@code PWD=`pwd`}: what a program says. */
    private static boolean program(View view, int from) {
        int i = from;
        while (i - from < 24 && (Chars.letter(view.at(i)) || " -/.".indexOf(view.at(i)) >= 0)) {
            i++;
        }
        return view.at(i) == '`';
    }

    /** {@code {noop}SECRET} of Spring and <code>{xor}SECRET</code> of WebSphere: how it is written stands before it. */
    private static boolean encoder(View view, int at) {
        return view.has(at, "{noop}")
                || view.has(at, "{plain}")
                || view.has(at, "{xor}")
                || view.has(at, "{aes}")
                || view.has(at, "{base64}");
    }

    /** {@code Password={a;b};} of ADO and ODBC. */
    private static @Nullable Finding braces(View view, KeyKind kind, int from) {
        int end = from;
        boolean doubled = false;
        while (view.at(end) >= ' ' && !Chars.quote(view.at(end)) && end - from < 128) {
            if (view.at(end) == '}' && view.at(end + 1) != '}') {
                break;
            }
            doubled |= view.at(end) == '}';
            end += view.at(end) == '}' ? 2 : 1;
        }
        boolean odbc = view.at(end) == '}' && (view.at(end + 1) == ';' || Chars.quote(view.at(end + 1)));
        if (odbc && doubled) {
            return Finding.of(kind.rule(), from, end);
        }
        return odbc && !NAME.matcher(view.text(from, end)).matches()
                ? judged(view, kind, from, Values.Place.QUOTED, Tails.until("}"), "")
                : null;
    }

    /** A value, or a list of values, that YAML has below its key, farther in. */
    static @Nullable Finding nextLine(View view, KeyKind kind, int key, int lineEnd) {
        int at = view.skipSpace(lineEnd);
        int indent = at - view.lineStart(at);
        int outer = view.skipBlanks(view.lineStart(key)) - view.lineStart(key);
        boolean item = view.at(at) == '-' && view.at(at + 1) == ' ';
        if (indent < outer || (indent == outer && !item) || at - lineEnd > 66) {
            return null;
        }
        int from = item ? view.skipBlanks(at + 1) : at;
        String line = view.text(from, view.lineEnd(from)).strip();
        boolean word = line.indexOf(' ') < 0 && !line.endsWith(":") && line.indexOf('=') < 0 && line.indexOf('"') < 0;
        boolean plural = view.text(key, lineEnd).strip().endsWith("s:");
        return word && (item ? plural : Values.classes(line) > 1 && Chars.alphanumeric(line.charAt(0)))
                ? judged(view, kind, from, Values.Place.LINE, item ? Tails.items() : Tails.line(), "")
                : null;
    }

    /** A hash has a form of its own, with commas and signs that would end a value here. */
    private static boolean hash(View view, int from) {
        int i = from;
        while (Chars.alphanumeric(view.at(i)) && i - from < 12) {
            i++;
        }
        return i > from && view.at(i) == '$';
    }

    /** The text of an element that begins at a place. */
    static @Nullable Finding element(View view, KeyKind kind, int from) {
        if (view.hasExactly(view.skipSpace(from), CDATA)) {
            int at = view.skipSpace(from) + CDATA.length();
            return judged(view, kind, at, Values.Place.QUOTED, Tails.cdata(), "");
        }
        int at = view.skipSpace(from);
        if (view.has(at, "<value>")) {
            at = view.skipSpace(at + 7);
        }
        int end = at;
        while (view.at(end) != '<' && view.at(end) >= 0 && end - at < Values.SEEN) {
            end++;
        }
        // what is no element ends at no closing tag: a placeholder such as <password>
        boolean closed = view.at(end) == '<' ? view.at(end + 1) == '/' : view.lineEnd(at) > end;
        return closed ? judged(view, kind, at, Values.Place.QUOTED, Tails.element(), "") : null;
    }

    /** The word after an option, in a command line or in a list of words. */
    static @Nullable Finding option(View view, KeyKind kind, int after, boolean beginsLine) {
        boolean listed = view.at(after) == ',';
        int at = listed ? view.skipSpace(after + 1) : view.skipBlanks(after);
        boolean help = beginsLine && at > after + 1 && !listed;
        if (view.at(at) == '\\' && Chars.lineEnd(view.at(at + 1))) {
            at = view.skipSpace(at + 1); // the command goes on in the next line
        }
        int c = view.at(at);
        if (help || c == '-' || c == '=' || c == ':' || Chars.lineEnd(c) || c == '|' || c == '<' || c == '[') {
            return null;
        }
        int end = at;
        while (Chars.letter(view.at(end)) && end - at < 16) {
            end++;
        }
        if (listed && view.at(end) == '=') {
            return null; // an argument of the function that is told of the option
        }
        if (!Chars.word(view.at(end)) && view.at(end) != '-' && STOPS.contains(view.text(at, end))) {
            return null;
        }
        String word = view.text(at, at + 12);
        if (PLACEHOLDER.matcher(word).matches()) {
            return null;
        }
        return at(view, kind, at, Values.Place.ASSIGNED, Tails.bare(), "");
    }

    private static @Nullable Finding list(View view, KeyKind kind, int from) {
        int at = view.skipSpace(from);
        int level = 0;
        while (view.at(at + level) == '\\' && level < 8) {
            level++;
        }
        int quote = view.at(at + level);
        if (!Chars.quote(quote)) {
            return null;
        }
        Finding first = judged(view, kind, at + level + 1, Values.Place.QUOTED, Tails.quoted(quote, level, at), "");
        return first == null
                ? null
                : new Finding(kind.rule(), first.from(), first.to(), Tails.strings(quote), "", false);
    }

    /** The first line of a text that YAML has below its key. */
    private static @Nullable Finding block(View view, KeyKind kind, int from) {
        int end = view.lineEnd(from);
        int at = view.skipSpace(end);
        if (end > from + 3 || at == end || !Chars.blank(view.at(at - 1))) {
            return judged(view, kind, from, Values.Place.LINE, Tails.line(), "");
        }
        return judged(view, kind, at, Values.Place.QUOTED, Tails.line(), "");
    }

    /** A secret of a command line that ends as the tail says, unless it stands for none. */
    static @Nullable Finding judged(View view, int from, Tail tail) {
        return judged(view, KeyKind.PASSWORD, from, Values.Place.ASSIGNED, tail, "");
    }

    private static @Nullable Finding judged(
            View view, KeyKind kind, int from, Values.Place place, Tail tail, String around) {
        int seen = Math.min(from + Values.SEEN, view.to());
        int end = from >= seen ? from : tail.end(view.bytes(), from, seen, view.to());
        String value = view.text(from, end == Tail.FURTHER ? seen : end);
        String trimmed = value.stripTrailing();
        boolean goesOn = place == Values.Place.LINE && trimmed.length() < value.length() && view.at(end) == '"';
        if (goesOn || !Values.secret(value, kind, place)) {
            return null;
        }
        if (end != Tail.FURTHER && trimmed.length() < value.length()) {
            return new Finding(kind.rule(), from, from + trimmed.length(), null, around, true);
        }
        return new Finding(kind.rule(), from, from, tail, around, true);
    }
}
