package io.calink.redaction;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of configuration where a secret follows a word after nothing but white space. */
final class Directives {
    /** Words at the beginning of a line that a secret follows. */
    static final List<String> FIRST = List.of(
            "rocommunity",
            "rwcommunity",
            "rocommunity6",
            "rwcommunity6",
            "authcommunity",
            "defcommunity",
            "cachemgr_passwd",
            "trapcommunity",
            "requirepass",
            "masterauth",
            "primaryauth",
            "bindpw",
            "rootbindpw",
            "rootpw",
            "rootpwmoddn",
            "ssl_key_password",
            "auth_pass",
            "authentication_password",
            "sasl_password",
            "smtp_password",
            "vrrp_password",
            "ppp_password",
            "key-string",
            "pre-shared-key",
            "wpa-psk",
            "wpa-passphrase",
            "wep-key",
            "wireless-key",
            "tls_key_password",
            "password",
            "http_proxy_password",
            "redis_password",
            "monitor_password",
            "admin_password",
            "admin_secret",
            "shared_secret",
            "shared_key",
            "tls-key-file-pass",
            "tls-client-key-file-pass");

    /** More of them, that end in a word which is looked for in any case. */
    private static final Set<String> NAMED = Chars.words("""
            authldapbindpassword authpassword dbpassword userpassword smtppassword accountpassword ldap_bind_password
            proxy_password defauthpassphrase defprivpassphrase cryptopassphrase sessioncryptopassphrase
            oidccryptopassphrase""");

    private static final Pattern ENTRY = Pattern.compile("(\\S*: *)?(machine|default|login|account) [^,]*");

    /** A secret behind the number of its form. */
    private static final Pattern TYPED = Pattern.compile("[0-9] \\S+");

    private static final Pattern WORD = Pattern.compile("[a-z_]{1,12}[.:]?");
    private static final Set<String> AFTER =
            Set.of("machine", "default", "account", "macdef", "port", "protocol", "login");
    private static final Set<String> NETRC = Set.of("machine", "login", "default", "account");
    private static final Set<String> CISCO = Set.of("enable", "username", "neighbor", "ppp", "vpdn");
    private static final Set<String> FORMS =
            Chars.words("ascii hex local remote cipher simple ascii-text hexadecimal encrypted 0 6 7");

    private static final Set<String> DIGESTS = Set.of(
            "MD5", "SHA", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "DES", "AES", "AES128", "AES192", "AES256",
            "DES3", "3DES", "-A", "-X");

    private Directives() {}

    /** A word that begins its line, and its secret. */
    static @Nullable Finding first(View view, int hit, int length, Memory memory) {
        int after = hit + length;
        int at = view.skipBlanks(after);
        boolean escaped = Tokens.escaped(view, hit) && !view.hasExactly(hit, "password ");
        boolean begins = escaped || Chars.lineEnd(view.at(view.backOverBlanks(hit)));
        if (!begins || at == after || Chars.lineEnd(view.at(at))) {
            return null;
        }
        if (view.hasExactly(at, "--") && view.has(hit, "rootpw")) {
            // an option of rootpw, with which the hash or the password follows
            List<Words.Word> words = Words.operands(view, at);
            return words.isEmpty() ? null : secret(view, words.get(0).from(), "password");
        }
        if (view.has(hit, "pre-shared-key") && pamOrProse(view, at)) {
            return null;
        }
        if (view.has(hit, "password") && length == 8) {
            return pamOrProse(view, at) ? null : secret(view, at, "password");
        }
        // appliances say in which form it follows
        for (int end = at; end - at < 20; end++) {
            if (Chars.blank(view.at(end)) && FORMS.contains(view.text(at, end)) && !Chars.lineEnd(view.at(end + 1))) {
                at = view.skipBlanks(end);
                end = at;
            }
        }
        return secret(
                view, at, view.has(hit, "r") && view.text(hit, after).contains("community") ? "community" : "password");
    }

