package io.calink.redaction;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of configuration files that have a grammar of their own. */
final class Daemons {
    private static final Pattern NTP_KEY = Pattern.compile("[0-9]{1,5}");
    private static final Pattern ADDRESS = Pattern.compile("\\*|[0-9a-fA-F.:/]{2,43}");

    private Daemons() {}

    private static List<Words.Word> line(View view, int hit) {
        int start = view.lineStart(hit);
        return hit - start > 200 ? List.of() : Words.from(view, start);
    }

    /** {@code user NAME on >SECRET} of Redis. */
    static @Nullable Finding acl(View view, int hit, int length, Memory memory) {
        if (!Chars.blank(view.at(hit - 1))) {
            return null;
        }
        String before = Chars.lowerCase(view.text(Math.max(view.lineStart(hit), hit - 80), hit));
        return before.contains("user ") ? Words.first(view, hit + length) : null;
    }

    /** {@code owner/question password SECRET} of debconf. */
    static @Nullable Finding debconf(View view, int hit, int length, Memory memory) {
        int word = hit;
        while (!Chars.gap(view.at(word - 1)) && hit - word < 64) {
            word--;
        }
        return view.text(word, hit).indexOf('/') > 0 ? Words.first(view, hit + length) : null;
    }

    /** {@code chpasswd:} of cloud-init, and a list of {@code user:SECRET} below it. */
    static @Nullable Finding cloud(View view, int hit, int length, Memory memory) {
        int list = view.skipSpace(hit + length);
        int from = view.skipSpace(view.lineEnd(list));
        if (!view.hasExactly(list, "list: |")) {
            return null;
        }
        int end = from;
        int next = from;
        while (view.text(next, view.lineEnd(next)).matches("[a-z0-9_.-]{1,32}:[^ ]+")) {
            end = view.lineEnd(next);
            next = view.skipSpace(end);
        }
        return end > from ? Finding.of("password", from, end) : null;
    }

    /** {@code message-digest-key 1 md5 SECRET} and {@code authentication-key SECRET} of routers. */
    static @Nullable Finding router(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        boolean numbered = words.size() > 2 && words.get(1).text().equals("md5");
        boolean named = Chars.blank(view.at(hit - 1)) || view.hasExactly(hit - 8, "message-");
        if (!named || words.isEmpty() || (!numbered && words.size() > 2)) {
            return null;
        }
        return Words.secret(words.get(words.size() - 1));
    }

    /** {@code snmp-server user NAME GROUP v3 auth sha SECRET priv aes 128 SECRET}. */
    static @Nullable Finding snmpServer(View view, int hit, int length, Memory memory) {
        boolean user = view.text(view.lineStart(hit), hit).contains("snmp-server user");
        return user ? Words.first(view, hit + length) : null;
    }

    /** {@code PASSWORD name = SECRET}, as Elasticsearch says it when it is set up. */
    static @Nullable Finding announced(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = line(view, hit);
        boolean form = words.size() == 4
                && words.get(0).from() == hit
                && words.get(2).text().equals("=");
        return form ? Words.secret(words.get(3)) : null;
    }

    /** {@code user_NAME="SECRET"} in the configuration of a login module of Kafka. */
    static @Nullable Finding jaas(View view, int hit, int length, Memory memory) {
        if (view.at(hit - 1) != 'u' || !Chars.gap(view.at(hit - 2))) {
            return null;
        }
        int sign = hit + length;
        while (Chars.key(view.at(sign)) && sign - hit < 64) {
            sign++;
        }
        boolean quoted = view.at(sign) == '=' && Chars.quote(view.at(sign + 1));
        boolean module = quoted && view.text(hit - View.BEHIND, hit).contains("LoginModule");
        return module ? Words.first(view, sign + 1) : null;
    }

    /** {@code stats auth user:SECRET} of HAProxy, {@code login=user:SECRET} of Squid. */
    static @Nullable Finding login(View view, int hit, int length, Memory memory) {
        boolean squid = view.at(hit) == 'g';
        boolean named = squid
                ? view.hasExactly(hit - 3, " lo")
                        && view.text(view.lineStart(hit), hit).contains("cache_peer")
                : view.hasExactly(hit - 3, "sta") && Chars.gap(view.at(hit - 4));
        return named ? Logins.login(view, hit + length, ' ') : null;
    }

