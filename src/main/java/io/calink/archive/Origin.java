package io.calink.archive;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Which file content came from, and how that stood: where all of this is the same, and was the same for long, so is the
 * content.
 *
 * @param device the number of the file system
 * @param inode the number of the file in it
 * @param size bytes of the file
 * @param modified when its content was last modified, as far as anybody may set that
 * @param changed when the system saw it change last
 * @param start where in the file the content begins, which ends where the file does
 * @param treatment what was done to the content on its way into the archive, as a number that differs where that does
 */
public record Origin(
        long device, long inode, long size, Instant modified, Instant changed, long start, long treatment) {
    /** How many bytes it has in an index. */
    static final int SIZE = 7 * Long.BYTES + 2 * Integer.BYTES;

    static Origin of(ByteBuffer record) {
        return new Origin(
                record.getLong(),
                record.getLong(),
                record.getLong(),
                Instant.ofEpochSecond(record.getLong(), record.getInt()),
                Instant.ofEpochSecond(record.getLong(), record.getInt()),
                record.getLong(),
                record.getLong());
    }

    /** As a part of a record of an index. */
    byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .putLong(device)
                .putLong(inode)
                .putLong(size)
                .putLong(modified.getEpochSecond())
                .putInt(modified.getNano())
                .putLong(changed.getEpochSecond())
                .putInt(changed.getNano())
                .putLong(start)
                .putLong(treatment)
                .array();
    }
}
