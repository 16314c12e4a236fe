package io.calink.redaction;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of machines in a text, as version 4 of the protocol has them, told from versions of programs by what stands
 * around them. Their pseudonyms lie in 240.0.0.0/4, where nobody has an address, and are known by that.
 */
final class ShortAddress {
    private static final int FIXED = 4;
    private static final int NONE = -1;

    private static final Set<String> VERSIONS = Chars.words("v ver vers version versions rev revision build firmware");
    private static final Set<String> ASSIGNED = Chars.words("release");

    /** What a version goes on with behind a hyphen. */
    private static final Set<String> SUFFIXES = Chars.words(
            "rc alpha beta a b snapshot release final ga dev devel pre p r"
                    + " git generic cloud virtual amd x arm i noarch all el fc deb bpo ubuntu linux win sp patch build nightly jre jdk");

    /** Ends of names of files that have a version in their names. */
    private static final Set<String> FILES = Chars.words(
            "tar tgz zip jar war ear deb rpm apk whl iso img dll exe so x noarch amd arm el fc debug dylib");

    /** A program and its version: neither a host and its address, nor a protocol, nor a port such as {@code Gi0/1}. */
    private static final Pattern PRODUCT =
            Pattern.compile("[A-Z][A-Za-z]*[a-z][A-Za-z]*/(?![0-9]{1,3}([.][0-9]{1,3}){3}$)[0-9]+([.][0-9]+)+");

    /** A name that is no abbreviation of a host, and numbers that hardly any address has, but most versions have. */
    private static final Pattern LOW = Pattern.compile("[A-Z][A-Za-z]*[a-z][A-Za-z]*/[0-9]([.][0-9]{1,2}){3}");

    private static final int LONGEST_AGENT = 512;

    private ShortAddress() {}

    /** The address that begins at a place, where a word begins. */
    static @Nullable Mask at(View view, int i, Pseudonyms pseudonyms) {
        int to = end(view, i);
        if (to == NONE || versionBefore(view, i, to) || versionAfter(view, i, to)) {
            return null;
        }
        byte[] address = value(view.text(i, to));
        if (view.has(to, ".in-addr.arpa")) {
            byte[] turned = turned(address);
            return stays(turned)
                    ? Mask.stays(i, to, Settings.Pseudonym.IP)
                    : new Mask(i, to, text(turned(value(moved(turned, pseudonyms)))), Settings.Pseudonym.IP);
        }
        if (stays(address)) {
            return Mask.stays(i, to, Settings.Pseudonym.IP);
        }
        int bits = bits(view, to, address);
        if (bits == NONE) {
            return new Mask(i, to, moved(address, pseudonyms), Settings.Pseudonym.IP);
        }
        String network = text(address) + "/" + bits;
        String pseudonym =
                pseudonyms.made("net ", network, () -> text(cut(value(moved(address, pseudonyms)), bits)) + "/" + bits);
        return new Mask(i, to + 1 + String.valueOf(bits).length(), pseudonym, Settings.Pseudonym.IP);
    }

    private static byte[] turned(byte[] address) {
        return new byte[] {address[3], address[2], address[1], address[0]};
    }

    /** The address in the form of four numbers. */
    static String moved(byte[] address, Pseudonyms pseudonyms) {
        return pseudonyms.made("ip ", text(address), () -> {
            byte[] moved = pseudonyms.subnet(address, FIXED);
            moved[0] = (byte) (moved[0] | 0xF0);
            return text(moved);
        });
    }

    /** Addresses that are the same everywhere, masks, and what is a pseudonym already. */
    static boolean stays(byte[] address) {
        int first = address[0] & 0xFF;
        int value = (first << 24) | ((address[1] & 0xFF) << 16) | ((address[2] & 0xFF) << 8) | (address[3] & 0xFF);
        boolean mask = (~value & (~value + 1)) == 0 || (value & (value + 1)) == 0;
        boolean linkLocal = first == 169 && (address[1] & 0xFF) == 254;
        return first == 0 || first == 127 || first >= 224 || linkLocal || mask;
    }

    /** {@return where four numbers end, or -1} */
    static int end(View view, int from) {
        int i = from;
        for (int part = 0; part < 4; part++) {
            int begin = i;
            int number = 0;
            while (Chars.digit(view.at(i)) && i - begin < 4) {
                number = number * 10 + view.at(i) - '0';
                i++;
            }
            if (i == begin || number > 255 || (i - begin > 1 && view.at(begin) == '0')) {
                return NONE;
            }
            if (part < 3 && view.at(i++) != '.') {
                return NONE;
            }
        }
        return i;
    }

