package io.calink.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks through a whole deflate stream (RFC 1951) without unpacking it, to where it ends, and changes its end so that
 * more can follow. What is walked through are the compressed symbols, which takes a twentieth of compressing them.
 */
final class DeflateEnd {
    /** So many bytes can be read and written behind the stream. */
    static final int SPARE = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int END_OF_BLOCK = 256;
    private static final int SYMBOLS = 288;
    private static final int DISTANCES = 32;

    /** In a table: how many bits belong to the symbol, and what it is. */
    private static final int BITS = 0xFF;

    private static final int LENGTH = 1 << 8;
    private static final int END = 1 << 9;
    private static final int SYMBOL_SHIFT = 16;

    private final byte[] bytes;
    private long bit;
    private int[] literals = {};
    private int[] distances = {};

    private DeflateEnd(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.bit = 8L * offset;
    }

    /**
     * Makes the last block one that is not, and adds an empty stored block, which ends at a byte.
     *
     * @return how many bytes it has now
     * @throws IllegalStateException if these bytes are no such stream
     */
    static int reopen(byte[] bytes, int offset, int length) {
        DeflateEnd end = new DeflateEnd(bytes, offset);
        long last = end.walk(8L * (offset + length));
        bytes[(int) (last >>> 3)] &= (byte) ~(1 << (last & 7));
        int place = (int) ((end.bit + 3 + 7) >>> 3);
        Arrays.fill(bytes, offset + length, place, (byte) 0);
        bytes[place] = 0;
        bytes[place + 1] = 0;
        bytes[place + 2] = (byte) 0xFF;
        bytes[place + 3] = (byte) 0xFF;
        return place + 4 - offset;
    }

    /** Where the header of the last block begins. */
    private long walk(long limit) {
        while (bit < limit) {
            long header = bit;
            boolean last = take(1) != 0;
            switch (take(2)) {
                case 0 -> passStored();
                case 1 -> {
                    fixed();
                    passSymbols(limit);
                }
                case 2 -> {
                    dynamic();
                    passSymbols(limit);
                }
                default -> throw new IllegalStateException("There is no such block");
            }
            if (last && bit <= limit) {
                return header;
            }
        }
        throw new IllegalStateException("The stream has no end");
    }

    private long word() {
        return (long) LONG.get(bytes, (int) (bit >>> 3)) >>> (bit & 7);
    }

    private int take(int count) {
        int value = (int) word() & ((1 << count) - 1);
        bit += count;
        return value;
    }

    private void passStored() {
        bit = (bit + 7) & ~7L;
        int length = take(16);
        bit += 16 + 8L * length;
    }

    private void passSymbols(long limit) {
        while (bit <= limit) {
            int symbol = literals[(int) word() & (literals.length - 1)];
            bit += symbol & BITS;
            if ((symbol & LENGTH) != 0) {
                bit += distances[(int) word() & (distances.length - 1)] & BITS;
            } else if ((symbol & END) != 0) {
                return;
            } else if (symbol == 0) {
                break;
            }
        }
        throw new IllegalStateException("The stream cannot be read");
    }

    private void fixed() {
        byte[] lengths = new byte[SYMBOLS];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, SYMBOLS, (byte) 8);
        byte[] far = new byte[DISTANCES];
        Arrays.fill(far, (byte) 5);
        codes(lengths, far);
    }

    private void dynamic() {
        int literalCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int count = take(4) + 4;
        byte[] order = new byte[ORDER.length];
        for (int i = 0; i < count; i++) {
            order[ORDER[i]] = (byte) take(3);
        }
        int[] table = table(order);
        byte[] lengths = new byte[literalCount + distanceCount];
        for (int i = 0; i < lengths.length; ) {
            int entry = table[(int) word() & (table.length - 1)];
            bit += entry & BITS;
            int symbol = entry >>> SYMBOL_SHIFT;
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            byte repeated = symbol == 16 && i > 0 ? lengths[i - 1] : 0;
            int times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
            Arrays.fill(lengths, i, Math.min(lengths.length, i + times), repeated);
            i += times;
        }
        codes(
                Arrays.copyOf(lengths, literalCount),
                Arrays.copyOfRange(lengths, literalCount, literalCount + distanceCount));
    }

    private void codes(byte[] near, byte[] far) {
        literals = table(near);
        for (int i = 0; i < literals.length; i++) {
            int symbol = literals[i] >>> SYMBOL_SHIFT;
            if (symbol == END_OF_BLOCK) {
                literals[i] |= END;
            } else if (symbol > END_OF_BLOCK) {
                int extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
                literals[i] = (literals[i] | LENGTH) + extra;
            }
        }
        distances = table(far);
        for (int i = 0; i < distances.length; i++) {
            int symbol = distances[i] >>> SYMBOL_SHIFT;
            distances[i] += symbol < 4 ? 0 : symbol / 2 - 1;
        }
    }

    /** By the next bits: the symbol, and how many bits its code has (RFC 1951, 3.2.2). */
    private static int[] table(byte[] lengths) {
        int[] counts = new int[17];
        int longest = 1;
        for (byte length : lengths) {
            counts[length]++;
            longest = Math.max(longest, length);
        }
        counts[0] = 0;
        int[] next = new int[17];
        for (int i = 1; i <= longest; i++) {
            next[i] = (next[i - 1] + counts[i - 1]) << 1;
        }
        int[] table = new int[1 << longest];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                int code = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
                for (int i = code; i < table.length; i += 1 << length) {
                    table[i] = symbol << SYMBOL_SHIFT | length;
                }
            }
        }
        return table;
    }
}
