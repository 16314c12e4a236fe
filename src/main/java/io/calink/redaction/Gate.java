package io.calink.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the places where one of many literals may stand, in one pass: four bytes, in upper case, are hashed into a table.
 * Nothing else is looked at where no literal begins.
 */
final class Gate<T> {
    /** How many bytes beyond the end of the text must be readable. */
    static final int SLACK = 4;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FOLD = 0xDFDFDFDF;
    private static final int FACTOR = 0x9E3779B1;
    private static final int BITS = 16;

    /** Eight bits for each slot, chosen by further bits of the hash, so that few texts are looked at for nothing. */
    private final byte[] open = new byte[1 << BITS];

    private final List<Literal<T>>[] literals;

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
            int three = text.charAt(0) | (text.charAt(1) << 8) | (text.charAt(2) << 16);
            if (text.length() > 3) {
                add(three | (text.charAt(3) << 24), literal);
            } else {
                BitSet folded = new BitSet(256);
                literal.next().stream().forEach(fourth -> folded.set(fourth & FOLD));
                folded.stream().forEach(fourth -> add(three | (fourth << 24), literal));
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> List<Literal<T>>[] lists() {
        return new List[1 << BITS];
    }

    private void add(int four, Literal<T> literal) {
        int hash = hash(four);
        int slot = slot(hash);
        if (literals[slot] == null) {
            literals[slot] = new ArrayList<>(1);
        }
        open[slot] |= (byte) (1 << bit(hash));
        literals[slot].add(literal);
    }

    private static int hash(int four) {
        return (four & FOLD) * FACTOR;
    }

    private static int slot(int hash) {
        return hash >>> (32 - BITS);
    }

    private static int bit(int hash) {
        return (hash >>> (32 - BITS - 3)) & 7;
    }

    /** {@return the first place in a range where a literal may begin, or the range's end} */
    int next(byte[] bytes, int from, int to) {
        byte[] table = open;
        for (int i = from; i < to; i++) {
            int hash = hash((int) FOUR.get(bytes, i));
            int bits = table[slot(hash)];
            // nearly always 0, which is seen faster than a bit
            if (bits != 0 && (bits & (1 << bit(hash))) != 0) {
                return i;
            }
        }
        return to;
    }

    /** {@return the literals that may begin at a place that {@link #next} has found} */
    List<Literal<T>> at(byte[] bytes, int i) {
        List<Literal<T>> found = literals[slot(hash((int) FOUR.get(bytes, i)))];
        return found == null ? List.of() : found;
    }
}
