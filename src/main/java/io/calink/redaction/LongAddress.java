package io.calink.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of machines in a text, as version 6 of the protocol has them. Their pseudonyms lie in 3fff::/20, which is for
 * documents, and are known by that; those of one link stay there, with a mark.
 */
final class LongAddress {
    private static final int GROUPS = 8;
    private static final int FIXED = 20;
    private static final int MARK = 0x3FFF;
    private static final int NONE = -1;

    private LongAddress() {}

    /** What is written: its numbers, and where a row of zeros is left out, or -1. */
    private record Written(int to, List<String> groups, int gap) {
        boolean isWhole() {
            return gap == NONE && groups.stream().allMatch(group -> group.length() == 4);
        }

        /** Not a time, a name in a program, a fingerprint or the address of a card. */
        boolean isAddress(boolean inside) {
            if (gap == NONE) {
                return !inside && groups.size() == GROUPS && groups.get(0).length() >= 3;
            }
            if (groups.size() >= GROUPS) {
                return false;
            }
            String all = String.join("", groups);
            boolean digits = all.chars().anyMatch(Chars::digit);
            return gap == 0
                    ? groups.size() == 3 && groups.get(0).equalsIgnoreCase("ffff")
                    : digits && (groups.get(0).length() >= 3 || groups.get(0).equals("64"));
        }

        byte[] value() {
            byte[] value = new byte[2 * GROUPS];
            for (int i = 0; i < groups.size(); i++) {
                int place = gap == NONE || i < gap ? i : GROUPS - groups.size() + i;
                int number = Integer.parseInt(groups.get(i), 16);
                value[2 * place] = (byte) (number >> 8);
                value[2 * place + 1] = (byte) number;
            }
            return value;
        }
    }

    /** The address that begins at a place, where a word begins. */
    static @Nullable Mask at(View view, int i, Pseudonyms pseudonyms) {
        int first = i;
        while (first - i < 5 && NameFinder.hex(view.at(first))) {
            first++;
        }
        if (view.at(first) != ':') {
            return null; // as most words
        }
        boolean colon = view.at(i - 1) == ':';
        boolean leading = colon && view.at(i - 2) == ':' && !NameFinder.hex(view.at(i - 3)) && view.at(i - 3) != ':';
        int from = leading ? i - 2 : i;
        Written written = view.at(i - 1) == '.' ? null : read(view, from);
        if (written == null || !written.isAddress(colon && !leading && groupBefore(view, i - 1))) {
            return null;
        }
        byte[] address = written.value();
        if (leading) {
            byte[] last = Arrays.copyOfRange(address, 12, 16);
            return ShortAddress.stays(last)
                    ? Mask.stays(from, written.to(), Settings.Pseudonym.IP)
                    : new Mask(from, written.to(), mapped(last, pseudonyms), Settings.Pseudonym.IP);
        }
        if (stays(address)) {
            return Mask.stays(from, written.to(), Settings.Pseudonym.IP);
        }
        return mask(view, from, written, address, pseudonyms);
    }

    private static Mask mask(View view, int from, Written written, byte[] address, Pseudonyms pseudonyms) {
        String moved = moved(address, pseudonyms);
        int bits = number(view, written.to(), 128);
        boolean network = bits != NONE && Arrays.equals(ShortAddress.cut(address.clone(), bits), address);
        boolean capitals = !view.text(from, written.to()).equals(Chars.lowerCase(view.text(from, written.to())));
        if (network) {
            moved = pseudonyms.made(
                    "net ",
                    shortest(address) + "/" + bits,
                    () -> shortest(ShortAddress.cut(movedValue(address, pseudonyms), bits)) + "/" + bits);
        } else if (written.isWhole()) {
            moved = whole(movedValue(address, pseudonyms));
        }
        int to = network ? written.to() + 1 + String.valueOf(bits).length() : written.to();
        return new Mask(from, to, capitals ? moved.toUpperCase(Locale.ROOT) : moved, Settings.Pseudonym.IP);
    }

    private static String mapped(byte[] last, Pseudonyms pseudonyms) {
        byte[] moved = ShortAddress.value(ShortAddress.moved(last, pseudonyms));
        return String.format(
                "::ffff:%x:%x",
                ((moved[0] & 0xFF) << 8) | (moved[1] & 0xFF), ((moved[2] & 0xFF) << 8) | (moved[3] & 0xFF));
    }

