package io.calink.redaction;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of network cards in a text. Their pseudonyms are locally administered and begin with {@code ca:1a}, by which
 * they are known.
 */
final class Cards {
    private static final int LENGTH = 6;
    private static final int MOST = 32;
    private static final int FRAME = 14;
    private static final int MARK = 0xCA1A;

    /** How machines identify themselves to DHCP by a card (RFC 8415, 11.2 and 11.4), perhaps behind more (RFC 4361). */
    private static final Pattern IDENTIFIER =
            Pattern.compile("(..[:-])*00[:-](01[:-]00[:-]01([:-]..){4}|03[:-]00[:-]01)([:-]..){6}");

    private Cards() {}

    /** The address that begins at a place, where a word begins. */
    static @Nullable Mask at(View view, int i, Pseudonyms pseudonyms) {
        if (!NameFinder.hex(view.at(i + 1)) && !view.has(i, "wlx")) {
            return view.has(i, "enx") ? interfaceName(view, i, pseudonyms) : null;
        }
        int separator = view.at(i + 2);
        if (separator == ':' || separator == '-') {
            return separated(view, i, separator, pseudonyms);
        }
        if (view.at(i + 4) == '.' && view.at(i + 9) == '.') {
            return dotted(view, i, pseudonyms);
        }
        return view.has(i, "wlx") ? interfaceName(view, i, pseudonyms) : null;
    }

    private static @Nullable Mask separated(View view, int i, int separator, Pseudonyms pseudonyms) {
        int groups = 1;
        while (groups < MOST && view.at(i + groups * 3 - 1) == separator && pair(view, i + groups * 3)) {
            groups++;
        }
        int to = i + groups * 3 - 1;
        boolean inside = view.at(i - 1) == separator && pair(view, i - 3) && !PseudonymStream.word(view.at(i - 4));
        boolean goesOn = PseudonymStream.word(view.at(to))
                || (view.at(to) == separator && separator == ':' && NameFinder.hex(view.at(to + 1)));
        if (groups < LENGTH || !pair(view, i) || inside || goesOn) {
            return null;
        }
        String text = view.text(i, to);
        if (groups == LENGTH && !(separator == '-' && date(text))) {
            return mask(i, to, text, "", moved(text, separator, pseudonyms));
        }
        if (groups == LENGTH + 1 || IDENTIFIER.matcher(text).matches()) { // behind the type of the card, and more
            int card = text.length() - LENGTH * 3 + 1;
            return mask(i, to, text, text.substring(0, card), moved(text.substring(card), separator, pseudonyms));
        }
        if (groups == FRAME && separator == ':') { // both ends of a frame, and its type, as the kernel logs them
            String both = moved(text.substring(0, 17), separator, pseudonyms) + ":"
                    + moved(text.substring(18, 35), separator, pseudonyms) + text.substring(35);
            return mask(i, to, text, "", both);
        }
        return groups > LENGTH ? Mask.stays(i, to, Settings.Pseudonym.MAC) : null;
    }

    private static Mask mask(int from, int to, String text, String before, String moved) {
        String whole = before + moved;
        return new Mask(from, to, whole.equals(text) ? null : whole, Settings.Pseudonym.MAC);
    }

    private static boolean pair(View view, int i) {
        return NameFinder.hex(view.at(i)) && NameFinder.hex(view.at(i + 1)) && !NameFinder.hex(view.at(i + 2));
    }

    /** Year, month, day, hour, minute and second look like this too. */
    private static boolean date(String text) {
        return text.matches(
                "[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])-([01][0-9]|2[0-3])-[0-5][0-9]-[0-5][0-9]");
    }

    private static @Nullable Mask dotted(View view, int i, Pseudonyms pseudonyms) {
        int to = i + 14;
        String text = view.text(i, to);
        boolean bounded = view.at(i - 1) != '.'
                && !PseudonymStream.word(view.at(to))
                && !(view.at(to) == '.' && Chars.alphanumeric(view.at(to + 1)));
        if (!bounded || !text.matches("[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}") || text.matches("[0-9.]+")) {
            return null;
        }
        String moved = moved(text, '.', pseudonyms);
        return mask(i, to, text, "", moved);
    }

    /** A name that udev has made of an address, such as {@code enx001122334455}. */
    private static @Nullable Mask interfaceName(View view, int i, Pseudonyms pseudonyms) {
        int to = i + 15;
        String text = view.text(i + 3, to);
        if (PseudonymStream.word(view.at(to)) || !text.matches("[0-9a-f]{12}")) {
            return null;
        }
        return mask(i, to, view.text(i, to), view.text(i, i + 3), moved(text, 0, pseudonyms));
    }

    /** The pseudonym in the form of the original. */
    private static String moved(String text, int separator, Pseudonyms pseudonyms) {
        String digits = text.replaceAll("[^0-9a-fA-F]", "");
        byte[] address = HexFormat.of().parseHex(digits);
        boolean own = (((address[0] & 0xFF) << 8) | (address[1] & 0xFF)) == MARK;
        boolean group = (address[0] & 1) != 0; // broadcast is one
        if (own || group || digits.matches("0+")) {
            return text;
        }
        String plain = HexFormat.ofDelimiter(":").formatHex(address);
        String pseudonym = pseudonyms.made(
                "mac ",
                plain,
                () -> String.format("%02x:%02x:", MARK >> 8, MARK & 0xFF)
                        + HexFormat.ofDelimiter(":").formatHex(pseudonyms.card(address)));
        String form = form(pseudonym, separator);
        return digits.equals(digits.toLowerCase(Locale.ROOT)) ? form : form.toUpperCase(Locale.ROOT);
    }

    private static String form(String pseudonym, int separator) {
        String digits = pseudonym.replace(":", "");
        return switch (separator) {
            case ':' -> pseudonym;
            case '-' -> pseudonym.replace(':', '-');
            case '.' -> digits.substring(0, 4) + "." + digits.substring(4, 8) + "." + digits.substring(8);
            default -> digits;
        };
    }
}
