package io.calink.redaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The literals at which something is looked for, and what looks there; in the order in which they are asked. */
final class Catalogue {
    /** Changes whenever the same text would be redacted in another way. */
    static final String VERSION = "5";

    private static final BitSet ALNUM = Chars.set("A-Za-z0-9");

    /** Everything but control characters, of which white space is one that follows options. */
    private static final BitSet PRINTED = Chars.set(" -~\t\n");

    private final List<Gate.Literal<Detector>> literals = new ArrayList<>();

    private Catalogue() {
        shapes();
        headers();
        addresses();
        phrases();
        commands();
        directives();
        keys();
    }

    static List<Gate.Literal<Detector>> literals() {
        return new Catalogue().literals;
    }

    private void shapes() {
        any(Shapes::pem, "-----begin ", "---- begin ");
        exactly(Shapes::pemInBase64, "LS0tLS1CRUdJTi");
        exactly(Shapes::putty, "Private-Lines:");
        add(Shapes::jwt, "eyJ", false, ALNUM);
        exactly(
                Shapes::crypt,
                "$1$",
                "$5$",
                "$6$",
                "$y$",
                "$7$",
                "$8$",
                "$9$",
                "$2a$",
                "$2b$",
                "$2y$",
                "$gy$",
                "$apr1$",
                "$argon2",
                "$pbkdf2",
                "$scrypt$",
                "$sha1$",
                "$md5,",
                "$bcrypt");
        any(
                Shapes::ldapHash,
                "{ssha",
                "{sha}",
                "{sha256}",
                "{sha512}",
                "{smd5}",
                "{md5}",
                "{crypt}",
                "{pbkdf2",
                "{argon2}");
        any(Shapes::namedHash, "pbkdf2_sha", "bcrypt_sha256$", "scram-sha-256$");
        for (Tokens token : Tokens.all()) {
            token.literals().forEach(literal -> add(token, literal, false, token.rest()));
        }
        any(Shapes::signature, "sig=", "x-amz-signature=", "x-goog-signature=", "signature=");
        for (int digit = 0; digit < 10; digit++) {
            add(Shapes::azure, digit + "Q~", false, Chars.set("A-Za-z0-9_~.-"));
        }
        exactly(Shapes::telegram, ":AA");
        for (int digit = 1; digit < 10; digit++) {
            exactly(Shapes::mailchimp, "-us" + digit);
        }
        exactly(Shapes::terraform, ".atlasv1.");
        any(Shapes::samba, ":[u  ", ":[u]", ":[ux", ":[w  ");
        exactly(Shapes::shadow, ":99999:7:");
        exactly(Shapes::windows, ":::");
        add(Shapes::postgres, "md5", false, Chars.set("a-f0-9"));
    }

    private void headers() {
        any(Headers::authorization, "authorization");
        any(Headers::bearer, "bearer ");
        any(Headers::cookie, "cookie");
    }

    private void addresses() {
        exactly(Addresses::userInfo, "://");
        any(Addresses::oracle, ":thin:", ":oci:", ":oci8:");
        exactly(
                Addresses::pgpass,
                ":5432:",
                ":5433:",
                ":5434:",
                ":6432:",
                ":25060:",
                ":*:",
                ":5435:",
                ":6543:",
                ":26257:");
        exactly(Addresses::relay, "]:25", "]:465", "]:587", "]:s");
    }

    private void phrases() {
        Phrases.byLiteral().forEach((literal, phrases) -> exactly(phrases, literal));
        exactly(Markup::escaped, "&gt;");
    }

    private void commands() {
        for (Program program : Program.all()) {
            for (String name : program.names()) {
                exactly(program.naming(), name);
            }
        }
        for (char letter : "pPuUawscACXkKh".toCharArray()) {
            exactly(Program::option, " -" + letter);
        }
        for (char letter : "puPaw".toCharArray()) {
            exactly(Program::option, "\"-" + letter, "'-" + letter);
        }
        exactly(Program::cluster, " -s", " -S", " -k", " -L", " -v", " -f", " -i");
        exactly(Program::userOption, "--user", "--proxy-user", "--auth");
        exactly(Program::cookie, " -b", "--cookie");
        exactly(Directives::openssl, " pass:");
        logins();
        exactly(Logins::chpasswd, "chpasswd");
        any(Directives::identified, "identified by", " by '");
    }