    private static @Nullable Written read(View view, int from) {
        List<String> groups = new ArrayList<>(GROUPS);
        int gap = view.at(from) == ':' ? 0 : NONE;
        int i = gap == 0 ? from + 2 : from;
        int begin = i;
        while (groups.size() < GROUPS && NameFinder.hex(view.at(i))) {
            begin = i;
            i = groupEnd(view, begin);
            if (i == NONE) {
                if (groups.isEmpty() || gap == groups.size()) {
                    return null;
                }
                i = begin - 1; // what stands behind the address is a port of five digits, or a word
                break;
            }
            groups.add(view.text(begin, i));
            if (view.at(i) != ':' || groups.size() == GROUPS) {
                break;
            }
            if (view.at(i + 1) == ':' && gap == NONE) {
                gap = groups.size();
                i += 2;
            } else if (NameFinder.hex(view.at(i + 1))) {
                i++;
            } else {
                break;
            }
        }
        int c = view.at(i);
        boolean goesOn = PseudonymStream.word(c) || c == '_' || (groups.size() == GROUPS && groupFollows(view, i));
        boolean mixed = c == '.' && ShortAddress.end(view, begin) != NONE;
        return goesOn || mixed || groups.isEmpty() || (groups.size() < 2 && gap == NONE)
                ? null
                : new Written(i, groups, gap);
    }

    /** A group, and not the end of a word as in {@code src:}. */
    private static boolean groupBefore(View view, int colon) {
        int i = colon;
        while (NameFinder.hex(view.at(i - 1)) && colon - i < 4) {
            i--;
        }
        return i < colon && !PseudonymStream.word(view.at(i - 1));
    }

    /** {@return where a group ends, or -1 if this is none} */
    private static int groupEnd(View view, int from) {
        int i = from;
        while (NameFinder.hex(view.at(i)) && i - from < 5) {
            i++;
        }
        return i - from > 4 || PseudonymStream.word(view.at(i)) || view.at(i) == '_' ? NONE : i;
    }

    /** One group more than an address has, which is no port: this is a row of something else. */
    private static boolean groupFollows(View view, int colon) {
        int end = view.at(colon) == ':' && NameFinder.hex(view.at(colon + 1)) ? groupEnd(view, colon + 1) : NONE;
        boolean digits = view.text(colon + 1, end).chars().allMatch(Chars::digit);
        return end != NONE && (!digits || (view.at(end) == ':' && NameFinder.hex(view.at(end + 1))));
    }

    /** {@return the number that stands behind a slash at a place, or -1} */
    static int number(View view, int slash, int most) {
        int i = slash + 1;
        int number = 0;
        while (view.at(slash) == '/' && Chars.digit(view.at(i)) && i - slash < 4) {
            number = number * 10 + view.at(i) - '0';
            i++;
        }
        boolean number0 = view.at(slash + 1) == '0' && i > slash + 2;
        boolean ends = !PseudonymStream.word(view.at(i))
                && !(view.at(i) == '.' && Chars.digit(view.at(i + 1)))
                && view.at(i) != '/';
        return i > slash + 1 && !number0 && ends && number <= most ? number : NONE;
    }

    private static boolean isLinkLocal(byte[] address) {
        return (address[0] & 0xFF) == 0xFE && (address[1] & 0xC0) == 0x80;
    }

    private static boolean stays(byte[] address) {
        int first = group(address, 0);
        boolean pseudonym = isLinkLocal(address)
                ? group(address, 3) == MARK || isZero(address, 2)
                : first == MARK && (address[2] & 0xF0) == 0;
        return pseudonym || (first >> 8) == 0xFF || isZero(Arrays.copyOf(address, 15), 0);
    }

    private static boolean isZero(byte[] address, int from) {
        for (int i = from; i < address.length; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int group(byte[] address, int i) {
        return ((address[2 * i] & 0xFF) << 8) | (address[2 * i + 1] & 0xFF);
    }

    private static String moved(byte[] address, Pseudonyms pseudonyms) {
        return pseudonyms.made("ip ", shortest(address), () -> shortest(made(address, pseudonyms)));
    }

    private static byte[] movedValue(byte[] address, Pseudonyms pseudonyms) {
        moved(address, pseudonyms); // so that it can be told what it stands for
        return made(address, pseudonyms);
    }

    private static byte[] made(byte[] address, Pseudonyms pseudonyms) {
        boolean linkLocal = isLinkLocal(address);
        byte[] moved = pseudonyms.subnet(address, linkLocal ? 64 : FIXED);
        moved[linkLocal ? 6 : 0] = (byte) (MARK >> 8);
        moved[linkLocal ? 7 : 1] = (byte) MARK;
        if (linkLocal) {
            moved[0] = address[0];
            moved[1] = address[1];
        }
        return moved;
    }

    private static String whole(byte[] address) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            text.append(i == 0 ? "" : ":").append(String.format("%04x", group(address, i)));
        }
        return text.toString();
    }

    /** As RFC 5952 writes it. */
    static String shortest(byte[] address) {
        int best = NONE;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && group(address, i + length) == 0) {
                length++;
            }
            if (length > longest) {
                best = i;
                longest = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == best) {
                text.append("::");
                i += longest - 1;
            } else {
                boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(address, i)));
            }
        }
        return text.toString();
    }
}
