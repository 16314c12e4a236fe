package io.calink.redaction;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key in its place.
 *
 * @param start where its name begins
 * @param stop where its name ends
 * @param dashes how many hyphens stand before it
 */
record Key(View view, KeyKind kind, int start, int stop, int dashes) {
    private static final Set<String> FILES = Chars.words("""
            c h cc cpp hpp py pyi pl pm rb go rs java kt js mjs ts tsx jsx php sh xml html css po pot md rst txt asc
            gpg patch dpatch diff service socket exp 1 2 3 4 5 6 7 8 conf ini json yaml yml crt pem""");

    private static final Pattern SOURCE = Pattern.compile("env|file|fd|stdin");
    private static final Pattern NAME = Pattern.compile("[A-Z]{3,16}");

    int before() {
        return view.at(start - dashes - 1);
    }

    /** {@return whether nothing but an indentation, or a word that only introduces it, stands before the key} */
    boolean beginsLine() {
        if (dashes == 0 && before() == 'n' && view.at(start - 2) == '\\') {
            return true; // of a text in a string
        }
        int i = view.backOverBlanks(start - dashes);
        if (view.at(i) == '-' || view.at(i) == '#' || view.at(i) == ';') {
            i = view.backOverBlanks(i);
        } else if (Chars.letter(view.at(i))) {
            int word = i;
            while (Chars.letter(view.at(word - 1)) && i - word < 8) {
                word--;
            }
            String text = view.text(word, i + 1);
            if (text.equals("export") || text.equals("set") || text.equals("setenv") || text.equals("ENV")) {
                i = view.backOverBlanks(word);
            }
        }
        return Chars.lineEnd(view.at(i));
    }

    boolean option() {
        return dashes > 0
                && view.at(start - 1) == '-'
                && (Chars.gap(before()) || Chars.quote(before()) || before() == '[' || before() == ',');
    }

    /** {@return whether what follows speaks about the key, or stands for a value that is elsewhere} */
    boolean speaks(boolean colon, boolean quoted, int after, int at) {
        boolean source = !quoted && colon && (file(at) || (at == after && placeholder(at, SOURCE)));
        boolean word = dashes > 0 && (placeholder(at, NAME) || before() == '\\');
        boolean parameter = colon && (view.has(start - 7, ":param ") || view.has(start - 6, ":type "));
        boolean compared = !quoted && !colon && view.hasExactly(after - 2, "==") && !Chars.quote(view.at(at));
        return parameter
                || compared
                || source
                || word
                || (colon && listed(at))
                || assigned(at)
                || (colon && !quoted && passed(at));
    }

    /** A file of that name, of which a message speaks: {@code src/passwd.c: fixed}. */
    private boolean file(int at) {
        String name = view.text(start, stop);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return (name.length() > ending.length() && FILES.contains(ending))
                || (before() == '/' && Chars.key(view.at(start - 2)) && !coded(at));
    }

    /** One word that no message says, as behind the name of an entry in a vault: {@code kv/mysql/password: x1!}. */
    private boolean coded(int at) {
        String text = view.text(at, view.lineEnd(at)).strip();
        int classes = Values.classes(Values.withoutEnd(text));
        return text.indexOf(' ') < 0
                && !Values.AMOUNT.matcher(text).matches()
                && (classes > 2 || (classes == 2 && text.chars().anyMatch(Chars::digit)));
    }

    /** {@code PASS: name-of-a-test}. */
    private boolean passed(int at) {
        return kind == KeyKind.PASS
                && view.hasExactly(start, "PASS")
                && (view.hasExactly(start - 4, "--- ")
                        || Values.classes(view.text(at, view.lineEnd(at)).replaceAll("[^A-Za-z0-9]", "")) < 3);
    }

    /** A word within a list that is parted by colons, as in {@code arn:aws:secretsmanager:eu:1:secret:name}. */
    private boolean listed(int at) {
        return kind == KeyKind.SECRET && before() == ':' && view.at(at - 1) == ':';
    }

    /** The word of an option that stands for a value: {@code --password=PASSWORD}, {@code -storepass:env NAME}. */
    private boolean placeholder(int at, Pattern pattern) {
        int end = at;
        while (Chars.word(view.at(end)) && end - at < 20) {
            end++;
        }
        return option()
                && Chars.gap(view.at(end))
                && pattern.matcher(view.text(at, end)).matches();
    }

    /** {@code self.password = password}: a field that is set to a variable. */
    private boolean assigned(int at) {
        boolean field = view.hasExactly(start, "self.")
                || view.hasExactly(start, "this.")
                || view.hasExactly(start - 6, "$this->");
        int end = at;
        while ((Chars.word(view.at(end)) || view.at(end) == '.' || view.at(end) == '$') && end - at < 64) {
            end++;
        }
        return field && (Chars.gap(view.at(end)) || view.at(end) == ';') && !Chars.digit(view.at(at));
    }

    /** A name such as {@code OIDCClientSecret}. */
    static boolean humped(View view, int start, int stop) {
        for (int i = start + 1; i < stop; i++) {
            if (Chars.upper(view.at(i)) && Chars.letter(view.at(i - 1)) && !Chars.upper(view.at(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** A name in one piece that no sentence has: in capitals, or with signs in it. */
    static boolean compound(View view, int start, int stop) {
        for (int i = start; i < stop; i++) {
            if (view.at(i) == '_' || view.at(i) == '.') {
                return true;
            }
        }
        return false;
    }
}
