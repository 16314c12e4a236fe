package io.calink.redaction;

import org.jspecify.annotations.Nullable;

/** Secrets within the addresses of servers and databases, and in lists of such addresses. */
final class Addresses {
    private static final int LONGEST = 512;

    private Addresses() {}

    /** {@code scheme://user:secret@host}, whatever the scheme. */
    static @Nullable Finding userInfo(View view, int hit, int length, Memory memory) {
        if (!Chars.alphanumeric(view.at(hit - 1)) || view.hasExactly(hit + length, "[REDACTED:")) {
            return null;
        }
        int from = hit + length;
        int at = -1;
        int colon = -1;
        int i = from;
        for (; i - from < LONGEST; i++) {
            int c = view.at(i);
            if (c == '@') {
                at = i;
            } else if (c == ':' && colon < 0) {
                colon = i;
            } else if (ends(c) || (c == ',' && at > 0) || c == '\\') {
                break;
            }
        }
        if (at < 0 && colon > 0 && !Chars.digit(view.at(colon + 1))) {
            at = behindSlash(view, i, from);
        }
        if (at < 0) {
            return null;
        }
        if (colon < 0 || colon > at) {
            return lonely(view, from, at);
        }
        return Values.secret(view.text(colon + 1, at), KeyKind.PASSWORD, Values.Place.QUOTED) || at - colon > 64
                ? Finding.of("url", colon + 1, at)
                : null;
    }

    /** A password with a slash, a question mark or a hash that somebody has not encoded. */
    private static int behindSlash(View view, int slash, int from) {
        for (int i = slash; i - from < 96; i++) {
            int c = view.at(i);
            if (c == '@') {
                return Chars.alphanumeric(view.at(i + 1)) ? i : -1;
            }
            boolean another = c == ':' && view.at(i + 1) == '/' && view.at(i + 2) == '/';
            if (another || Chars.gap(c) || Chars.quote(c) || c == '<' || c == '>') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean ends(int c) {
        return Chars.gap(c) || c == '/' || c == '?' || c == '#' || c == '<' || c == '>' || Chars.quote(c);
    }

    /** A user without a password is a token if it looks like one. */
    private static @Nullable Finding lonely(View view, int from, int at) {
        String user = view.text(from, at);
        boolean token = user.length() >= 16
                && user.matches("[A-Za-z0-9_-]+")
                && Values.classes(user) >= 2
                && user.matches(".*[0-9].*");
        return token ? Finding.of("url", from, at) : null;
    }

    /** {@code jdbc:oracle:thin:user/secret@host}. */
    static @Nullable Finding oracle(View view, int hit, int length, Memory memory) {
        int slash = -1;
        for (int i = hit + length; i - hit < 200; i++) {
            int c = view.at(i);
            if (c == '/' && slash < 0) {
                slash = i;
                if (view.at(i + 1) == '"') {
                    return Words.first(view, i + 1);
                }
            } else if (c == '@') {
                return slash > 0 && i > slash + 1 ? Finding.of("url", slash + 1, i) : null;
            } else if (Chars.gap(c) || Chars.quote(c)) {
                return null;
            }
        }
        return null;
    }

    /** A line of pgpass: {@code host:port:database:user:secret}; the hit is the port between its colons. */
    static @Nullable Finding pgpass(View view, int hit, int length, Memory memory) {
        int host = hit;
        while (hit - host < 128
                && !Chars.gap(view.at(host - 1))
                && view.at(host - 1) != ':'
                && !Chars.quote(view.at(host - 1))) {
            host--;
        }
        boolean begins = Chars.gap(view.at(host - 1)) || Chars.quote(view.at(host - 1));
        if (!begins || host == hit) {
            return null;
        }
        int port = hit + 1;
        while (Chars.digit(view.at(port)) && port - hit < 7) {
            port++;
        }
        port += port == hit + 1 && view.at(port) == '*' ? 1 : 0;
        int database = view.at(port) == ':' ? field(view, port + 1) : -1;
        int user = database < 0 ? -1 : field(view, database + 1);
        if (user < 0 || Chars.digit(view.at(database + 1)) || user == database + 1) {
            return null;
        }
        int end = user + 1;
        while (!Chars.gap(view.at(end))
                && !Chars.quote(view.at(end))
                && end - user < 256
                && !(view.at(end) == ':' && view.at(end - 1) != '\\')) {
            end++;
        }
        boolean field = view.at(end) != ':' && end > user + 1;
        if (!field || !Values.secret(view.text(user + 1, end), KeyKind.PASSWORD, Values.Place.QUOTED)) {
            return null;
        }
        return Finding.of("pgpass", user + 1, end);
    }

    private static int field(View view, int from) {
        int i = from;
        while (i - from < 96 && !Chars.gap(view.at(i)) && !(view.at(i) == ':' && view.at(i - 1) != '\\')) {
            i++;
        }
        return view.at(i) == ':' && i > from ? i : -1;
    }

    /** A line of sasl_passwd: {@code [host]:587 user:secret}. */
    static @Nullable Finding relay(View view, int hit, int length, Memory memory) {
        int port = hit + length;
        while (Chars.alphanumeric(view.at(port)) && port - hit < 16) {
            port++;
        }
        int user = view.skipBlanks(port);
        int colon = user;
        while (!Chars.gap(view.at(colon)) && view.at(colon) != ':' && colon - user < 96) {
            colon++;
        }
        boolean line = view.at(view.lineStart(hit)) == '[' && user > port && colon > user && view.at(colon) == ':';
        return line && !Chars.gap(view.at(colon + 1))
                ? Finding.of("credential", colon + 1, colon + 1, Tails.line())
                : null;
    }
}
