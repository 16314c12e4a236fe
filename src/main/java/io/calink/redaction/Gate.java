package io.calink.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Finds the places where one of many literals may stand, in one pass: three bytes, in upper case, are hashed into a table for
 * every other place; where that has an entry, four bytes of this place and of the next are, and where those have one, sixteen
 * are compared. Nothing else is looked at where no literal begins.
 */
final class Gate<T> {
    /** How many bytes beyond the end of the text must be readable. */
    static final int SLACK = 2 * Long.BYTES;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FOLD = 0xDFDFDFDF;
    private static final long FOLDED = 0xDF;
    private static final int THREE = 0xFFFFFF;
    private static final int FACTOR = 0x9E3779B1;

    /** The sparser the table, the fewer places look like a beginning; it has to fit into a processor's second cache. */
    private static final int BITS = 17;

    private static final int SLOT_BITS = 13;

    /** How many numbers a beginning has. */
    private static final int NUMBERS = 4;

    /** Eight bits for each place in it, chosen by further bits of the hash, so that few texts are looked at for nothing. */
    private final byte[] open = new byte[1 << BITS];

    /** The same for the first three bytes of each beginning, and for the three after the first of them. */
    private final byte[] pairs = new byte[1 << BITS];

    /** Where in {@link #beginnings} those are whose first four bytes have the same hash: from here to the next. */
    private final int[] slots = new int[(1 << SLOT_BITS) + 1];

    /** Of each beginning four numbers: which bits of its first eight bytes count and what they are, and of the next eight. */
    private final long[] beginnings;

    /** The literals of the beginnings. */
    private final List<Literal<T>> literals;

    /** A literal of which the first four bytes are all known. */
    private record Beginning<T>(String text, Literal<T> literal) {
        private static long pack(String text, int from, IntToLongFunction folded) {
            long packed = 0;
            for (int k = from; k < Math.min(text.length(), from + Long.BYTES); k++) {
                packed |= folded.applyAsLong(text.charAt(k)) << ((k - from) * Byte.SIZE);
            }
            return packed;
        }

        long mask(int from) {
            return pack(text, from, c -> FOLDED);
        }

        long eight(int from) {
            return pack(text, from, c -> c & FOLDED);
        }

        int hash() {
            return Gate.hash((int) eight(0));
        }

        int slot() {
            return Gate.slot(hash());
        }
    }

    /**
     * A text that is searched for, and what it stands for.
     *
     * @param text the text, one char for each byte; in lower case, if it may stand in any
     * @param anyCase whether small and capital letters are the same
     * @param next what may follow a text of three bytes; the fewer, the less often the gate opens for nothing
     */
    record Literal<T>(String text, boolean anyCase, BitSet next, T value) {
        boolean at(byte[] bytes, int i, int end) {
            if (i + text.length() > end) {
                return false;
            }
            for (int k = 0; k < text.length(); k++) {
                int c = bytes[i + k] & 0xFF;
                if ((anyCase ? Chars.lower(c) : c) != text.charAt(k)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Prepares for literals of at least three bytes; those in any case are given in lower case. */
    Gate(List<Literal<T>> all) {
        List<Beginning<T>> sorted = new ArrayList<>();
        for (Literal<T> literal : all) {
            String text = literal.text();
            if (text.length() < 3) {
                throw new IllegalArgumentException("a literal of fewer than 3 bytes");
            }
            if (text.length() > 3) {
                sorted.add(new Beginning<>(text, literal));
            } else {
                literal.next().stream()
                        .map(fourth -> fourth & FOLD)
                        .distinct()
                        .forEach(fourth -> sorted.add(new Beginning<>(text + (char) (fourth & FOLDED), literal)));
            }
        }
        sorted.sort(Comparator.comparingInt(Beginning::slot));
        beginnings = new long[sorted.size() * NUMBERS];
        literals = sorted.stream().map(Beginning::literal).toList();
        for (int k = 0; k < sorted.size(); k++) {
            Beginning<T> beginning = sorted.get(k);
            int hash = beginning.hash();
            set(open, hash);
            set(pairs, hash((int) beginning.eight(0) & THREE));
            set(pairs, hash((int) (beginning.eight(0) >>> Byte.SIZE) & THREE));
            slots[slot(hash) + 1] = k + 1;
            beginnings[k * NUMBERS] = beginning.mask(0);
            beginnings[k * NUMBERS + 1] = beginning.eight(0);
            beginnings[k * NUMBERS + 2] = beginning.mask(Long.BYTES);
            beginnings[k * NUMBERS + 3] = beginning.eight(Long.BYTES);
        }
        for (int slot = 1; slot < slots.length; slot++) {
            slots[slot] = Math.max(slots[slot], slots[slot - 1]);
        }
    }

    private static void set(byte[] table, int hash) {
        table[place(hash)] |= (byte) (1 << bit(hash));
    }

    private static int hash(int four) {
        return (four & FOLD) * FACTOR;
    }

    private static int place(int hash) {
        return hash >>> (32 - BITS);
    }

    private static int slot(int hash) {
        return hash >>> (32 - SLOT_BITS);
    }

    private static int bit(int hash) {
        return (hash >>> (32 - BITS - 3)) & 7;
    }

    /** {@return the first place in a range where a literal may begin, or the range's end} */
    int next(byte[] bytes, int from, int to) {
        int i = scan(bytes, from, to);
        while (i < to && !begins(bytes, i)) {
            i = scan(bytes, i + 1, to);
        }
        return i;
    }

    /** Two places at once by the three bytes that a beginning at either has; then each by its four. */
    private int scan(byte[] bytes, int from, int to) {
        byte[] table = pairs;
        for (int i = from; i < to; i += 2) {
            int hash = hash((int) FOUR.get(bytes, i) >>> Byte.SIZE);
            int bits = table[place(hash)];
            // nearly always 0, which is seen faster than a bit
            if (bits != 0 && (bits & (1 << bit(hash))) != 0) {
                if (opens(bytes, i)) {
                    return i;
                }
                if (opens(bytes, i + 1)) {
                    return Math.min(i + 1, to);
                }
            }
        }
        return to;
    }

    private boolean opens(byte[] bytes, int i) {
        int hash = hash((int) FOUR.get(bytes, i));
        return (open[place(hash)] & (1 << bit(hash))) != 0;
    }

    private boolean begins(byte[] bytes, int i) {
        int slot = slot(hash((int) FOUR.get(bytes, i)));
        return fitting(bytes, i, slots[slot], slots[slot + 1]) >= 0;
    }

    /** {@return the first beginning in a range of them that is at a place, or -1} */
    private int fitting(byte[] bytes, int i, int from, int to) {
        long eight = (long) EIGHT.get(bytes, i);
        long next = (long) EIGHT.get(bytes, i + Long.BYTES);
        for (int k = from; k < to; k++) {
            int at = k * NUMBERS;
            if ((eight & beginnings[at]) == beginnings[at + 1] && (next & beginnings[at + 2]) == beginnings[at + 3]) {
                return k;
            }
        }
        return -1;
    }

    /** {@return the literals that may begin at a place that {@link #next} has found, in their order} */
    List<Literal<T>> at(byte[] bytes, int i) {
        int slot = slot(hash((int) FOUR.get(bytes, i)));
        List<Literal<T>> found = new ArrayList<>();
        int k = fitting(bytes, i, slots[slot], slots[slot + 1]);
        while (k >= 0) {
            found.add(literals.get(k));
            k = fitting(bytes, i, k + 1, slots[slot + 1]);
        }
        return found;
    }
}
