package io.calink.archive;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A piece of an archive's deflate stream that begins and ends at a byte and refers to nothing but content before it: of
 * the same file, or of small files right before that, never to a header. So another archive can take it over where the
 * same content stands before it in the same places.
 *
 * @param plain how many bytes come out of the archive before it
 * @param length how many bytes come out of it
 * @param window how far it may refer back
 * @param gap how many bytes that nothing refers to lie between the segment before it in its window and this one
 * @param compressed where it begins in the archive
 * @param packed how many bytes it has there
 * @param crc the CRC-32 of what comes out of it
 * @param key what tells its content and its window, see {@link #key}
 * @param seal what tells the bytes in the archive, see {@link #seal}
 */
record Segment(
        long plain,
        int length,
        int window,
        int gap,
        long compressed,
        int packed,
        int crc,
        ByteBuffer key,
        ByteBuffer seal) {
    static final int KEY = 32;
    static final int SEAL = 16;

    /** How many bytes it has in an index. */
    static final int SIZE = 2 * Long.BYTES + 5 * Integer.BYTES + KEY + SEAL;

    /** No segment has more bytes in an archive. */
    static final int MOST_PACKED = 1 << 20;

    /** Of a record of an index, which it consumes. */
    static Segment of(ByteBuffer record) {
        return new Segment(
                record.getLong(),
                record.getInt(),
                record.getInt(),
                record.getInt(),
                record.getLong(),
                record.getInt(),
                record.getInt(),
                part(record, KEY),
                part(record, SEAL));
    }

    private static ByteBuffer part(ByteBuffer record, int length) {
        byte[] bytes = new byte[length];
        record.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** As a record of an index. */
    byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .putLong(plain)
                .putInt(length)
                .putInt(window)
                .putInt(gap)
                .putLong(compressed)
                .putInt(packed)
                .putInt(crc)
                .put(key.duplicate())
                .put(seal.duplicate())
                .array();
    }

    /** What a table finds a key by. */
    static long brief(ByteBuffer key) {
        return key.getLong(0);
    }

    /** The SHA-256 of the content from {@code from} to {@code to}, and of what it may refer to. */
    static ByteBuffer key(byte[] content, int from, int to, byte[] before, int begin, int window) {
        MessageDigest digest = sha256();
        digest.update(content, from, to - from);
        digest.update(before, begin, window);
        return ByteBuffer.wrap(digest.digest());
    }

    /** The first half of the SHA-256 of the bytes in the archive. */
    static ByteBuffer seal(byte[] bytes, int from, int to) {
        MessageDigest digest = sha256();
        digest.update(bytes, from, to - from);
        return ByteBuffer.wrap(Arrays.copyOf(digest.digest(), SEAL));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