    private void logins() {
        any(Logins::share, "net use ");
        any(Logins::account, "net user ");
        exactly(Logins::oracle, "sqlplus ", "expdp ", "impdp ", "sqlldr ", "rman ");
        exactly(Wrapped::variable, "variable \"");
        any(Wrapped::secured, "convertto-securestring ");
        exactly(Logins::htpasswd, "htpasswd ");
        exactly(
                Logins::said,
                "--stdin",
                "sudo -S",
                "--password-stdin",
                "| kinit",
                "| cryptsetup",
                "| restic",
                "| passwd",
                "| smbpasswd",
                "| sudo passwd");
        exactly(Logins::pair, "auth=(");
        any(Logins::setPassword, "set password for ");
        exactly(Logins::using, "db2 connect ");
        exactly(Logins::slashed, " /p:", " /rp ");
        exactly(Logins::pserver, ":pserver:");
        exactly(Logins::goAddress, "@tcp(", "@unix(");
        exactly(Logins.operand(0), "vault operator unseal ", "vault login ", " key s:");
        exactly(
                Logins.operand(1),
                "rabbitmqctl add_user ",
                "rabbitmqctl change_password ",
                "rabbitmqctl authenticate_user ",
                "net rpc user password ",
                "wpa_passphrase ",
                "doveadm auth test ",
                "doveadm auth login ");
        exactly(Logins.operand(2), "isql ", "set-user-password ", "radclient ");
        exactly(Logins.operand(3), "mc alias set ", "mc config host add ");
    }

    private void daemons() {
        exactly(Daemons::acl, "on >", "on #");
        any(Directives.nth(1, "password"), "incominguser", "outgoinguser");
        any(Daemons::debconf, "password password ", "again password ", "pass password ");
        exactly(Daemons::cloud, "chpasswd:");
        exactly(Daemons::router, "digest-key ", "authentication-key ");
        exactly(
                Daemons::snmpServer,
                " auth sha ",
                " auth md5 ",
                " priv aes 128 ",
                " priv aes 192 ",
                " priv aes 256 ",
                " priv des ",
                " priv 3des ");
        exactly(Daemons::announced, "PASSWORD ");
        exactly(Daemons::jaas, "ser_");
        exactly(Daemons::login, "ts auth ", "gin=");
        exactly(Daemons::plain, "insecure-password ", "ascii-text ");
        exactly(Daemons::servers, "mysql_servers", "pgsql_servers", "oracle_servers");
        exactly(Daemons::ipsec, ": PSK ", ": EAP ", ": XAUTH ", ": NTLM ", ": RSA ", ": ECDSA ", ": PKCS12 ", ": P12 ");
        exactly(Daemons::chap, " * ", "\t*\t", "\t* ", " *\t");
        exactly(Daemons::ntp, " M ", " MD5 ", " SHA1 ", " sha1 ", " SHA256 ", " AES128 ", "\tM\t", "\tMD5\t");
        any(Daemons::server, "radius-server host", "tacacs-server host");
        exactly(Daemons::registry, "REG_SZ", "REG_EXPAND_SZ");
        any(Directives.nth(1, "password"), "sentinel auth-pass");
        any(Directives.nth(0, "password"), "sentinel sentinel-pass", "option key");
        any(Directives.nth(0, "key"), "crypto isakmp key");
        any(Sentences::last, "password", "passphrase", "secret is", "token is");
        any(Sentences::below, "password to ", "password:");
    }

    private void directives() {
        daemons();
        for (String word : Directives.FIRST) {
            any(Directives::first, word);
        }
        any(Directives::named, "password", "passphrase");
        any(Directives::spoken, "password", "passwd", "secret");
        any(Directives.nth(2, "community"), "com2sec6", "com2sec");
        any(Directives.nth(1, "community"), "trapsink", "trap2sink", "informsink");
        any(Directives.nth(0, "community"), "snmp-server community");
        any(Directives.nth(0, "key"), "tacacs-server key", "radius-server key");
        exactly(Directives::snmpUser, " MD5 ", " SHA ", " SHA-", " DES ", " AES", " -A ", " -X ");
    }

    private void keys() {
        Pairs pairs = new Pairs();
        for (String key : List.of("pwd", "psk", "key")) {
            add(pairs, key, true, Chars.set("A-Za-z0-9_.=:\"'<>\\ ,;}])\t\r\n-"));
        }
        any(
                pairs,
                "password",
                "passwd",
                "passwort",
                "kennwort",
                "passphrase",
                "passcode",
                "passkey",
                "pass",
                "contrasena",
                "wachtwoord",
                "secret",
                "token",
                "credential",
                "creds",
                "cred=",
                "cred:",
                "community",
                "pincode",
                "jsessionid",
                "sessionid=",
                "authtok",
                "dockerconfigjson",
                "dockercfg",
                "_salt",
                "encrypt=",
                "encrypt =",
                "encrypt:",
                "encrypt\"",
                "cloud.auth",
                "cloud_auth",
                "phpsessid",
                "sessid",
                "masterauth",
                "primaryauth",
                "_auth",
                "auth\"",
                "auth\\",
                "auth'");
        for (String key : List.of("pw", "pin")) {
            for (char sign : "=:\"'_> ]".toCharArray()) {
                any(pairs, key + sign);
            }
        }
    }

    private void any(Detector detector, String... texts) {
        for (String text : texts) {
            add(detector, Chars.lowerCase(text), true, PRINTED);
        }
    }

    private void exactly(Detector detector, String... texts) {
        for (String text : texts) {
            add(detector, text, false, PRINTED);
        }
    }

    private void add(Detector detector, String text, boolean anyCase, BitSet next) {
        literals.add(new Gate.Literal<>(text, anyCase, next, detector));
    }
}
