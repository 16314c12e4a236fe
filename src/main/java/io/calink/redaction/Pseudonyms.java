package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names that stand for others: under one key the same for the same, and without the key nobody can tell for which. Each
 * can be told from what it stands for, so that none gets a pseudonym of its own. Safe to share.
 */
public final class Pseudonyms {
    /** How many bytes a key has. */
    public static final int KEY = 32;

    private static final int MOST = 1 << 16;
    private static final int DIGITS = 5;
    private static final HexFormat HEX = HexFormat.of();

    private final Mac mac;
    private final boolean lasting;
    private final Book book;
    private final Map<String, String> made = new ConcurrentHashMap<>();
    private final String fingerprint;

    /** Remembers what pseudonyms stand for. */
    public interface Book {
        /** Remembers nothing. */
        Book NONE = (pseudonym, original) -> {};

        /** Takes note; from any thread, and now and then again. */
        void note(String pseudonym, String original);

        /** Keeps what was noted by now. */
        default void settle() {}
    }

    /**
     * Pseudonyms under a key.
     *
     * @param key 32 random bytes
     * @param lasting whether other bundles are made under the same key
     * @param book is told each pseudonym, and what it stands for
     */
    public Pseudonyms(byte[] key, boolean lasting, Book book) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("a key has " + KEY + " bytes, and not " + key.length);
        }
        try {
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
        this.lasting = lasting;
        this.book = book;
        this.fingerprint = HEX.formatHex(hash("fingerprint", new byte[0]), 0, 8);
    }

    /** {@return pseudonyms under a key that nobody keeps} */
    public static Pseudonyms passing() {
        byte[] key = new byte[KEY];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key, false, Book.NONE);
    }

    /** {@return what tells one key from another, and nothing of the key} */
    public String fingerprint() {
        return fingerprint;
    }

    /** {@return whether other bundles are made under the same key} */
    public boolean isLasting() {
        return lasting;
    }

    /** Keeps what the pseudonyms that were made by now stand for. */
    public void settle() {
        book.settle();
    }

    String user(String name) {
        return made("user ", name, () -> "user-" + digits("user", name));
    }

    /** A host by its name, and by its domain if it is told with it; small and capital letters are the same. */
    String host(String name) {
        return made("host ", Chars.lowerCase(name), () -> {
            String lower = Chars.lowerCase(name);
            int dot = lower.indexOf('.');
            String own = "host-" + digits("host", dot < 0 ? lower : lower.substring(0, dot));
            return dot < 0 ? own : own + "." + domain(lower.substring(dot + 1));
        });
    }

    String domain(String name) {
        return made(
                "domain ", Chars.lowerCase(name), () -> "d-" + digits("domain", Chars.lowerCase(name)) + ".invalid");
    }

    /** {@code domain} has its pseudonym already. */
    String mail(String local, String domain, String original) {
        return made("mail ", original, () -> "mail-" + digits("mail", Chars.lowerCase(local)) + "@" + domain);
    }

    /**
     * The pseudonym that the maker makes, or made before: it is remembered for a while, and the book is told of it.
     *
     * @param kind keeps apart what is written alike, such as a user and a host; ends with a blank
     * @param original what the pseudonym stands for, as the book is to have it
     * @param maker makes the same pseudonym each time, as it may be asked again
     */
    String made(String kind, String original, Supplier<String> maker) {
        String known = made.get(kind + original);
        if (known != null) {
            return known;
        }
        if (made.size() >= MOST) {
            made.clear();
        }
        String pseudonym = maker.get();
        made.put(kind + original, pseudonym);
        book.note(pseudonym, original);
        return pseudonym;
    }

    private String digits(String kind, String text) {
        return HEX.formatHex(hash(kind, text.getBytes(StandardCharsets.UTF_8)), 0, DIGITS);
    }

    /** Four bytes for what a network card is called. */
    byte[] card(byte[] address) {
        return Arrays.copyOf(hash("mac", address), 4);
    }

    /**
     * An address in which each bit depends on those before it, and on no others: those of one subnet stay in one. So do
     * Xu, Fan, Ammar and Moon, "Prefix-Preserving IP Address Anonymization" (2002); here one hash serves eight bits.
     *
     * @param fixed how many bits at the beginning do not appear, and what comes of the others depends on them
     */
    byte[] subnet(byte[] address, int fixed) {
        byte[] moved = new byte[address.length];
        for (int i = fixed / 8; i < address.length; i++) {
            byte[] tree = hash("ip" + address.length, Arrays.copyOf(address, i));
            int node = 1;
            int out = 0;
            for (int bit = 7; bit >= 0; bit--) {
                int in = (address[i] >> bit) & 1;
                int flip = (tree[node >> 3] >> (node & 7)) & 1;
                out = (out << 1) | (i * 8 + 7 - bit < fixed ? 0 : in ^ flip);
                node = (node << 1) | in;
            }
            moved[i] = (byte) out;
        }
        return moved;
    }

    private byte[] hash(String kind, byte[] value) {
        synchronized (mac) {
            mac.update(kind.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return mac.doFinal(value);
        }
    }
}
