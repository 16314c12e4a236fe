package io.calink.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the second look knows: values by their first bytes, and shapes by a prefix and a bounded pattern. */
final class WatchList {
    /** How much a shape may have to see. */
    static final int REACH = 512;

    private static final List<Shape> SHAPES = List.of(
            shape("aws", "AKIA", "[A-Z0-9]{16}\\b"),
            shape("aws", "ASIA", "[A-Z0-9]{16}\\b"),
            shape("github", "ghp_", "[A-Za-z0-9]{36,255}+"),
            shape("github", "gho_", "[A-Za-z0-9]{36,255}+"),
            shape("github", "ghs_", "[A-Za-z0-9]{36,255}+"),
            shape("github", "github_pat_", "[A-Za-z0-9_]{60,255}+"),
            shape("gitlab", "glpat-", "[A-Za-z0-9_-]{20,255}+"),
            shape("slack", "xoxb-", "[0-9A-Za-z-]{20,255}+"),
            shape("slack", "xoxp-", "[0-9A-Za-z-]{20,255}+"),
            shape("google", "AIza", "[A-Za-z0-9_-]{35}\\b"),
            shape("stripe", "sk_live_", "[A-Za-z0-9]{20,255}+"),
            shape("npm", "npm_", "[A-Za-z0-9]{36}\\b"),
            shape("pypi", "pypi-AgE", "[A-Za-z0-9_-]{50,400}+"),
            shape("sendgrid", "SG.", "[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
            shape("jwt", "eyJ", "[A-Za-z0-9_-]{10,300}+\\.eyJ[A-Za-z0-9_.-]{10,400}+"),
            shape("password-hash", "$6$", "[^$\\s]{1,40}+\\$[A-Za-z0-9./]{86}"),
            shape("password-hash", "$5$", "[^$\\s]{1,40}+\\$[A-Za-z0-9./]{43}"),
            shape("password-hash", "$y$", "[A-Za-z0-9./]{1,8}+\\$[A-Za-z0-9./]{1,40}+\\$[A-Za-z0-9./]{43}"),
            shape("password-hash", "$2b$", "[0-9]{2}\\$[A-Za-z0-9./]{53}"),
            shape("password-hash", "$2y$", "[0-9]{2}\\$[A-Za-z0-9./]{53}"),
            shape(
                    "private-key",
                    "-----BEGIN ",
                    "(?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\s\\\\]{32,400}"));

    /** How many bytes beyond the end of the text must be readable. */
    static final int SLACK = 3;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * The first three bytes of each, and the three after the first, so that every other place is looked at; hashed: 16 bits
     * say which entry, and 3 more which bit of it.
     */
    private final byte[] starts = new byte[1 << 16];

    private final Map<Integer, List<Shape>> shapes = new HashMap<>();
    private final Map<Integer, List<byte[]>> values = new HashMap<>();
    private final Set<String> keep;

    /** A kind of secret: what it begins with, and what follows. */
    private record Shape(String name, String prefix, Pattern rest) {}

    /** Something that must not be here. */
    record Leak(String name, int to) {}

    WatchList(Set<String> known, Set<String> keep) {
        this.keep = keep;
        for (Shape shape : SHAPES) {
            byte[] prefix = bytes(shape.prefix());
            start(prefix);
            shapes.computeIfAbsent(pair(prefix, 0), absent -> new ArrayList<>()).add(shape);
        }
        for (String secret : known) {
            byte[] value = bytes(secret);
            start(value);
            values.computeIfAbsent(four(value, 0), absent -> new ArrayList<>()).add(value);
        }
    }

    private void start(byte[] text) {
        open(text[0], text[1], text[2]);
        if (text.length > 3) {
            open(text[1], text[2], text[3]);
        } else {
            for (int any = 0; any < 1 << Byte.SIZE; any++) {
                open(text[1], text[2], any);
            }
        }
    }

    private void open(int first, int second, int third) {
        int hash = hash((first & 0xFF) | ((second & 0xFF) << 8) | ((third & 0xFF) << 16));
        starts[hash >>> 16] |= (byte) (1 << ((hash >>> 13) & 7));
    }

    private static int hash(int three) {
        return three * 0x9E3779B1;
    }

    private static Shape shape(String name, String prefix, String rest) {
        return new Shape(name, prefix, Pattern.compile(rest));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int pair(byte[] bytes, int i) {
        return ((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF);
    }

    private static int four(byte[] bytes, int i) {
        return (pair(bytes, i) << 16) | pair(bytes, i + 2);
    }

    /** {@return the first place in a range where something may begin, there or one further, or the range's end} */
    int next(byte[] bytes, int from, int to) {
        byte[] table = starts;
        for (int i = from; i < to; i += 2) {
            int hash = hash((int) FOUR.get(bytes, i) >>> Byte.SIZE);
            int open = table[hash >>> 16];
            // nearly always 0, which is seen faster than a bit
            if (open != 0 && (open & (1 << ((hash >>> 13) & 7))) != 0) {
                return i;
            }
        }
        return to;
    }

    /** {@return what begins at a place, or null} */
    @Nullable
    Leak at(byte[] bytes, int i, int end) {
        if (i + 4 > end) {
            return null;
        }
        List<byte[]> same = values.get(four(bytes, i));
        if (same != null) {
            for (byte[] value : same) {
                if (i + value.length <= end && Arrays.equals(bytes, i, i + value.length, value, 0, value.length)) {
                    return new Leak("known", i + value.length);
                }
            }
        }
        boolean within = i > 0 && Chars.word(bytes[i - 1] & 0xFF);
        for (Shape shape : shapes.getOrDefault(pair(bytes, i), List.of())) {
            byte[] prefix = bytes(shape.prefix());
            int to = i + prefix.length;
            if (!within && to <= end && Arrays.equals(bytes, i, to, prefix, 0, prefix.length)) {
                return matched(shape, bytes, i, Math.min(end, i + REACH));
            }
        }
        return null;
    }

    private @Nullable Leak matched(Shape shape, byte[] bytes, int i, int to) {
        int from = i + shape.prefix().length();
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        Matcher matcher = shape.rest().matcher(text);
        if (!matcher.lookingAt()) {
            return null;
        }
        int end = from + matcher.end();
        String all = new String(bytes, i, end - i, StandardCharsets.UTF_8);
        return keep.stream().anyMatch(all::contains) ? null : new Leak(shape.name(), end);
    }
}
