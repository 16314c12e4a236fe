package io.calink.redaction;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that nothing but blanks part from their keys: after a word that says so, or where the value cannot be a word. */
final class Spaced {
    private static final Set<String> SETTERS = Set.of(
            "set",
            "setenv",
            "setx",
            "env",
            "fastcgi_param",
            "uwsgi_param",
            "scgi_param",
            "proxy_set_header",
            "grpc_set_header");

    private static final Pattern CODED = Pattern.compile("[A-Za-z0-9+/=_-]+");

    private Spaced() {}

    /** {@return what stands behind the blanks if it is a secret, or null} */
    static @Nullable Finding value(Key key, int sign) {
        View view = key.view();
        int word = view.backOverBlanks(key.start()) + 1;
        int begin = word;
        while (Chars.word(view.at(begin - 1)) && word - begin < 24) {
            begin--;
        }
        boolean first = Chars.lineEnd(view.at(view.backOverBlanks(begin)));
        boolean compound = Key.compound(view, key.start(), key.stop());
        boolean set = SETTERS.contains(Chars.lowerCase(view.text(begin, word))) && (first || compound);
        boolean wireless = key.kind() == KeyKind.PSK && view.hasExactly(key.stop() - 7, "sec.psk");
        boolean humped = Key.humped(view, key.start(), key.stop());
        boolean quoted = view.at(sign) == '"';
        boolean named = compound && (wireless || (word == begin && (strong(view, sign) || quoted)));
        boolean directive = word == begin && humped && (likely(view, sign) || quoted);
        List<Words.Word> words = Words.from(view, sign);
        if ((set || named || directive)
                && (words.size() == 1
                        || (words.size() == 2 && words.get(1).text().equalsIgnoreCase("/m")))) {
            return Parts.at(view, key.kind(), sign, Values.Place.ASSIGNED, Tails.bare(), "");
        }
        // CREATE USER joe WITH PASSWORD 'x'
        boolean sql = view.at(sign) == '\''
                && (key.kind() == KeyKind.PASSWORD
                        || key.kind() == KeyKind.PSK
                        || view.hasExactly(key.start(), "SECRET"));
        return sql ? Parts.at(view, key.kind(), sign, Values.Place.SENTENCE, Tails.bare(), "") : null;
    }

    private static boolean strong(View view, int at) {
        String value = view.text(at, view.lineEnd(at)).strip();
        return value.length() >= 16
                && Values.classes(value) >= 3
                && CODED.matcher(value).matches();
    }

    private static boolean likely(View view, int at) {
        String value = view.text(at, view.lineEnd(at)).strip();
        return value.length() >= 6
                && Values.classes(value) > 1
                && Values.withoutEnd(value).equals(value);
    }
}
