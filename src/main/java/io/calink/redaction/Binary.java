package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a file is, as far as redaction goes. */
public enum Binary {
    /** Text, also with NULs in it, also UTF-16: it is redacted. */
    TEXT,
    /** A binary format that is known to hold no secrets (wtmp, the journal, ...): taken, and listed as not redacted. */
    KNOWN,
    /** Any other binary format: skipped, unless it is allowed. */
    FOREIGN,
    /** Compressed: redacted inside. */
    GZIP,
    /** Compressed: redacted inside. */
    XZ,
    /** Compressed: redacted inside. */
    ZSTD,
    /** Compressed: redacted inside. */
    BZIP2;

    /** How many bytes of a file's beginning are worth having. */
    public static final int HEAD = 4096;

    private static final Pattern LOGINS = Pattern.compile("(wtmp|btmp|utmp|lastlog|faillog|tallylog|wtmpdb)([.-].*)?");
    private static final Pattern STATISTICS = Pattern.compile("sa[0-9]{2}([0-9]{6})?|pacct([.-].*)?|atop_[0-9]{8}");
    private static final String JOURNAL = "LPKSHHRH";

    /** First bytes of formats that are no text, although some of them begin with letters. */
    private static final String[] MAGIC = {
        "PK\3\4",
        "PK\5\6",
        "SQLite format 3",
        "JAVA PROFILE",
        "\177ELF",
        "\376\355\376\355",
        "\316\316\316\316",
        "\324\303\262\241",
        "\241\262\303\324",
        "\115\074\262\241",
        "\241\262\074\115",
        "\012\015\015\012",
        "7z\274\257",
        "Rar!",
        "%PDF-",
        "\211PNG",
        "\377\330\377",
        "GIF8",
        "\312\376\272\276",
        "age-encryption.org/",
        "!<arch>",
        "\355\253\356\333",
        "core\0",
        "KDUMP",
        "\201\0\0\0\0",
        "\3\331\242\232",
        "BZ0"
    };

    /**
     * Tells what a file is, by its first bytes and its name.
     *
     * @param head its first bytes, {@link #HEAD} of them if there are as many
     * @param name its name or path
     */
    public static Binary of(byte[] head, String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (begins(head, "\37\213")) {
            return GZIP;
        }
        if (begins(head, "\3757zXZ\0")) {
            return XZ;
        }
        if (begins(head, "\50\265\57\375")) {
            return ZSTD;
        }
        if (begins(head, "BZh") && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
            return BZIP2;
        }
        if (begins(head, JOURNAL)) {
            return KNOWN;
        }
        for (String magic : MAGIC) {
            if (begins(head, magic)) {
                return FOREIGN;
            }
        }
        boolean tar = head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        if (tar || file.endsWith(".p12") || file.endsWith(".pfx") || file.endsWith(".jks")) {
            return tar || !text(head) ? FOREIGN : TEXT;
        }
        boolean named =
                LOGINS.matcher(file).matches() || STATISTICS.matcher(file).matches();
        return named && hasZero(head) ? KNOWN : text(head) ? TEXT : FOREIGN;
    }

    /** {@return whether this is text that has been compressed} */
    public boolean compressed() {
        return this == GZIP || this == XZ || this == ZSTD || this == BZIP2;
    }

    private static boolean begins(byte[] head, String magic) {
        return head.length >= magic.length()
                && new String(head, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    private static boolean hasZero(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** A log that was cut off under its writer begins with zeros, and is text: what counts is what else is there. */
    private static boolean text(byte[] head) {
        if (Wide.order(head, Math.min(head.length, 32)) != null) {
            return true;
        }
        int seen = 0;
        int control = 0;
        int high = 0;
        for (byte b : head) {
            int c = b & 0xFF;
            seen += c == 0 ? 0 : 1;
            control += (c != 0 && c < ' ' && !(c >= '\b' && c <= '\r') && c != 0x1B) || c == 0x7F ? 1 : 0;
            high += c >= 0x80 ? 1 : 0;
        }
        String utf8 = new String(head, StandardCharsets.UTF_8);
        // the last character may be cut in two
        long broken = Math.max(0, utf8.chars().filter(c -> c == '\uFFFD').count() - 2);
        boolean letters = broken * 20 <= head.length || high * 3 <= seen;
        return control * 20 <= seen && letters;
    }
}
