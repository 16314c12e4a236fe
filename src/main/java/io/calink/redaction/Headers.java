package io.calink.redaction;

import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of HTTP that carry secrets. */
final class Headers {
    private static final BitSet BEARER = Chars.set("A-Za-z0-9._~+/=|:%-");
    private static final Set<String> SCHEMES =
            Set.of("bearer", "basic", "token", "apikey", "api-key", "negotiate", "ntlm", "key", "jwt", "bot", "splunk");
    private static final Set<String> LISTS =
            Set.of("digest", "aws4-hmac-sha256", "oauth", "hawk", "sharedkey", "signature");

    /** What follows a scheme of a product's own, and is no word, no UUID and no pair. */
    private static final Pattern OWN =
            Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])(?![0-9a-f]{8}-[0-9a-f]{4}-)[A-Za-z0-9+/._~-]{16,}={0,2}");

    private Headers() {}

    /** {@code Authorization: Bearer ...}: what follows the scheme. */
    static @Nullable Finding authorization(View view, int hit, int length, Memory memory) {
        int at = value(view, hit + length);
        if (Chars.word(view.at(hit - 1)) && view.at(hit - 1) != '_' && !Tokens.escaped(view, hit)) {
            return null;
        }
        if (at < 0) {
            return directive(view, hit + length);
        }
        int word = at;
        while ((Chars.alphanumeric(view.at(word)) || view.at(word) == '-') && word - at < 24) {
            word++;
        }
        String scheme = Chars.lowerCase(view.text(at, word));
        boolean blank = Chars.blank(view.at(word));
        int from = view.skipBlanks(word);
        if (blank && LISTS.contains(scheme)) {
            return Finding.of("authorization", from, from, tail(view, hit, at));
        }
        if (blank && SCHEMES.contains(scheme)) {
            return secret(view, from, scheme) ? Finding.of("authorization", from, from, Tails.bare()) : null;
        }
        if (blank && Chars.upper(view.at(at)) && OWN.matcher(text(view, from)).matches()) {
            return Finding.of("authorization", from, from, Tails.bare());
        }
        if (view.has(at, "redacted:") || (blank && view.has(from, "[redacted:"))) {
            return null; // nothing is left of it
        }
        boolean likely = Values.secret(text(view, at), KeyKind.TOKEN, Values.Place.SENTENCE);
        return likely && word - at >= 8 && Values.classes(text(view, at)) > 1
                ? Finding.of("authorization", at, at, Tails.bare())
                : null;
    }

    /** {@code proxy_set_header Authorization "Basic ..."}: nothing but a blank stands between header and scheme. */
    private static @Nullable Finding directive(View view, int after) {
        int at = view.skipBlanks(after);
        int quote = Chars.quote(view.at(at)) ? 1 : 0;
        int word = at + quote;
        while (Chars.letter(view.at(word)) && word - at < 24) {
            word++;
        }
        int from = view.skipBlanks(word);
        if (at == after || from == word || !SCHEMES.contains(Chars.lowerCase(view.text(at + quote, word)))) {
            return null;
        }
        String text = text(view, from);
        boolean likely = text.length() >= 8 && text.matches("[A-Za-z0-9+/=._~-]*[A-Z0-9=][A-Za-z0-9+/=._~-]*");
        return likely && Values.classes(text) > 1 ? Finding.of("authorization", from, from, Tails.bare()) : null;
    }

    /** A header that begins its line goes on to its end, even over quotes. */
    private static Tail tail(View view, int hit, int at) {
        int quote = view.at(at - 1);
        if (Chars.quote(quote) && (view.at(at - 2) == '[' || (view.at(at - 2) == '\\' && view.at(at - 3) == '['))) {
            return Tails.strings(quote);
        }
        int i = hit;
        while (Chars.key(view.at(i - 1)) && hit - i < 16) {
            i--;
        }
        int before = view.backOverBlanks(i);
        if (view.at(before) == '>' || view.at(before) == '<') {
            before = view.backOverBlanks(before);
        }
        return Chars.lineEnd(view.at(before)) ? Tails.rest() : Tails.quotedOrLine();
    }

    private static boolean secret(View view, int from, String scheme) {
        String text = text(view, from);
        return !text.startsWith("realm=")
                && Values.secret(text, KeyKind.PASSWORD, Values.Place.SENTENCE)
                && (text.length() >= 4 || !scheme.equals("basic"));
    }

    private static String text(View view, int from) {
        int end = Tails.bare().end(view.bytes(), from, Math.min(from + 128, view.to()), view.to());
        return view.text(from, end < 0 ? from + 128 : end);
    }

    /** {@code Bearer} and a token, without the name of the header before it. */
    static @Nullable Finding bearer(View view, int hit, int length, Memory memory) {
        int from = hit + length;
        int end = from;
        boolean digit = false;
        while (end - from < 64 && BEARER.get(Math.max(view.at(end), 0))) {
            digit |= Chars.digit(view.at(end));
            end++;
        }
        return digit && end - from >= 16 && !Chars.word(view.at(hit - 1))
                ? Finding.of("authorization", from, end, Tails.run(BEARER))
                : null;
    }

    /** {@code Cookie: name=value}: everything behind the colon. */
    static @Nullable Finding cookie(View view, int hit, int length, Memory memory) {
        int before = view.at(hit - 1);
        int at = value(view, hit + length);
        boolean named = (before != '-' && before != '_' && (!Chars.word(before) || Tokens.escaped(view, hit)))
                || Chars.lowerCase(view.text(hit - 4, hit - 1)).equals("set")
                || Chars.lowerCase(view.text(hit - 5, hit - 1)).equals("http");
        if (at < 0 || !named || (view.at(at - 1) == '=' && before != '_')) {
            return null;
        }
        int i = at;
        while (i - at < 128 && (Chars.key(view.at(i)) || view.at(i) == '$' || view.at(i) == '!')) {
            i++;
        }
        boolean pair = i > at
                && view.at(i) == '='
                && !Chars.gap(view.at(i + 1))
                && view.at(i + 1) != ';'
                && !view.has(at, "path=")
                && !view.has(at, "max-age=");
        return pair ? Finding.of("cookie", at, at, tail(view, hit, at)) : null;
    }

    /** {@return where the value of a header begins, in quotes or in brackets or not, or -1} */
    private static int value(View view, int after) {
        int i = after;
        while (view.at(i) == '\\' || Chars.quote(view.at(i)) || view.at(i) == ']') {
            i++;
        }
        i = view.skipBlanks(i);
        if (view.at(i) != ':' && view.at(i) != '=' && view.at(i) != ',') {
            return -1;
        }
        boolean comma = view.at(i) == ',';
        i = view.skipBlanks(view.at(i + 1) == '>' ? i + 2 : i + 1);
        int start = i;
        while (view.at(i) == '\\' || Chars.quote(view.at(i)) || view.at(i) == '[') {
            i++;
        }
        return comma && (i == start || view.at(start) == '`') ? -1 : i;
    }
}
