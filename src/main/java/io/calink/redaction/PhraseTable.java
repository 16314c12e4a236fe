package io.calink.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** The phrases by which programs and appliances tell a secret. */
final class PhraseTable {
    /** A word, in quotes or not. */
    private static final String WORD = "(?:\\\\?\"([^\"\\n]{1,160}?)\\\\?\"|'([^'\\n]{1,160})'|([^\\s\"';]{1,160}))";

    private static final String END = "(?=[;'\"\\\\]?\\h*(?:#.*)?$)";

    /** How appliances say in which form a secret follows. */
    private static final String FORM =
            "(?:level \\d{1,2} )?(?:cipher|simple|irreversible-cipher|irreversible-simple|ENC|ascii \\d|hex \\d|[05-9]) ";

    /** A word of letters and digits that names no algorithm and no version. */
    private static final String CODED =
            "(?!(?:hmac-|scram-)?(?i:sha|md|aes|des|3des|pbkdf|bcrypt|argon)[\\w-]*\\b)(?!\\d+[.:])"
                    + "(?=\\S*\\d)(?=\\S*[A-Za-z])([^\\s\"'(){}\\[\\]<>=:,/]{6,64})";

    /** One that is no secret, of a function in a program. */
    private static final String ARGUMENT = "(?:[\"'][^\"'\\n]*[\"']|[\\w.$:>-]+)";

    private static final String ECHO = ".*(?i:key|pass\\w*|secret|token|pw|psk|file)[ =]$";

    private PhraseTable() {}

