package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Secrets that are known by their form: web tokens, hashes of passwords, blocks in PEM, signatures in addresses. */
final class Shapes {
    private static final BitSet JWT = Chars.set("A-Za-z0-9_-");
    private static final BitSet DOTTED = Chars.set("A-Za-z0-9_.=-");
    private static final BitSet HASH = Chars.set("A-Za-z0-9./$+=,_-");
    private static final BitSet BASE64 = Chars.set("A-Za-z0-9+/=");
    private static final BitSet UNPADDED = Chars.set("A-Za-z0-9+/");
    private static final BitSet SIGNATURE = Chars.set("A-Za-z0-9%+/=_-");
    private static final BitSet AZURE = Chars.set("A-Za-z0-9_~.-");
    private static final BitSet HEX = Chars.set("A-Fa-f0-9");

    /** Enough of a block in PEM for the longest name, {@code -----BEGIN ENCRYPTED PRIVATE KEY-----}; whole groups of four. */
    private static final int ENCODED_NAME = 56;

    private Shapes() {}

    private static int run(View view, int from, BitSet set) {
        int i = from;
        while (i < view.to() && i - from < View.AHEAD && set.get(view.at(i))) {
            i++;
        }
        return i;
    }

    /** {@code eyJ...}, a header of JSON in base64, then a dot and at least one more part. */
    static @Nullable Finding jwt(View view, int hit, int length, Memory memory) {
        if (Chars.word(view.at(hit - 1)) && !Tokens.escaped(view, hit)) {
            return null;
        }
        int header = run(view, hit, JWT);
        if (header - hit < 10) {
            return null;
        }
        int payload = view.at(header) == '.' ? run(view, header + 1, JWT) : header;
        int rest = view.at(header) == '.' ? run(view, header, DOTTED) : header;
        boolean whole = payload - header > 10 || rest - header > 40;
        boolean longHeader = header - hit >= View.AHEAD - 8;
        return whole || longHeader ? Finding.of("jwt", hit, payload, Tails.run(DOTTED)) : null;
    }

    /** {@code $6$salt$hash} and its relatives. */
    static @Nullable Finding crypt(View view, int hit, int length, Memory memory) {
        int end = Math.min(run(view, hit, HASH), hit + 320);
        while (end > hit && (view.at(end - 1) == '.' || view.at(end - 1) == ',') && view.at(end) <= ' ') {
            end--;
        }
        int fields = 0;
        for (int i = hit; i < end; i++) {
            fields += view.at(i) == '$' ? 1 : 0;
        }
        return end - hit >= 20 && fields >= 2 ? Finding.of("password-hash", hit, end) : null;
    }

    /** {@code {SSHA}...} of LDAP and htpasswd. */
    static @Nullable Finding ldapHash(View view, int hit, int length, Memory memory) {
        int from = hit + length;
        while (view.at(from - 1) != '}' && (Chars.key(view.at(from)) || view.at(from) == '}') && from - hit < 24) {
            from++;
        }
        int end = run(view, from, HASH);
        return end - from >= 12 && view.at(from - 1) == '}' ? Finding.of("password-hash", hit, end) : null;
    }

    /** Hashes that Django and PostgreSQL write: the literal, then what a hash is made of. */
    static @Nullable Finding namedHash(View view, int hit, int length, Memory memory) {
        int end = run(view, hit + length, Chars.set("A-Za-z0-9./$+=:"));
        return end - hit - length >= 20 && !Chars.word(view.at(hit - 1)) ? Finding.of("password-hash", hit, end) : null;
    }

    /** A block in PEM whose name says that it is private; from its first line to its last. */
    static @Nullable Finding pem(View view, int hit, int length, Memory memory) {
        int end = hit + length;
        while (end - hit < 100 && (Chars.alphanumeric(view.at(end)) || view.at(end) == ' ')) {
            end++;
        }
        String name = view.text(hit + length, end);
        boolean closed =
                view.hasExactly(end, "-----") || view.hasExactly(end, " -----") || view.hasExactly(end - 1, " ----");
        boolean secret = name.contains("PRIVATE KEY") || name.startsWith("OpenVPN Static key");
        return closed && secret ? Finding.of("private-key", hit, end + 5, PemTail.tail()) : null;
    }

