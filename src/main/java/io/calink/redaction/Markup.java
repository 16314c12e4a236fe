package io.calink.redaction;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys in markup, and keys whose value is a pair of its own: {@code name: KEY, value: x}. */
final class Markup {
    private static final int GAP = 96;
    private static final Set<String> NAMES = Set.of(
            "name",
            "key",
            "property",
            "variable",
            "field",
            "param",
            "parameter",
            "parameterkey",
            "parametername",
            "option",
            "setting",
            "var");
    private static final Set<String> VALUES =
            Set.of("value", "val", "string", "stringvalue", "content", "data", "parametervalue");

    private static final Set<String> SETTERS = Set.of(
            "define",
            "put",
            "set",
            "setenv",
            "putenv",
            "setproperty",
            "setheader",
            "header",
            "addheader",
            "entry",
            "env",
            "getenv",
            "setenvironmentvariable");

    private static final Pattern REVERSED =
            Pattern.compile("\\bvalue=([\"'])([^\"'<>\n]{1,160})\\1\\s{1,8}(?:name|key)=[\"']$"
                    + "|- value: {1,8}([^ \n][^\n]{0,160})\n {1,40}name: {1,8}[\"']?$");

    private Markup() {}

    /** {@return where the text of an element of this name begins, or -1 if this is no element} */
    static int text(View view, int start, int stop) {
        int before = start - 1;
        if (view.at(before) == ':') {
            before--;
            while (Chars.key(view.at(before)) && start - before < 40) {
                before--;
            }
        }
        if (view.at(before) != '<') {
            return -1;
        }
        int i = stop;
        while (view.at(i) != '>' && view.at(i) >= ' ' && view.at(i) != '<' && i - stop < GAP) {
            i++;
        }
        boolean opens = i == stop || Chars.blank(view.at(stop));
        return view.at(i) == '>' && view.at(i - 1) != '/' && opens ? i + 1 : -1;
    }

    /** {@return where the value begins of a key that is itself the value of {@code name}, or -1} */
    static int named(View view, int start, int after) {
        if (!introduced(view, start)) {
            return -1;
        }
        int i = after;
        int text = view.at(i) == '>' && view.at(i - 1) != '/' ? i + 1 : -1;
        if (view.at(i) == '<') {
            while (view.at(i) != '>' && view.at(i) > ' ' && i - after < 40) {
                i++;
            }
            i++;
        }
        if (Chars.blank(view.at(i)) && Chars.quote(view.at(i - 1)) && view.at(start - 2) == '=') {
            return attribute(view, i);
        }
        int end = i + GAP;
        while (i < end && between(view, i)) {
            i++;
        }
        int word = i;
        while (Chars.key(view.at(i)) && i - word < 24) {
            i++;
        }
        String name = Chars.lowerCase(view.text(word, i));
        if (!VALUES.contains(name.substring(name.lastIndexOf('-') + 1))) {
            return text;
        }
        while (view.at(i) == '\\' || Chars.quote(view.at(i))) {
            i++;
        }
        int sign = view.skipBlanks(i);
        int c = view.at(sign);
        return c == ':' || c == '=' || c == '>' ? view.skipBlanks(sign + 1) : -1;
    }

    /** {@return where the value begins in the attributes behind the one of the name, or in the element; or -1} */
    private static int attribute(View view, int from) {
        int i = view.skipBlanks(from);
        while (i - from < 2 * GAP && Chars.letter(view.at(i))) {
            int word = i;
            while (Chars.key(view.at(i)) || view.at(i) == ':') {
                i++;
            }
            int quote = view.at(i + 1);
            if (view.at(i) != '=' || !Chars.quote(quote)) {
                return -1;
            }
            if (VALUES.contains(Chars.lowerCase(view.text(word, i)))) {
                return i + 1;
            }
            i += 2;
            while (view.at(i) != quote && view.at(i) >= ' ' && i - from < 2 * GAP) {
                i++;
            }
            i = view.skipBlanks(i + 1);
        }
        return view.at(i) == '>' ? i + 1 : -1;
    }

    /** {@return whether a parenthesis ends here, of a tuple or of a call that sets something} */
    static boolean given(View view, int end) {
        int i = view.backOverBlanks(end + 1);
        int word = i;
        while (Chars.word(view.at(word - 1)) && i - word < 24) {
            word--;
        }
        return view.at(i) == '(' && (word == i || SETTERS.contains(Chars.lowerCase(view.text(word, i))));
    }

