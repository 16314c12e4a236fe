package io.calink.archive;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * A piece of a deflate stream (RFC 1951) that is compressed by itself, refers back into the 32 KiB before it, and ends
 * at a byte, so that pieces compressed at the same time make one stream.
 */
final class DeflateBlock {
    private static final int WINDOW = 32 << 10;

    /** What is looked at as a whole, to be compressed or to be stored. */
    private static final int PIECE = 64 << 10;

    /** What is handed to zlib at once: it keeps the collector waiting for so long. */
    private static final int SLICE = 64 << 10;

    private static final int LONGEST_STORED = 0xFFFF;
    private static final int STORED_HEADER = 5;

    /** The window, which ends where the content begins, and the content. */
    private final byte[] input;

    private int window;
    private int length;
    private byte[] output;
    private int compressed;

    DeflateBlock(int size) {
        input = new byte[WINDOW + size];
        output = new byte[size + size / 64];
    }

    /** Empties it, for what comes after {@code before}. */
    void follow(DeflateBlock before) {
        int end = WINDOW + before.length;
        window = Math.min(WINDOW, before.window + before.length);
        System.arraycopy(before.input, end - window, input, WINDOW - window, window);
        length = 0;
    }

    /** Empties it, for what comes after nothing. */
    void restart() {
        window = 0;
        length = 0;
    }

    /** Does not refer back to what came before. */
    void forget() {
        window = 0;
    }

    /** Whether it can be read without what came before. */
    boolean isFresh() {
        return window == 0;
    }

    /** Takes in as many bytes as there is room for, and returns how many that were. */
    int put(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, input.length - WINDOW - length);
        System.arraycopy(bytes, offset, input, WINDOW + length, taken);
        length += taken;
        return taken;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isFull() {
        return WINDOW + length == input.length;
    }

    /** The bytes that were put in. */
    int length() {
        return length;
    }

    /** What came of it: the first {@link #compressed} bytes. */
    byte[] output() {
        return output;
    }

    int compressed() {
        return compressed;
    }

    /** Compresses the content; what cannot be compressed is stored. */
    void compress(Deflater deflater) {
        compressed = 0;
        int start = 0;
        while (start < length) {
            boolean random = isRandom(start);
            int end = start + PIECE;
            while (end < length && isRandom(end) == random) {
                end += PIECE;
            }
            end = Math.min(end, length);
            if (random) {
                store(start, end);
            } else {
                deflate(deflater, start, end);
            }
            start = end;
        }
    }

    private boolean isRandom(int start) {
        return Entropy.isRandom(input, WINDOW + start, Math.min(PIECE, length - start));
    }

    private void deflate(Deflater deflater, int start, int end) {
        int before = Math.min(WINDOW, window + start);
        int mark = compressed;
        deflater.reset();
        deflater.setDictionary(input, WINDOW + start - before, before);
        for (int position = start; position < end; position += SLICE) {
            int slice = Math.min(SLICE, end - position);
            deflater.setInput(input, WINDOW + position, slice);
            drain(deflater, position + slice == end ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
        }
        if (compressed - mark > stored(end - start)) {
            compressed = mark;
            store(start, end);
        }
    }

    private void drain(Deflater deflater, int flush) {
        int room;
        int received;
        do {
            require(SLICE / 4);
            room = Math.min(SLICE, output.length - compressed);
            received = deflater.deflate(output, compressed, room, flush);
            compressed += received;
        } while (received == room);
    }

    private static int stored(int count) {
        return count + (count + LONGEST_STORED - 1) / LONGEST_STORED * STORED_HEADER;
    }

    private void store(int start, int end) {
        require(stored(end - start));
        for (int position = start; position < end; position += LONGEST_STORED) {
            int count = Math.min(LONGEST_STORED, end - position);
            output[compressed++] = 0;
            littleEndian(count);
            littleEndian(~count);
            System.arraycopy(input, WINDOW + position, output, compressed, count);
            compressed += count;
        }
    }

    private void littleEndian(int value) {
        output[compressed++] = (byte) value;
        output[compressed++] = (byte) (value >>> 8);
    }

    private void require(int room) {
        if (output.length - compressed < room) {
            output = Arrays.copyOf(output, compressed + Math.max(room, output.length / 8));
        }
    }
}
