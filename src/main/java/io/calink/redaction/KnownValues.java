package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The values that are known to be secret on this machine, and are removed wherever they appear; unchangeable. */
public final class KnownValues {
    private static final KnownValues NONE = new KnownValues(Set.of());

    /** One char for each byte. */
    private final Set<String> values;

    KnownValues(Collection<String> values) {
        this.values = Set.copyOf(values);
    }

    /** {@return no values} */
    public static KnownValues none() {
        return NONE;
    }

    /** {@return how many there are} */
    public int size() {
        return values.size();
    }

    /** {@return a digest under a key, which tells whether two bundles knew the same values, and nothing about them} */
    public String digest(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (String value : new TreeSet<>(values)) {
                mac.update((value.length() + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(value.getBytes(StandardCharsets.ISO_8859_1));
            }
            return HexFormat.of().formatHex(mac.doFinal(), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** {@return the values, and how JSON, XML and addresses write those that they write in another way; one char for each byte} */
    Set<String> written() {
        Set<String> all = new LinkedHashSet<>();
        for (String value : values) {
            all.add(value);
            all.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
            all.add(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            all.add(percent(value, true));
            all.add(percent(value, false));
        }
        return all;
    }

    private static String percent(String value, boolean capitals) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Chars.alphanumeric(c) || "-._~".indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, capitals ? "%%%02X" : "%%%02x", (int) c));
            }
        }
        return text.toString();
    }
}