    /** The same block in base64, as a Secret of Kubernetes holds it: what begins it says by its name that it is private. */
    static @Nullable Finding pemInBase64(View view, int hit, int length, Memory memory) {
        if (Chars.alphanumeric(view.at(hit - 1)) || run(view, hit, UNPADDED) - hit < ENCODED_NAME) {
            return null;
        }
        byte[] name = Base64.getDecoder().decode(view.text(hit, hit + ENCODED_NAME));
        return new String(name, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY")
                ? Finding.of("private-key", hit, hit + length, Tails.run(BASE64))
                : null;
    }

    /** The private part of a key that PuTTY or ssh.com has written. */
    static @Nullable Finding putty(View view, int hit, int length, Memory memory) {
        int line = view.lineEnd(hit);
        return line > hit + length && Chars.digit(view.at(view.skipBlanks(hit + length)))
                ? Finding.of("private-key", line, line, Tails.run(Chars.set("A-Za-z0-9+/= \r\n")))
                : null;
    }

    /** {@code sig=}, {@code X-Amz-Signature=}: what makes an address a secret. */
    static @Nullable Finding signature(View view, int hit, int length, Memory memory) {
        int before = view.at(hit - 1);
        if (before != '&' && before != '?' && before != ';' && view.at(hit) != 'X') {
            return null;
        }
        int end = run(view, hit + length, SIGNATURE);
        return end - hit - length >= 20 ? Finding.of("signature", hit + length, end) : null;
    }

    /** A client secret of Azure: three letters, a digit, {@code Q~}, and more letters. */
    static @Nullable Finding azure(View view, int hit, int length, Memory memory) {
        int start = hit - 3;
        for (int i = start; i < hit; i++) {
            if (view.at(i) < 0 || !AZURE.get(view.at(i))) {
                return null;
            }
        }
        int end = run(view, hit + length, AZURE);
        boolean sized = end - hit - length >= 31 && end - hit - length <= 37;
        return sized && !Chars.word(view.at(start - 1)) ? Finding.of("azure", start, end) : null;
    }

    /** A token of a bot of Telegram: digits, {@code :AA}, and 33 letters. */
    static @Nullable Finding telegram(View view, int hit, int length, Memory memory) {
        int start = hit;
        while (Chars.digit(view.at(start - 1)) && hit - start < 16) {
            start--;
        }
        int end = run(view, hit + length, JWT);
        int count = end - hit - length;
        return hit - start >= 7 && count >= 32 && count <= 36 ? Finding.of("telegram", start, end) : null;
    }

    /** A token of Terraform Cloud: 14 letters, {@code .atlasv1.}, and more. */
    static @Nullable Finding terraform(View view, int hit, int length, Memory memory) {
        int start = hit;
        while (Chars.alphanumeric(view.at(start - 1)) && hit - start < 20) {
            start--;
        }
        int end = run(view, hit + length, Chars.set("A-Za-z0-9_=-"));
        return hit - start == 14 && end - hit - length >= 50 ? Finding.of("terraform", start, end) : null;
    }

    /** An entry of smbpasswd: two hashes of 32 digits before the flags. */
    static @Nullable Finding samba(View view, int hit, int length, Memory memory) {
        int start = hit;
        while ((view.at(start - 1) == ':'
                        || (view.at(start - 1) >= 0 && HEX.get(view.at(start - 1)))
                        || view.at(start - 1) == 'X')
                && hit - start < 65) {
            start--;
        }
        return hit - start >= 65 - 1 ? Finding.of("password-hash", start, hit) : null;
    }

    /** {@code user:500:HASH:HASH:::}, as tools that read the accounts of Windows print it. */
    static @Nullable Finding windows(View view, int hit, int length, Memory memory) {
        int start = hit - 65;
        for (int i = start; i < hit; i++) {
            int c = view.at(i);
            if (i == hit - 33 ? c != ':' : c < 0 || !HEX.get(c)) {
                return null;
            }
        }
        return view.at(start - 1) == ':' ? Finding.of("password-hash", start, hit) : null;
    }

    /** A key of Mailchimp: 32 digits, {@code -us}, and the number of a data centre. */
    static @Nullable Finding mailchimp(View view, int hit, int length, Memory memory) {
        int start = hit;
        while (hit - start < 33 && HEX.get(Math.max(view.at(start - 1), 0))) {
            start--;
        }
        int end = Chars.digit(view.at(hit + length)) ? hit + length + 1 : hit + length;
        return hit - start == 32 && !Chars.word(view.at(start - 1)) && !Chars.word(view.at(end))
                ? Finding.of("mailchimp", start, end)
                : null;
    }

    /** {@code md5} and 32 digits, as PostgreSQL keeps a password. */
    static @Nullable Finding postgres(View view, int hit, int length, Memory memory) {
        int end = run(view, hit + length, HEX);
        return end - hit - length == 32 && !Chars.word(view.at(hit - 1)) && !Chars.word(view.at(end))
                ? Finding.of("password-hash", hit, end)
                : null;
    }

    /** The second field of a line of shadow that has a hash of the old kind. */
    static @Nullable Finding shadow(View view, int hit, int length, Memory memory) {
        int line = view.lineStart(hit);
        int from = line;
        while (from < hit && view.at(from) != ':') {
            from++;
        }
        int to = from + 1;
        while ((to < hit && BASE64.get(view.at(to))) || view.at(to) == '.') {
            to++;
        }
        return to - from == 14 && view.at(to) == ':' ? Finding.of("password-hash", from + 1, to) : null;
    }
}
