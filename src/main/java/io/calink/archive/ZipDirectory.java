package io.calink.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The directory that ends a zip archive, kept compressed until then, as there may be very many entries. */
final class ZipDirectory {
    private static final long MOST_ENTRIES = 0xFFFE;
    private static final long FARTHEST = 0xFFFF_FFFEL;
    private static final short VERSION = 45;
    private static final int BLOCK = 64 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final DeflaterOutputStream headers = new DeflaterOutputStream(kept);
    private long entries;
    private long size;

    /** What takes the bytes of the directory. */
    interface Taker {
        void take(byte[] bytes) throws IOException;
    }

    void add(ZipRecord record) throws IOException {
        byte[] header = record.directoryHeader();
        headers.write(header);
        size += header.length;
        entries++;
    }

    /** {@code offset}: where the directory begins in the archive. The seal has to follow, as its comment. */
    void writeTo(Taker taker, long offset) throws IOException {
        headers.close();
        try (InputStream all = new InflaterInputStream(new ByteArrayInputStream(kept.toByteArray()))) {
            for (byte[] block = all.readNBytes(BLOCK); block.length > 0; block = all.readNBytes(BLOCK)) {
                taker.take(block);
            }
        }
        boolean large = entries > MOST_ENTRIES || size > FARTHEST || offset > FARTHEST;
        if (large) {
            taker.take(largeEnd(offset));
        }
        taker.take(end(large, offset));
    }

    private byte[] largeEnd(long offset) {
        return ByteBuffer.allocate(56 + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x06064B50)
                .putLong(44)
                .putShort((short) (3 << 8 | VERSION))
                .putShort(VERSION)
                .putInt(0)
                .putInt(0)
                .putLong(entries)
                .putLong(entries)
                .putLong(size)
                .putLong(offset)
                .putInt(0x07064B50)
                .putInt(0)
                .putLong(offset + size)
                .putInt(1)
                .array();
    }

    private byte[] end(boolean large, long offset) {
        short count = large ? (short) 0xFFFF : (short) entries;
        return ByteBuffer.allocate(22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x06054B50)
                .putInt(0)
                .putShort(count)
                .putShort(count)
                .putInt(large ? 0xFFFF_FFFF : (int) size)
                .putInt(large ? 0xFFFF_FFFF : (int) offset)
                .putShort((short) Seal.inZip(0).length)
                .array();
    }
}