    /** {@return where the value in quotes begins that stands before the name, as in {@code "value":"x","name":KEY}; or -1} */
    static int before(View view, int start) {
        int i = start - 1;
        int quote = view.at(i);
        int reversed = reversed(view, start);
        if (reversed > 0) {
            return reversed;
        }
        if (quote != '"' || view.at(i - 1) == '\\' || !introduced(view, start)) {
            return -1;
        }
        i = view.backOverBlanks(view.backOverBlanks(i));
        // the quote behind the word name, the word, and the quote before it
        int name = i - 1;
        while (Chars.key(view.at(name)) && i - name < 24) {
            name--;
        }
        int comma = view.backOverBlanks(name);
        int close = view.backOverBlanks(comma);
        if (view.at(i) != '"' || view.at(comma) != ',' || view.at(close) != '"') {
            return -1;
        }
        int open = close - 1;
        while (close - open < 200 && view.at(open) != '"' && !Chars.lineEnd(view.at(open))) {
            open--;
        }
        int sign = view.backOverBlanks(open);
        int end = view.backOverBlanks(sign);
        boolean value = view.has(end - 6, "\"value\"") || view.has(end - 4, "\"val\"");
        return view.at(open) == '"' && view.at(sign) == ':' && value ? open + 1 : -1;
    }

    /** The text of an element whose brackets are written as entities, as in XML within XML. */
    static @Nullable Finding escaped(View view, int hit, int length, Memory memory) {
        int start = hit;
        while ((Chars.key(view.at(start - 1)) || view.at(start - 1) == ':') && hit - start < 64) {
            start--;
        }
        KeyKind kind = start < hit && view.hasExactly(start - 4, "&lt;") ? KeyNames.kind(view.text(start, hit)) : null;
        int from = hit + length;
        int end = from;
        while (kind != null && end - from < 200 && !Chars.lineEnd(view.at(end)) && !view.hasExactly(end, "&lt;/")) {
            end++;
        }
        return kind != null
                        && view.hasExactly(end, "&lt;/")
                        && Values.secret(view.text(from, end), kind, Values.Place.QUOTED)
                ? Finding.of(kind.rule(), from, end)
                : null;
    }

    /** The same in attributes of XML, and in an item of a list in YAML that begins with its value. */
    private static int reversed(View view, int start) {
        int sign = view.backOverBlanks(Chars.quote(view.at(start - 1)) ? start - 1 : start);
        int name = sign;
        while (Chars.letter(view.at(name - 1)) && sign - name < 8) {
            name--;
        }
        int before = view.at(view.backOverBlanks(name));
        boolean item = view.at(sign) == ':' && before == '\n';
        boolean attribute = view.at(sign) == '=' && Chars.quote(before);
        if ((!item && !attribute) || !introduced(view, start)) {
            return -1;
        }
        int from = Math.max(start - 3 * GAP, 0);
        Matcher matcher = REVERSED.matcher(view.text(from, start));
        return matcher.find() ? Math.max(from, view.from()) + Math.max(matcher.start(2), matcher.start(3) + 1) : -1;
    }

    private static boolean between(View view, int i) {
        int c = view.at(i);
        boolean escaped = c == '\\' || ((c == 'n' || c == 'r' || c == 't') && view.at(i - 1) == '\\');
        return (c >= 0 && Chars.gap(c)) || c == ',' || c == ';' || c == '<' || c == '>' || Chars.quote(c) || escaped;
    }

    private static boolean introduced(View view, int start) {
        int i = start - 1;
        while (view.at(i) == '\\' || Chars.quote(view.at(i))) {
            i--;
        }
        i = view.backOverBlanks(i + 1);
        int c = view.at(i);
        if (c != ':' && c != '=' && c != '>') {
            return false;
        }
        i = view.backOverBlanks(i);
        while (view.at(i) == '\\' || Chars.quote(view.at(i))) {
            i--;
        }
        int end = i + 1;
        while (Chars.key(view.at(i)) && end - i < 24) {
            i--;
        }
        String name = Chars.lowerCase(view.text(i + 1, end));
        return NAMES.contains(name.substring(name.lastIndexOf('-') + 1));
    }
}
