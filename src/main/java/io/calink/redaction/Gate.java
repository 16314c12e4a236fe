package io.calink.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the places where one of many literals may stand, in one pass: four bytes, in upper case, are hashed into a table, and
 * where that has an entry, eight are compared. Nothing else is looked at where no literal begins.
 */
final class Gate<T> {
    /** How many bytes beyond the end of the text must be readable. */
    static final int SLACK = 8;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FOLD = 0xDFDFDFDF;
    private static final long FOLD_EIGHT = 0xDFDFDFDF_DFDFDFDFL;
    private static final long FOLDED = 0xDF;
    private static final int FACTOR = 0x9E3779B1;

    /** The sparser the table, the fewer places look like a beginning; it has to fit into a processor's second cache. */
    private static final int BITS = 17;

    private static final int SLOT_BITS = 13;

    /** Eight bits for each place in it, chosen by further bits of the hash, so that few texts are looked at for nothing. */
    private final byte[] open = new byte[1 << BITS];

    private final List<Literal<T>>[] literals;

    /** For each slot, by turns which bits of eight bytes a literal there begins with, and what they are. */
    private final long[][] beginnings = new long[1 << SLOT_BITS][];

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
        this.literals = lists();
        for (Literal<T> literal : all) {
            String text = literal.text();
            if (text.length() < 3) {
                throw new IllegalArgumentException("a literal of fewer than 3 bytes");
            }
            long beginning = 0;
            for (int k = 0; k < Math.min(text.length(), Long.BYTES); k++) {
                beginning |= (text.charAt(k) & FOLDED) << (k * Byte.SIZE);
            }
            if (text.length() > 3) {
                add(beginning, text.length(), literal);
            } else {
                long three = beginning;
                BitSet folded = new BitSet(256);
                literal.next().stream().forEach(fourth -> folded.set(fourth & FOLD));
                folded.stream().forEach(fourth -> add(three | ((fourth & FOLDED) << 24), Integer.BYTES, literal));
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> List<Literal<T>>[] lists() {
        return new List[1 << SLOT_BITS];
    }

    private void add(long beginning, int length, Literal<T> literal) {
        int hash = hash((int) beginning);
        int slot = slot(hash);
        if (literals[slot] == null) {
            literals[slot] = new ArrayList<>(1);
            beginnings[slot] = new long[0];
        }
        open[place(hash)] |= (byte) (1 << bit(hash));
        List<Literal<T>> here = literals[slot];
        if (here.isEmpty() || !here.get(here.size() - 1).equals(literal)) { // one of three bytes may come several times
            here.add(literal);
        }
        long[] longer = Arrays.copyOf(beginnings[slot], beginnings[slot].length + 2);
        longer[longer.length - 2] = length < Long.BYTES ? FOLD_EIGHT & ((1L << (length * Byte.SIZE)) - 1) : FOLD_EIGHT;
        longer[longer.length - 1] = beginning;
        beginnings[slot] = longer;
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
        while (i < to && !begins(bytes, i, beginnings[slot(hash((int) FOUR.get(bytes, i)))])) {
            i = scan(bytes, i + 1, to);
        }
        return i;
    }

    /** By four bytes alone: a loop with nothing else in it, which is what the compiler makes fast. */
    private int scan(byte[] bytes, int from, int to) {
        byte[] table = open;
        for (int i = from; i < to; i++) {
            int hash = hash((int) FOUR.get(bytes, i));
            int bits = table[place(hash)];
            // nearly always 0, which is seen faster than a bit
            if (bits != 0 && (bits & (1 << bit(hash))) != 0) {
                return i;
            }
        }
        return to;
    }

    private static boolean begins(byte[] bytes, int i, long[] beginnings) {
        long eight = (long) EIGHT.get(bytes, i);
        for (int k = 0; k < beginnings.length; k += 2) {
            if ((eight & beginnings[k]) == beginnings[k + 1]) {
                return true;
            }
        }
        return false;
    }

    /** {@return the literals that may begin at a place that {@link #next} has found} */
    List<Literal<T>> at(byte[] bytes, int i) {
        List<Literal<T>> found = literals[slot(hash((int) FOUR.get(bytes, i)))];
        return found == null ? List.of() : found;
    }
}