    /** {@code insecure-password SECRET} of HAProxy. */
    static @Nullable Finding plain(View view, int hit, int length, Memory memory) {
        return Chars.blank(view.at(hit - 1)) ? Words.first(view, hit + length) : null;
    }

    /** {@code mysql_servers = host/database/user/SECRET} of Exim, with others behind a colon. */
    static @Nullable Finding servers(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = line(view, hit);
        int sign = 0;
        while (sign < words.size() && !words.get(sign).text().equals("=")) {
            sign++;
        }
        if (sign == 0 || sign + 1 >= words.size() || words.get(sign - 1).to() != hit + length) {
            return null;
        }
        Words.Word list = words.get(sign + 1);
        String[] parts = list.text().split("/", -1);
        int last = list.text().lastIndexOf('/') + 1;
        return parts.length == 4 ? Words.secret(list.text().substring(last), list.from() + last, list.to()) : null;
    }

    /** {@code who : PSK "SECRET"} of ipsec.secrets; a key in a file has its passphrase behind the name of the file. */
    static @Nullable Finding ipsec(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        int named =
                view.at(hit + 2) == 'R' || view.at(hit + 3) == 'C' || view.at(hit + 3) == 'K' || view.at(hit + 3) == '1'
                        ? 1
                        : 0;
        if (words.size() != named + 1
                && !(words.size() > named + 1 && words.get(named + 1).text().startsWith("#"))) {
            return null;
        }
        Words.Word word = words.get(named);
        boolean form = Chars.quote(view.at(word.from() - 1))
                || (named == 0 && word.text().matches("0[sSxX].{8,}"));
        return form ? Words.secret(word) : null;
    }

    /** {@code client server SECRET addresses} of chap-secrets and pap-secrets, where the server is any. */
    static @Nullable Finding chap(View view, int hit, int length, Memory memory) {
        if (Chars.gap(view.at(hit - 1)) && !Chars.quote(view.at(view.skipBlanks(hit + length)))) {
            return null;
        }
        List<Words.Word> words = line(view, hit);
        if (words.size() < 3 || words.size() > 4 || !words.get(1).text().equals("*")) {
            return null;
        }
        Words.Word word = words.get(2);
        boolean quoted = Chars.quote(view.at(word.from() - 1));
        boolean open = words.size() == 4 && ADDRESS.matcher(words.get(3).text()).matches();
        boolean likely = quoted || (word.text().length() > 5 && Values.classes(word.text()) > 1);
        return likely && (open || (quoted && words.size() == 3)) ? Words.secret(word) : null;
    }

    /** {@code NUMBER KIND SECRET} of ntp.keys and chrony.keys. */
    static @Nullable Finding ntp(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = line(view, hit);
        boolean form = words.size() > 2
                && NTP_KEY.matcher(words.get(0).text()).matches()
                && words.get(0).to() == hit
                && (words.size() == 3 || words.get(3).text().startsWith("#"))
                && Values.classes(words.get(2).text()) > 1;
        return form ? Words.secret(words.get(2)) : null;
    }

    /** {@code radius-server host ADDRESS ... key SECRET} of Cisco. */
    static @Nullable Finding server(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = Words.from(view, hit + length);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).text().equals("key")) {
                boolean level = i + 2 < words.size() && words.get(i + 1).text().matches("[0-9]");
                return Words.secret(words.get(level ? i + 2 : i + 1));
            }
        }
        return null;
    }

    /** {@code Password  REG_SZ  SECRET}, as reg query of Windows prints it. */
    static @Nullable Finding registry(View view, int hit, int length, Memory memory) {
        List<Words.Word> words = line(view, hit);
        boolean form = words.size() > 2 && words.get(1).to() == hit + length;
        KeyKind kind = form ? KeyNames.kind(words.get(0).text()) : null;
        return kind != null && Values.secret(words.get(2).text(), kind, Values.Place.ASSIGNED)
                ? Finding.of(kind.rule(), words.get(2).from(), view.lineEnd(hit))
                : null;
    }
}
