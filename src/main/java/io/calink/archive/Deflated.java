package io.calink.archive;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Where deflate blocks (RFC 1951) are put one after the other, each ending at a byte. */
final class Deflated {
    /** What is handed to zlib at once: it keeps the collector waiting for so long. */
    private static final int SLICE = 64 << 10;

    private static final int LONGEST_STORED = 0xFFFF;
    private static final int STORED_HEADER = 5;

    private byte[] bytes;
    private int length;

    Deflated(int size) {
        bytes = new byte[size];
    }

    void clear() {
        length = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Puts in what is deflated already. */
    void put(byte[] deflated, int count) {
        require(count);
        System.arraycopy(deflated, 0, bytes, length, count);
        length += count;
    }

    /** Compresses what is in the input from {@code start} to {@code end}, or stores it where that is shorter. */
    void deflate(Deflater deflater, byte[] input, int start, int end) {
        int mark = length;
        for (int position = start; position < end; position += SLICE) {
            int slice = Math.min(SLICE, end - position);
            deflater.setInput(input, position, slice);
            drain(deflater, position + slice == end ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
        }
        if (length - mark > stored(end - start)) {
            length = mark;
            store(input, start, end);
        }
    }

    /** The same by libdeflate, without a look back. */
    void deflate(Libdeflate fast, byte[] input, int start, int end) {
        require(stored(end - start) + DeflateEnd.SPARE);
        int count = fast.compress(input, start, end - start, bytes, length);
        if (count == 0) {
            store(input, start, end);
        }
        length += count;
    }

    private void drain(Deflater deflater, int flush) {
        int room;
        int received;
        do {
            require(SLICE / 4);
            room = Math.min(SLICE, bytes.length - length);
            received = deflater.deflate(bytes, length, room, flush);
            length += received;
        } while (received == room);
    }

    private static int stored(int count) {
        return count + (count + LONGEST_STORED - 1) / LONGEST_STORED * STORED_HEADER;
    }

    /** Puts it in as it is. */
    void store(byte[] input, int start, int end) {
        require(stored(end - start));
        for (int position = start; position < end; position += LONGEST_STORED) {
            int count = Math.min(LONGEST_STORED, end - position);
            bytes[length++] = 0;
            littleEndian(count);
            littleEndian(~count);
            System.arraycopy(input, position, bytes, length, count);
            length += count;
        }
    }

    private void littleEndian(int value) {
        bytes[length++] = (byte) value;
        bytes[length++] = (byte) (value >>> 8);
    }

    private void require(int room) {
        if (bytes.length - length < room) {
            bytes = Arrays.copyOf(bytes, length + Math.max(room, bytes.length / 8));
        }
    }
}