    /** All of them, in the order in which they are asked where several begin with the same literal. */
    static List<Phrases> all() {
        return List.of(
                sure(
                        "(?:.* )?",
                        "(?:" + FORM + "|(?:ascii|hex|local|remote|ascii-text|hexadecimal) )" + WORD,
                        "pre-shared-key ",
                        "wpa-psk ",
                        "shared-key "),
                likely(".*[\\w-]+ +", FORM + WORD + "(?=\\s|$)", "password ", "passwd ", "secret ", "psksecret "),
                sure("", FORM + WORD + END, "password ", "passwd "),
                likely("(?:enable |username \\S+ )?", WORD + " encrypted\\b", "password ", "passwd "),
                sure(".*", "(?:read|write) (?:cipher |simple )?" + WORD, "snmp-agent community "),
                sure("set .*", WORD, "snmp community "),
                sure(
                        "",
                        "\\S+ (?:traps |informs )?(?:version (?:1|2c) )?(?!version\\b|traps\\b|informs\\b)" + WORD,
                        "snmp-server host "),
                sure(".* ", "(?:[07] )?" + WORD + END, "key-string ", "authentication text ", "pre-shared-key "),
                sure(
                        "(?!.*(?:message-|authentication ).*(?:message-|authentication )).*",
                        "\\d{1,5} (?:md5|sha1|sha256|hmac-\\S+) (?:(?:[037]|cipher|simple) (?=\\S))?" + WORD,
                        "digest-key ",
                        "authentication-key "),
                sure("", "(?:[07]|cipher|simple) " + WORD, "radius-server key ", "tacacs-server key "),
                likely(".*", WORD, "IPSec secret ", "IPSec obfuscated secret ", "Xauth password "),
                sure(
                        ".*",
                        WORD,
                        "plain-text-password-value ",
                        "config set requirepass ",
                        "CONFIG SET requirepass ",
                        "CONFIG SET masterauth ",
                        "config set masterauth "),
                sure("set .*", "'([^'\\n]+)'", " secret '"),
                sure(
                        "(?:.*[\\s;\"'`(>])?",
                        "\\S{1,160}\\h*=\\h*(?:(?i:PASSWORD)\\()?[\"']([^\"'\\n]+)",
                        "SET PASSWORD FOR ",
                        "set password for "),
                sure(
                        ".*",
                        "\\h*" + ARGUMENT + ",\\h*" + ARGUMENT + ",\\h*[\"']([^\"'\\n]+)[\"']",
                        "mysqli(",
                        "mysqli_connect(",
                        "new PDO(",
                        "getConnection("),
                sure(
                        ".*",
                        "\\h*[^,\\n]{1,80},\\h*[\"']([^\"'\\n]+)[\"']",
                        "jwt.sign(",
                        "jwt.verify(",
                        "jwt.encode(",
                        "jwt.decode("),
                sure(".*", "\"([^\"\\n]+)\"", "credential-reference clear-text="),
                sure(".*", "([^<\\n]+)", "<keyMaterial>"),
                sure("", "\\h*:\\h*(\\S.*)$", "Key Content"),
                sure(
                        "[+~-]?\\h*[\\w.]*(?i:password|passwd|secret|token|private_key|api_key)\\w*\"?\\h*=\\h*\"[^\"\\n]*",
                        "([^\"\\n]+)\"",
                        "\" -> \""),
                sure("(?:.*[ \\]>])?", "\\w+:(\\S+)" + END, "addauth digest "),
                sure(".*", ":\\h*(\\S{20,160})" + END, "Root Token"),
                sure(".*", " \\d{1,3}:\\h*([A-Za-z0-9+/=]{40,120})" + END, "Unseal Key", "Recovery Key"),
                likely(".*", WORD, "rclone obscure "),
                likely("\"?[^\\s\"]+\"?", WORD + "(?:\\h+\"?(?:\\*|[0-9a-fA-F.:/]+)\"?)?" + END, " pptpd ", " l2tpd "),
                sure("\"[^\"]+\"\\h+\\S*", "\"([^\"\\n]+)\"", "MSCHAPV2 ", "PAP ", "GTC ", "-MD5 "),
                sure("\\[?[\\w.-]+\\]?", "\\h+[^\\s:]+:(\\S.*\\S)\\h*$", ":587", ":465", ":submission", ":smtps"),
                sure(
                        "(?:.*[\\s:\"'=|])?",
                        "([^\\s:\"'{}]{4,160})",
                        "{PLAIN}",
                        "{plain}",
                        "{CLEAR}",
                        "{CLEARTEXT}",
                        "{CRAM-MD5}",
                        "{PLAIN-MD5}",
                        "{DIGEST-MD5}",
                        "{LDAP-MD5}",
                        "{SHA512-CRYPT}",
                        "{SHA256-CRYPT}",
                        "{MD5-CRYPT}",
                        "{BLF-CRYPT}",
                        "{NTLM}",
                        "{LANMAN}",
                        "{ARGON2I}",
                        "{ARGON2ID}"),
                sure("", "\\h*=.*[:^]\\h*([^\\s:^\"\\]]+)\"?\\h*$", "client_send"),
                sure("(?:.*\\s)?(?:I?AuthInfo|authinfo).*", "([^\"\\n]+)\"", "\"P:", "\"P="),
                likely(
                        ".*\\b(?:user|username|login)\\h+\\S{1,64}\\h+(?:there\\h+)?(?:with\\h+|and\\h+)?",
                        "\"?(?!\\S+:|[a-z_]+=[^=\\s]|(?:irreversible-)?(?:cipher|simple) )"
                                + WORD.replace("\\\\?\"", "\"") + "(?=[\\s\"]|$)",
                        "password ",
                        "pass "),
                likely(".*\\b(?:user|username|login)\\h+\\S{1,64}\\h+", "\"([^\"\\n]+)\"", "password ", "pass "),
                sure("(?:.* )?(?:>|>>>|C:|<-|-->|=>)\\h*", "(\\S+)" + END, "PASS "),
                sure(
                        "(?:.* )?[A-Za-z]{0,4}\\d{0,4}",
                        WORD + "\\h" + "(\\S+)" + END,
                        "0 LOGIN ",
                        "1 LOGIN ",
                        "2 LOGIN ",
                        "3 LOGIN ",
                        "4 LOGIN ",
                        "5 LOGIN ",
                        "6 LOGIN ",
                        "7 LOGIN ",
                        "8 LOGIN ",
                        "9 LOGIN "),
                likely(".*", "([A-Za-z0-9+/]{8,}={0,2})" + END, "AUTH PLAIN ", "AUTHENTICATE PLAIN "),
                likely("(?:\\S+> ?)?", "(?!CRAM|DIGEST|XOAUTH|SCRAM|OAUTH)([^\\s\"]{6,})" + END, "AUTH "),
                sure(".*", "(?:[^\"\\n]+\" \")?([^\"\\n]+)\"", "\"AUTH\" \"", "\"auth\" \""),
                sure("(?:.*[ '>:])?", "[^\"\\n]+\" \"([^\"\\n]+)\"", "password \""),
                sure(".*usmUser .*", "\\d+ 0x([0-9a-fA-F]{16,})", "10.1.1.", "10.1.2."),
                sure(".*", "(?:-\\S+ )*\\S+ (\\S+ \\S+ \\d+ \\S+)", "radtest "),
                sure(".*", "[ =]['\"]?[^\\s:'\"]+:([^\\s'\"]+)", "--http-auth", "--proxy-auth", "--basic-auth"),
                sure(
                        "(?:.*\\s)?-{0,2}",
                        "\\h*[=: ]\\h*\"?[^\\s:\"/]+:(?!\\d+[\\s\"]|/)([^\\s\"]+)",
                        "proxy-user",
                        "ETCDCTL_USER",
                        "CURLOPT_USERPWD"),
                likely(".*(?i:passw|passphrase|luks|cryptsetup|kinit|\\bPW\\b|\\bPASS\\b|--stdin).*", WORD, "<<< "),
                sure(ECHO.replace("$", "[\"']?"), "(?:-n )?([^\\s)]+)\\)", "<(echo "),
                sure(".*", "[\"']?echo [\"']?([^\\s\"']+)", "PASSCOMMAND="),
                sure("\\h*(?:login|pap|chap|ms-chap|opap|global|arap|enable)\\h*", WORD, "= cleartext ", "= des "),
                likely("", "\\d{1,3}\\$\\h*=\\h*(\\S+)\\h*$", "$USER"),
                sure("\\h*(?:.*and\\h+)?", "(?![0-9a-fA-F.:/]+;?\\h*$)[A-Za-z][\\w.-]*:" + WORD, "allow "),
                sure(".*", "([A-Za-z0-9+/]{36}==)(?![A-Za-z0-9+/=])", "=AQ", "= AQ", ": AQ", ">AQ"),
                sure(".*", WORD + "(?=;)", "shared-secret "),
                sure(".*secret,\\S*", "([^\\s,]+)", ",data="),
                sure(".*", "sha(?:256|512)\\.\\d+\\.([0-9A-Fa-f]{32,}\\.[0-9A-Fa-f]{32,})", "grub.pbkdf2."),
                sure(".*", "([0-9a-f]{32,}[^\\s\"]*)", " -pbkdf2-", "=-pbkdf2-", "\"-pbkdf2-", "-hashed-"),
                sure(".*", "(?:-\\S+ )*" + "['\"]?([^\\s\"')-][^\\s\"')]*)", "openssl passwd "),
                sure(
                        ".*",
                        "\\S* (?:.* )?[^\\s:/]*/?[^\\s:/]+:([^\\s@]+)@",
                        "impacket-",
                        "psexec.py",
                        "secretsdump.py",
                        "wmiexec.py",
                        "smbexec.py"),
                sure(".*", "[^\\s:,]+:([^\\s,]+)", "proxyauth="),
                sure(".*", "(?:-String )?(?:\"([^\"\\n]+)\"|'([^'\\n]+)')", "ConvertTo-SecureString "),
                likely(
                        "(?:\\h+|[a-z][\\w.@/-]*\\h)(?:[a-z0-9][\\w.@/:-]*\\h){0,9}[a-z-]*",
                        CODED + END,
                        "password ",
                        "secret ",
                        "passphrase ",
                        "pass-phrase "),
                likely(
                        "set (?:system|snmp|security|protocols|access|interfaces|vpn|service|authentication)\\b.*",
                        "(?:\"([^\"\\n]+)\"|([^\\s\"';]{5,}))" + END,
                        "password ",
                        "secret "),
                likely(".*\\h", "encrypted " + CODED + END, "password ", "secret "),
                sure(".*", "([0-9A-F]{6,})" + END, " key 7 ", " key 6 "),
                sure(".*wireless.*", "'([^'\\n]+)'", ".key='"),
                sure(
                        ".*",
                        WORD,
                        "psk ascii ",
                        "psk pass-phrase ",
                        "psk hex ",
                        "auth.password -v ",
                        "auth.password_in -v "),
                sure(".*", "(\\S{8,200}?)%\\^%#", "%^%#"),
                sure("set \\S+", "([A-Za-z0-9+/=]{16,})", " ENC "),
                sure("/snmp ", ".*?\\bname=" + WORD, "community set ", "community add "),
                sure(".*secret-set-value.*", WORD, "--base64 "),
                sure(".*nmcli .*", WORD, ".password ", "-password "),
                sure("(?:SQL> )?", "\\w+/([^\\s@/]+)@", "connect ", "CONNECT ", "conn "),
                sure(".*", "[\"']?[^\\s:@/\"']+:(?!//)([^\\s@\"']+)@", "DATA_SOURCE_NAME="),
                sure(".*", "\\h*=\\h*[\"']?static:[^\\s:]+:([^\\s\"']+)", "password_maps"));
    }

    private static Phrases sure(String before, String after, String... literals) {
        return of(before, after, true, literals);
    }

    private static Phrases likely(String before, String after, String... literals) {
        return of(before, after, false, literals);
    }

    private static Phrases of(String before, String after, boolean sure, String... literals) {
        return new Phrases(
                List.of(literals),
                Pattern.compile(Phrases.INDENT + before),
                Pattern.compile(after, Pattern.MULTILINE),
                sure);
    }
}
