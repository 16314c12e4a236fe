package io.calink.redaction;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Command lines in which a secret is a word of its own, known by its place and not by an option. */
final class Logins {
    private static final Set<String> CONNECT = Set.of("userid", "target", "catalog", "auxiliary");

    private Logins() {}

    /** A program that a secret follows as the operand with this number, from 0 on. */
    static Detector operand(int number) {
        return (view, hit, length, memory) -> {
            if (Chars.word(view.at(hit - 1)) && Chars.word(view.at(hit))) {
                return null;
            }
            List<Words.Word> words = Words.operands(view, hit + length);
            boolean there = words.size() > number
                    && words.get(number).text().indexOf('=') < 0
                    && (number != 2 || Values.classes(words.get(number).text()) > 1);
            return there ? Words.secret(words.get(number)) : null;
        };
    }

    /** {@code net use \\server\share SECRET /user:x} of Windows, with its words in any order. */
    static @Nullable Finding share(View view, int hit, int length, Memory memory) {
        boolean share = false;
        for (Words.Word word : Words.from(view, hit + length)) {
            String text = word.text();
            if (text.startsWith("\\")) {
                share = true;
            } else if (!text.startsWith("/") && !text.endsWith(":")) {
                return share && !text.equals("*") ? Words.secret(word) : null;
            }
        }
        return null;
    }

    /** {@code net user NAME SECRET /add} of Windows. */
    static @Nullable Finding account(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        if (words.size() < 2 || words.get(1).text().startsWith("/")) {
            return null;
        }
        Words.Word word = words.get(1);
        boolean options = words.size() > 2 && words.get(2).text().startsWith("/");
        boolean alone = words.size() == 2 && Values.classes(word.text()) > 1;
        return options || alone ? Words.secret(word) : null;
    }

    /** {@code sqlplus user/SECRET@db} and its relatives. */
    static @Nullable Finding oracle(View view, int hit, int length, Memory memory) {
        if (Chars.word(view.at(hit - 1))) {
            return null;
        }
        for (Words.Word word : Words.from(view, hit + length)) {
            String text = word.text();
            int slash = text.indexOf('/');
            int equals = text.indexOf('=');
            int user = equals < slash ? equals + 1 : 0;
            boolean named = user == 0 || CONNECT.contains(Chars.lowerCase(text.substring(0, equals)));
            if (slash > 0 && named && text.substring(user, slash).matches("[\\w$#]+")) {
                int at = text.lastIndexOf('@') > slash ? text.lastIndexOf('@') : text.length();
                return Words.secret(text.substring(slash + 1, at), word.from() + slash + 1, word.from() + at);
            }
        }
        return null;
    }

    /** {@code htpasswd -b FILE USER SECRET}: the last operand, if the options say that it is there. */
    static @Nullable Finding htpasswd(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        boolean batch = words.stream().anyMatch(word -> word.text().matches("-[A-Za-z0-9]*b[A-Za-z0-9]*"));
        return batch && words.size() > 2 && words.size() < 8 ? Words.secret(words.get(words.size() - 1)) : null;
    }

    /** {@code echo SECRET | passwd --stdin}: the word that is said to a program which reads it. */
    static @Nullable Finding said(View view, int hit, int length, Memory memory) {
        int line = Math.max(view.lineStart(hit), hit - 160);
        String before = view.text(line, hit + 1);
        int pipe = before.lastIndexOf('|');
        int echo = before.lastIndexOf("echo ", pipe);
        if (pipe < 0 || echo < 0) {
            return null;
        }
        List<Words.Word> words = Words.operands(view, line + echo + 5);
        return words.size() == 1 ? Words.secret(words.get(0)) : null;
    }

    /** {@code echo "user:SECRET" | chpasswd}. */
    static @Nullable Finding chpasswd(View view, int hit, int length, Memory memory) {
        int line = Math.max(view.lineStart(hit), hit - 160);
        String before = view.text(line, hit);
        int close = Math.max(before.lastIndexOf('"'), before.lastIndexOf('\''));
        int open = close < 0 ? -1 : before.lastIndexOf(before.charAt(close), close - 1);
        int colon = open < 0 ? -1 : before.indexOf(':', open);
        boolean piped = close >= 0 && before.indexOf('|', close) > 0;
        return piped && colon > 0 && colon < close - 1 ? Finding.of("password", line + colon + 1, line + close) : null;
    }

    /** {@code auth=('user', 'SECRET')} of Python. */
    static @Nullable Finding pair(View view, int hit, int length, Memory memory) {
        int user = hit + length;
        int end = user + 1;
        while (view.at(end) != view.at(user) && !Chars.lineEnd(view.at(end)) && end - user < 96) {
            end++;
        }
        int comma = view.skipBlanks(end + 1);
        boolean form = Chars.quote(view.at(user)) && view.at(comma) == ',';
        return form && Chars.quote(view.at(view.skipBlanks(comma + 1)))
                ? Words.first(view, view.skipBlanks(comma + 1))
                : null;
    }

    /** {@code SET PASSWORD FOR user = 'SECRET'} of SQL. */
    static @Nullable Finding setPassword(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        boolean form = words.size() > 2 && words.get(1).text().equals("=");
        return form && Chars.quote(view.at(words.get(2).from() - 1)) ? Words.secret(words.get(2)) : null;
    }

    /** {@code db2 connect to NAME user USER using SECRET}. */
    static @Nullable Finding using(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).text().equalsIgnoreCase("using")) {
                return Words.secret(words.get(i + 1));
            }
        }
        return null;
    }

    /** {@code /p:SECRET} of FreeRDP and {@code /rp SECRET} of schtasks; others mean something else by them. */
    static @Nullable Finding slashed(View view, int hit, int length, Memory memory) {
        String before = Chars.lowerCase(view.text(Math.max(view.lineStart(hit), hit - 200), hit));
        boolean meant = before.contains(view.at(hit + 2) == 'p' ? "freerdp" : "schtasks");
        List<Words.Word> words = meant ? Words.from(view, hit + length) : List.of();
        return words.isEmpty() ? null : Words.secret(words.get(0));
    }

    /** {@code :pserver:user:SECRET@host} of CVS. */
    static @Nullable Finding pserver(View view, int hit, int length, Memory memory) {
        return login(view, hit + length, '@');
    }

    /** {@code user:SECRET@tcp(host)} as programs in Go write the address of a database. */
    static @Nullable Finding goAddress(View view, int hit, int length, Memory memory) {
        int start = hit;
        while (hit - start < 128 && !Chars.gap(view.at(start - 1)) && !Chars.quote(view.at(start - 1))) {
            start--;
        }
        int colon = start;
        while (colon < hit && view.at(colon) != ':') {
            colon++;
        }
        return colon < hit ? Words.secret(view.text(colon + 1, hit), colon + 1, hit) : null;
    }

    /** {@code user:SECRET} up to a sign, in one word. */
    static @Nullable Finding login(View view, int from, int until) {
        int colon = -1;
        int i = from;
        while (i - from < 160 && !Chars.gap(view.at(i)) && !Chars.quote(view.at(i)) && view.at(i) != until) {
            colon = colon < 0 && view.at(i) == ':' ? i : colon;
            i++;
        }
        boolean ended = until == ' ' || view.at(i) == until;
        return colon > from && ended ? Words.secret(view.text(colon + 1, i), colon + 1, i) : null;
    }
}
