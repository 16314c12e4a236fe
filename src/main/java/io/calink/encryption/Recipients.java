package io.calink.encryption;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who can decrypt an archive: public keys as {@code age-keygen} prints them ({@code age1...}), each once. Nobody means that
 * the archive is not encrypted.
 *
 * @param keys the public keys, in the order in which they were named
 */
public record Recipients(List<String> keys) {
    /** Nobody: what is written is not encrypted. */
    public static final Recipients NONE = new Recipients(List.of());

    /** How many there can be in one list. */
    public static final int MOST = 100;

    private static final int SHOWN = 70;

    /** @throws IllegalArgumentException as {@link #of} */
    public Recipients {
        Set<String> each = new LinkedHashSet<>();
        for (String key : keys) {
            stanza(key);
            each.add(key);
        }
        keys = List.copyOf(each);
    }

    /**
     * The recipients of these public keys; white space around a key and empty ones are passed over.
     *
     * @throws IllegalArgumentException if one is no public key, or there are more than {@link #MOST}; the message is one
     *     sentence that says what was expected
     */
    public static Recipients of(Collection<String> keys) {
        List<String> stripped =
                keys.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
        if (stripped.size() > MOST) {
            throw new IllegalArgumentException("there are " + stripped.size() + " recipients, and at most " + MOST
                    + " are expected; let several people share a key");
        }
        return new Recipients(stripped);
    }

    /** Whether there is nobody, so that nothing is encrypted. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** How many there are. */
    public int count() {
        return keys.size();
    }

    /** These and more; nobody is ever taken away. */
    public Recipients and(Recipients more) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(more.keys);
        return new Recipients(all);
    }

    /** What writes the file's key for each of them. */
    List<RecipientStanzaWriter> stanzas() {
        return keys.stream().map(Recipients::stanza).toList();
    }

    private static RecipientStanzaWriter stanza(String key) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(key);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(flaw(key), e);
        }
    }

    /** A secret key that was given by mistake is not repeated. */
    private static String flaw(String key) {
        String expected =
                "; a public key is expected, which begins with age1 and has 62 characters, as age-keygen prints it";
        if (key.toUpperCase(Locale.ROOT).startsWith("AGE-SECRET-KEY-")) {
            return "that is a secret key, which opens archives and should be known here to nobody" + expected
                    + " (age-keygen -y tells the public one)";
        }
        String shown = key.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "\"" + shown + "\" is not a recipient of age" + expected;
    }
}
