package io.calink.archive;

import java.util.Arrays;

/**
 * Compresses the header of an entry by what is different in the one before it, as one deflate block with fixed codes (RFC
 * 1951, 3.2.6) that ends at a byte. It looks at two places only, where zlib would take in the whole window first, which
 * takes fifty times as long.
 */
final class HeaderDeflater {
    /** What is longer is no header. */
    static final int MOST = 4 << 10;

    private static final int LEAST_MATCH = 4;
    private static final int LONGEST_MATCH = 258;
    private static final int END_OF_BLOCK = 256;

    /** The least lengths of the codes from 257 on. */
    private static final int[] LENGTHS = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    /** The least distances of the codes from 0 on. */
    private static final int[] DISTANCES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };

    /** A literal takes 9 bits at most, and a match fewer than as many literals. */
    private final byte[] output = new byte[MOST + MOST / 4 + BlockStream.EMPTY_BLOCK.length];

    private int length;
    private int bits;
    private int held;

    /**
     * Compresses what is in the input from {@code start} to {@code end}, at most {@link #MOST} bytes.
     *
     * @param before where what it resembles begins; that ends {@code distance} bytes before the end, and nothing before it
     *     is referred to
     * @return how many bytes of {@link #output()} it became
     */
    int compress(byte[] input, int start, int end, int before, int distance) {
        length = 0;
        bits = 0;
        held = 0;
        put(0b010, 3);
        for (int at = start; at < end; ) {
            int most = Math.min(LONGEST_MATCH, end - at);
            int like = at - distance < before ? 0 : same(input, at, at - distance, most);
            int run = at == start ? 0 : same(input, at, at - 1, most);
            int match = Math.max(like, run);
            if (match < LEAST_MATCH) {
                literal(input[at++] & 0xFF);
            } else {
                match(match, like >= run ? distance : 1);
                at += match;
            }
        }
        literal(END_OF_BLOCK);
        put(0, 3);
        put(0, (Byte.SIZE - held) % Byte.SIZE);
        for (int i = 1; i < BlockStream.EMPTY_BLOCK.length; i++) {
            put(BlockStream.EMPTY_BLOCK[i] & 0xFF, Byte.SIZE);
        }
        return length;
    }

    byte[] output() {
        return output;
    }

    private static int same(byte[] input, int one, int other, int most) {
        int different = Arrays.mismatch(input, one, one + most, input, other, other + most);
        return different < 0 ? most : different;
    }

    private void literal(int symbol) {
        if (symbol < 144) {
            code(0x30 + symbol, 8);
        } else if (symbol < END_OF_BLOCK) {
            code(0x190 + symbol - 144, 9);
        } else if (symbol < 280) {
            code(symbol - END_OF_BLOCK, 7);
        } else {
            code(0xC0 + symbol - 280, 8);
        }
    }

    private void match(int count, int distance) {
        int symbol = last(LENGTHS, count);
        // the longest one has a code of its own, although the one before could express it
        int extra = count == LONGEST_MATCH || symbol < 8 ? 0 : symbol / 4 - 1;
        literal(END_OF_BLOCK + 1 + symbol);
        put(count - LENGTHS[symbol], extra);
        int far = last(DISTANCES, distance);
        code(far, 5);
        put(distance - DISTANCES[far], far < 4 ? 0 : far / 2 - 1);
    }

    /** The last of the codes whose least value is not greater. */
    private static int last(int[] codes, int value) {
        int place = Arrays.binarySearch(codes, value);
        return place >= 0 ? place : -place - 2;
    }

    /** Huffman codes begin with their highest bit. */
    private void code(int code, int width) {
        put(Integer.reverse(code) >>> (Integer.SIZE - width), width);
    }

    private void put(int value, int width) {
        bits |= value << held;
        held += width;
        while (held >= Byte.SIZE) {
            output[length++] = (byte) bits;
            bits >>>= Byte.SIZE;
            held -= Byte.SIZE;
        }
    }
}