    static byte[] value(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    static String text(byte[] address) {
        return (address[0] & 0xFF) + "." + (address[1] & 0xFF) + "." + (address[2] & 0xFF) + "." + (address[3] & 0xFF);
    }

    /** {@return how many bits the network that is written here has, or -1 if it is no network} */
    private static int bits(View view, int to, byte[] address) {
        int bits = LongAddress.number(view, to, 32);
        return bits != NONE && java.util.Arrays.equals(cut(address.clone(), bits), address) ? bits : NONE;
    }

    /** Sets the bits of the host to zero. */
    static byte[] cut(byte[] address, int bits) {
        for (int i = 0; i < address.length; i++) {
            int kept = Math.max(0, Math.min(8, bits - i * 8));
            address[i] = (byte) (address[i] & (0xFF << (8 - kept)));
        }
        return address;
    }

    private static boolean versionBefore(View view, int from, int to) {
        int c = view.at(from - 1);
        if (c == '.' || c == '_' || c == '+' || c == '~') {
            return true;
        }
        if (c == '-') {
            return !rangeBefore(view, from);
        }
        int i = from - 1;
        boolean assigned = false;
        while (i > from - 5
                && (Chars.blank(view.at(i)) || Chars.quote(view.at(i)) || "=:([>\\/".indexOf(view.at(i)) >= 0)) {
            assigned |= view.at(i) == '=' || view.at(i) == ':';
            i--;
        }
        int end = i + 1;
        while (end - i < 40 && (Chars.word(view.at(i)) || view.at(i) == '-')) {
            i--;
        }
        String named = view.text(i + 1, end);
        if (end == from - 1 && c == '/' && product(view, named, i, to)) {
            return true;
        }
        int letters = named.length();
        while (letters > 0 && Chars.letter(named.charAt(letters - 1))) {
            letters--;
        }
        String word = Chars.lowerCase(named.substring(letters));
        return VERSIONS.contains(word) || word.endsWith("version") || (assigned && ASSIGNED.contains(word));
    }

    /** {@code Chrome/120.0.0.0}, {@code MyApp/1.2.3.4}, and not {@code name.of.host/10.0.0.1:80} or {@code DB01/1.2.3.4}. */
    private static boolean product(View view, String named, int before, int to) {
        boolean port = view.at(to) == ':' && Chars.digit(view.at(to + 1));
        return !named.isEmpty()
                && Chars.upper(named.charAt(0))
                && view.at(before) != '/'
                && view.at(before) != '.'
                && !port
                && (view.hasExactly(to - 6, ".0.0.0")
                        || LOW.matcher(view.text(before + 1, to)).matches()
                        || agent(view, before, to));
    }

    /** What a host could be called too is a program where another stands beside it, as programs tell who they are. */
    private static boolean agent(View view, int before, int to) {
        int start = before;
        while (before - start < LONGEST_AGENT && !Chars.lineEnd(view.at(start)) && !Chars.quote(view.at(start))) {
            start--;
        }
        int word = before;
        while (named(view.at(word - 1))) {
            word--;
        }
        int end = to + 1;
        while (named(view.at(end))) {
            end++;
        }
        return view.text(start + 1, before).contains("Mozilla/")
                || (parts(view.at(before))
                        && PRODUCT.matcher(view.text(word, before)).matches())
                || (parts(view.at(to))
                        && PRODUCT.matcher(view.text(to + 1, end)).matches());
    }

    private static boolean named(int c) {
        return Chars.key(c) || c == '/';
    }

    private static boolean parts(int c) {
        return Chars.blank(c) || c == '+';
    }

    private static boolean rangeBefore(View view, int from) {
        int i = from - 1;
        while (from - i < 18 && (Chars.digit(view.at(i - 1)) || view.at(i - 1) == '.')) {
            i--;
        }
        return end(view, i) == from - 1 && !Chars.word(view.at(i - 1)) && view.at(i - 1) != '-';
    }

    private static boolean versionAfter(View view, int from, int to) {
        int c = view.at(to);
        int next = view.at(to + 1);
        if (PseudonymStream.word(c) || c == '+' || c == '~') {
            return true;
        }
        if (c == '_') {
            return Chars.letter(next);
        }
        if (c == '.') {
            return Chars.digit(next) || FILES.contains(letters(view, to + 1));
        }
        if (c != '-' || end(view, to + 1) != NONE) {
            return false;
        }
        return Chars.digit(next)
                ? !shortRange(view, from, to)
                : Chars.letter(next) && SUFFIXES.contains(letters(view, to + 1));
    }

    private static String letters(View view, int from) {
        int i = from;
        while (i - from < 16 && Chars.letter(view.at(i))) {
            i++;
        }
        return Chars.lowerCase(view.text(from, i));
    }

    /** {@code 10.0.0.1-50}: a number that comes later than the last one, and nothing joined to it. */
    private static boolean shortRange(View view, int from, int to) {
        int i = to + 1;
        int number = 0;
        while (Chars.digit(view.at(i)) && i - to < 5) {
            number = number * 10 + view.at(i) - '0';
            i++;
        }
        int c = view.at(i);
        boolean joined = PseudonymStream.word(c) || c == '~' || c == '+' || c == '-' || c == '_';
        boolean dotted = c == '.' && Chars.alphanumeric(view.at(i + 1));
        return !joined && !dotted && number <= 255 && number > (value(view.text(from, to))[3] & 0xFF);
    }
}