    /** The same for a word that ends here. */
    static @Nullable Finding named(View view, int hit, int length, Memory memory) {
        int start = hit;
        while (Chars.key(view.at(start - 1)) && hit - start < 32) {
            start--;
        }
        boolean known = start < hit
                && Chars.blank(view.at(hit + length))
                && NAMED.contains(Chars.lowerCase(view.text(start, hit + length)));
        return known ? first(view, start, hit + length - start, memory) : null;
    }

    /** In files of PAM and in sentences more than a word follows. */
    private static boolean pamOrProse(View view, int at) {
        int end = view.lineEnd(at);
        String rest = view.text(at, end).strip();
        return (rest.contains(" ")
                        && !(Chars.quote(rest.charAt(0)) && rest.indexOf(rest.charAt(0), 1) == rest.length() - 1)
                        && !TYPED.matcher(rest).matches())
                || rest.contains("\t")
                || WORD.matcher(rest).matches();
    }

    /** {@code password} and {@code secret} where netrc, Cisco or BIND have a secret behind a blank. */
    static @Nullable Finding spoken(View view, int hit, int length, Memory memory) {
        int at = view.skipBlanks(hit + length);
        if (at == hit + length || Chars.key(view.at(hit - 1)) || Chars.lineEnd(view.at(at)) || Words.prose(view, at)) {
            return null;
        }
        boolean quoted = view.at(at) == '"';
        if (quoted && bind(view, at)) {
            return secret(view, at, "secret");
        }
        boolean level = Chars.digit(view.at(at)) && Chars.blank(view.at(at + 1)) && !Chars.gap(view.at(at + 2));
        int line = view.lineStart(hit);
        if (level || (context(view, line, CISCO) && hit - line < 80 && oneWord(view, at))) {
            return context(view, line, CISCO) ? secret(view, level ? view.skipBlanks(at + 1) : at, "password") : null;
        }
        Program program = memory.at(view, hit);
        boolean named = program != null && program.names().contains("nmcli");
        return named
                        || (hit - line < 200
                                && netrc(view, hit)
                                && ends(view, at)
                                && entry(view.text(line, hit).strip()))
                ? secret(view, at, "netrc")
                : null;
    }

    private static boolean entry(String before) {
        return before.isEmpty() || ENTRY.matcher(before).matches();
    }

    /** What a secret of netrc is followed by: nothing, or another of its words. */
    private static boolean ends(View view, int at) {
        int i = at;
        while (!Chars.gap(view.at(i)) && i - at < 256) {
            i++;
        }
        int next = view.skipBlanks(i);
        int end = next;
        while (Chars.letter(view.at(end)) && end - next < 12) {
            end++;
        }
        return Chars.gap(view.at(next)) || view.at(next) == '#' || AFTER.contains(view.text(next, end));
    }

    /** {@code secret "..." ;} as BIND writes it. */
    private static boolean bind(View view, int quote) {
        int i = quote + 1;
        while (i - quote < 256 && view.at(i) != '"' && !Chars.lineEnd(view.at(i))) {
            i++;
        }
        return view.at(i) == '"' && view.at(view.skipBlanks(i + 1)) == ';';
    }

    private static boolean oneWord(View view, int at) {
        int i = at;
        while (!Chars.gap(view.at(i)) && i - at < 128) {
            i++;
        }
        return Chars.lineEnd(view.at(view.skipBlanks(i)));
    }

    private static boolean context(View view, int line, Set<String> words) {
        int from = view.skipBlanks(line);
        int i = from;
        while (Chars.key(view.at(i)) && i - from < 16) {
            i++;
        }
        return words.contains(view.text(from, i));
    }

    /** {@code machine ... login ...} before {@code password}, in one line or in several. */
    private static boolean netrc(View view, int hit) {
        int end = view.backOverBlanks(hit) + 1;
        if (Chars.lineEnd(view.at(end - 1))) {
            end = view.backOverBlanks(end - 1) + 1;
        }
        int word = end;
        while (!Chars.gap(view.at(word - 1)) && end - word < 96) {
            word--;
        }
        int before = word - 1;
        while (Chars.gap(view.at(before)) && word - before < 16 && view.at(before) >= 0) {
            before--;
        }
        int start = before + 1;
        while (Chars.letter(view.at(start - 1)) && before - start < 16) {
            start--;
        }
        return NETRC.contains(view.text(start, before + 1))
                || view.text(word, end).equals("default");
    }

