package io.calink.redaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program, and which of its options of one letter are followed by a secret.
 *
 * @param names its names, and those of its relatives
 * @param attached options that a secret is attached to, as in {@code -pSECRET}
 * @param separate options that a secret follows, as the next word
 * @param users options that are followed by {@code user:secret}
 */
record Program(List<String> names, String attached, String separate, String users) {
    static List<Program> all() {
        return List.of(
                new Program(List.of("mysql", "mariadb", "mycli"), "p", "", ""),
                new Program(List.of("curl"), "", "", "uU"),
                new Program(List.of("sshpass"), "p", "p", ""),
                new Program(List.of("redis-cli", "valkey-cli"), "a", "a", ""),
                new Program(
                        List.of(
                                "ldapsearch",
                                "ldapadd",
                                "ldapmodify",
                                "ldapdelete",
                                "ldapwhoami",
                                "ldappasswd",
                                "ldapcompare",
                                "basic_ldap_auth",
                                "squid_ldap"),
                        "w",
                        "ws",
                        ""),
                new Program(
                        List.of("mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "cqlsh"), "p", "p", ""),
                new Program(
                        List.of(
                                "docker login",
                                "podman login",
                                "buildah login",
                                "registry login",
                                "nerdctl login",
                                "az login",
                                "oc login",
                                "skopeo login",
                                "crane auth login"),
                        "p",
                        "p",
                        ""),
                new Program(List.of("sqlcmd", "osql", "bcp "), "P", "P", ""),
                new Program(
                        List.of(
                                "snmpwalk",
                                "snmpget",
                                "snmpset",
                                "snmpbulk",
                                "snmptrap",
                                "snmpinform",
                                "trapsess",
                                "informsess",
                                "snmptable",
                                "snmpstatus"),
                        "cAX",
                        "cAX",
                        ""),
                new Program(List.of("ipmitool", "mosquitto_pub", "mosquitto_sub", "unzip", "zip "), "P", "P", ""),
                new Program(List.of("rdesktop", "racadm", "ncftp", "psexec", "rabbitmqadmin", "PsExec"), "", "p", ""),
                new Program(List.of("openssl enc", "openssl aes", "openssl des"), "", "kK", ""),
                new Program(List.of("7z ", "7za ", "7zr ", "rar ", "unrar"), "ph", "", ""),
                new Program(
                        List.of("smbclient", "rpcclient", "smbget", "smbcacls", "winexe", "net ads", "net rpc"),
                        "",
                        "",
                        "U"),
                new Program(List.of("check_mysql", "check_pgsql", "fence_", "pcs ", "doveadm pw"), "p", "p", ""),
                new Program(List.of("check_snmp"), "C", "CAX", ""),
                new Program(List.of("check_ldap"), "P", "P", ""),
                new Program(List.of("check_nt"), "s", "s", ""),
                new Program(List.of("check_http", "check_curl"), "", "", "ab"),
                new Program(List.of("useradd", "usermod"), "", "p", ""),
                new Program(List.of("nmcli"), "", "", ""),
                new Program(List.of("isql-fb", "kadmin", "svn "), "", "w", ""),
                new Program(List.of("lftp", "etcdctl", "httpie", "https ", "elasticsearch-"), "", "", "ua"));
    }

    /** Remembers the program at its name. */
    Detector naming() {
        return (view, hit, length, memory) -> {
            if (!Chars.word(view.at(hit - 1)) || Tokens.escaped(view, hit)) {
                memory.saw(this, hit);
            }
            return null;
        };
    }

    /** Looks at an option of one letter; the literal is a blank, a hyphen and that letter. */
    static @Nullable Finding option(View view, int hit, int length, Memory memory) {
        Program program = memory.at(view, hit);
        if (program == null) {
            return null;
        }
        int letter = view.at(hit + length - 1);
        int next = hit + length;
        if (Chars.quote(view.at(hit)) && view.at(next) == view.at(hit)) {
            return listed(view, program, letter, next + 1);
        }
        boolean word = !Chars.gap(view.at(next)) && view.at(next) != '=';
        if (program.users().indexOf(letter) >= 0) {
            return user(view, word ? next : view.skipBlanks(next));
        }
        if (word && program.attached().indexOf(letter) >= 0) {
            return secret(view, next);
        }
        boolean separate = !word && program.separate().indexOf(letter) >= 0;
        int at = view.skipBlanks(view.at(next) == '=' ? next + 1 : next);
        return separate && view.at(at) != '-' ? secret(view, at) : null;
    }

    /** {@code "-p", "secret"}: an option and its value in a list of words, or in an audited {@code a1="-p" a2="secret"}. */
    private static @Nullable Finding listed(View view, Program program, int letter, int comma) {
        int at = view.skipBlanks(comma + 1);
        boolean audited = view.hasExactly(comma, " a") && Chars.digit(view.at(comma + 2));
        if (audited) {
            while (Chars.key(view.at(at)) && at - comma < 8) {
                at++;
            }
            at++;
        }
        if ((view.at(comma) != ',' && !audited) || !Chars.quote(view.at(at))) {
            return null;
        }
        if (program.users().indexOf(letter) >= 0) {
            return user(view, at);
        }
        return program.separate().indexOf(letter) >= 0 ? secret(view, at) : null;
    }

    /** {@code --user user:secret} of curl and its like. */
    static @Nullable Finding userOption(View view, int hit, int length, Memory memory) {
        int next = hit + length;
        boolean option = Chars.blank(view.at(next)) || view.at(next) == '=';
        Program program = option ? memory.at(view, hit) : null;
        return program == null || program.users().isEmpty() ? null : user(view, view.skipBlanks(next + 1));
    }

    /** {@code -sSu user:secret}: the option behind others that have no value. */
    static @Nullable Finding cluster(View view, int hit, int length, Memory memory) {
        Program program = memory.at(view, hit);
        if (program == null || !program.names().contains("curl")) {
            return null;
        }
        int at = hit + length;
        while (at - hit < 12 && "sSkLvfgiNI46".indexOf(view.at(at)) >= 0) {
            at++;
        }
        return view.at(at) == 'u' ? user(view, view.skipBlanks(at + 1)) : null;
    }

    /** {@code -b "name=value"} of curl; without a sign it names a file. */
    static @Nullable Finding cookie(View view, int hit, int length, Memory memory) {
        Program program = Chars.blank(view.at(hit + length)) ? memory.at(view, hit) : null;
        int at = view.skipBlanks(hit + length);
        int quote = Chars.quote(view.at(at)) ? view.at(at) : 0;
        int from = quote == 0 ? at : at + 1;
        int sign = from;
        while (Chars.key(view.at(sign)) && sign - from < 64) {
            sign++;
        }
        boolean pair =
                view.at(sign) == '=' && program != null && program.names().contains("curl");
        return pair ? Finding.of("cookie", from, from, quote == 0 ? Tails.bare() : Tails.quoted(quote, 0, from)) : null;
    }

    private static @Nullable Finding user(View view, int from) {
        int quote = Chars.quote(view.at(from)) ? view.at(from) : 0;
        int start = quote == 0 ? from : from + 1;
        int i = start;
        while (i - start < 96
                && view.at(i) != ':'
                && view.at(i) != '%'
                && view.at(i) != ','
                && view.at(i) != quote
                && (quote != 0 || !Chars.gap(view.at(i)))) {
            i++;
        }
        int c = view.at(i);
        if ((c != ':' && c != '%' && c != ',') || view.at(i + 1) == '/') {
            return null;
        }
        return Parts.judged(view, i + 1, quote == 0 ? Tails.bare() : Tails.quoted(quote, 0, i));
    }

    private static @Nullable Finding secret(View view, int from) {
        return Parts.at(view, KeyKind.PASSWORD, from, Values.Place.ASSIGNED, Tails.bare(), "");
    }
}
