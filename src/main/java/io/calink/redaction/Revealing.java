package io.calink.redaction;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what pseudonyms stand for, in whatever form they are written. */
public final class Revealing {
    private static final String HEX = "[0-9a-f]{10}";

    /** What one stands behind: no letter or digit, or the last of one of the {@link Escapes}. */
    private static final String BEHIND =
            "(?:(?<![0-9a-z])|(?<=%H{2}|\\\\uH{4}|\\\\xH{2}|\\\\[0-7]{3}|\\\\[nrtbf]|\\[[0-?]{0,46}[a-z]))"
                    .replace("H", "[0-9a-f]");

    private static final Pattern FORMS = Pattern.compile("(?i)" + BEHIND + "(?:"
            + String.join(
                            "|",
                            "mail-H(?<at>@|%40|\\\\u0040)(?:host-H\\.)?d-H\\.invalid",
                            "host-H\\.d-H\\.invalid",
                            "(?:user|host)-H",
                            "d-H\\.invalid",
                            "2[45][0-9](?:\\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?",
                            "3fff:[0-9a-f:]+(?:/[0-9]{1,3})?",
                            "fe80::3fff:[0-9a-f:]+",
                            "::ffff:f[0-9a-f]{3}:[0-9a-f]{1,4}",
                            "ca(?<sign>[:-])1a(?:\\k<sign>[0-9a-f]{2}){4}",
                            "ca1a\\.[0-9a-f]{4}\\.[0-9a-f]{4}",
                            "(?:enx|wlx)ca1a[0-9a-f]{8}")
                    .replace("H", HEX)
            + ")(?![0-9a-z])");

    private final Map<String, String> originals;

    /** Knows what these stand for. */
    public Revealing(Map<String, String> originals) {
        this.originals = Map.copyOf(originals);
    }

    /** {@return what a pseudonym stands for, if that is known} */
    public Optional<String> original(String pseudonym) {
        String lower = Chars.lowerCase(pseudonym.strip());
        String known = originals.get(lower);
        if (known != null) {
            return Optional.of(known);
        }
        String digits = lower.replaceFirst("^(enx|wlx)", "").replaceAll("[:.-]", "");
        if (digits.matches("ca1a[0-9a-f]{8}")) {
            return Optional.ofNullable(originals.get(digits.replaceAll("(..)(?!$)", "$1:")));
        }
        int slash = lower.indexOf('/');
        String address = slash < 0 ? lower : lower.substring(0, slash);
        String rest = slash < 0 ? "" : lower.substring(slash);
        return Optional.ofNullable(originals.get(shortest(address) + rest))
                .or(() -> Optional.ofNullable(originals.get(shortest(address))).map(original -> original + rest));
    }

    /** {@return a text with what they stand for in place of the pseudonyms that are known} */
    public String text(String text) {
        Matcher pseudonyms = FORMS.matcher(text);
        return pseudonyms.replaceAll(
                match -> Matcher.quoteReplacement(original(match.group(), pseudonyms.group("at"))));
    }

    /** With the {@code @} as it is written there. */
    private String original(String pseudonym, @Nullable String at) {
        return at == null
                ? original(pseudonym).orElse(pseudonym)
                : original(pseudonym.replace(at, "@"))
                        .map(mail -> mail.replace("@", at))
                        .orElse(pseudonym);
    }

    private static String shortest(String address) {
        if (!address.matches("[0-9a-f:]*:[0-9a-f:]*")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // of digits: nobody is asked
            return bytes.length == 4 ? ShortAddress.text(bytes) : LongAddress.shortest(bytes);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