    /** {@code com2sec NAME SOURCE COMMUNITY}, {@code trapsink HOST COMMUNITY}: the last words of the line. */
    static Detector nth(int skipped, String rule) {
        return (view, hit, length, memory) -> {
            if (!Chars.lineEnd(view.at(view.backOverBlanks(hit))) || !Chars.blank(view.at(hit + length))) {
                return null;
            }
            int at = view.skipBlanks(hit + length);
            for (int i = 0; i < skipped; i++) {
                int end = at;
                while (!Chars.gap(view.at(end)) && end - at < 96) {
                    end++;
                }
                // an option of com2sec6 and its like, with its value
                i -= view.at(at) == '-' ? 2 : 0;
                at = view.skipBlanks(end);
                if (end - hit > 400) {
                    return null;
                }
            }
            return Chars.gap(view.at(at)) ? null : secret(view, at, rule);
        };
    }

    /** {@code createUser NAME MD5 "secret" DES "secret"}: the word after the name of a digest. */
    static @Nullable Finding snmpUser(View view, int hit, int length, Memory memory) {
        int at = view.skipBlanks(hit + length);
        String line = view.text(view.lineStart(hit), hit);
        boolean parted = Chars.blank(view.at(hit + length - 1)) || at > hit + length;
        boolean user = line.contains("createUser") || line.contains("usmUser") || line.contains("snmp-server user");
        int start = view.at(hit) == ' ' ? hit + 1 : hit;
        if (user && !parted) {
            // the literal is the beginning of a longer name, such as SHA-256
            int end = at;
            while (!Chars.gap(view.at(end)) && end - start < 16) {
                end++;
            }
            int word = view.skipBlanks(end);
            boolean digest = DIGESTS.contains(view.text(start, end)) && !Chars.lineEnd(view.at(word));
            return digest ? secret(view, word, "snmp") : null;
        }
        return user && parted && DIGESTS.contains(view.text(start, hit + length).strip()) && !Chars.lineEnd(view.at(at))
                ? secret(view, at, "snmp")
                : null;
    }

    /** {@code -passin pass:SECRET} of openssl. */
    static @Nullable Finding openssl(View view, int hit, int length, Memory memory) {
        int word = hit;
        while (Chars.key(view.at(word - 1)) && hit - word < 16) {
            word--;
        }
        return view.has(word, "-pass") || view.has(word, "-k ") ? secret(view, hit + length, "password") : null;
    }

    /** {@code IDENTIFIED BY 'secret'} of SQL. */
    static @Nullable Finding identified(View view, int hit, int length, Memory memory) {
        boolean quoted = view.at(hit + length - 1) == '\'';
        int at = quoted ? hit + length - 1 : view.skipBlanks(hit + length);
        String before = Chars.lowerCase(view.text(Math.max(view.lineStart(hit), hit - 160), hit));
        boolean named = quoted
                ? before.contains("identified with")
                : view.at(hit) == 'I' || before.matches("(?s).*(user|grant|role|link|connect).*");
        boolean string = view.at(at) == '\'' || view.at(at) == '"';
        // Oracle has no quotes around it
        boolean bare = !quoted
                && before.matches("(?s).*(create|alter) user \\S+ ")
                && Words.from(view, at).stream().limit(1).anyMatch(word -> Values.classes(word.text()) > 1);
        return (named && string) || bare ? secret(view, at, "password") : null;
    }

    private static @Nullable Finding secret(View view, int at, String rule) {
        Finding found = Parts.at(view, KeyKind.PASSWORD, at, Values.Place.ASSIGNED, Tails.bare(), "");
        return found == null ? null : new Finding(rule, found.from(), found.to(), found.tail(), "", found.keyed());
    }
}
