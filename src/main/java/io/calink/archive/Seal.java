package io.calink.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32;

/**
 * The checksum (CRC-32) of an archive's own bytes at its end, where every reader passes over it. The checksums that the
 * formats have are those of what comes out: of a time in a header, of bits that fill up a byte, and of the two ways in
 * which some bytes can be compressed they know nothing.
 */
public final class Seal {
    private static final int BLOCKS = 7;
    private static final int BITS = 5;
    private static final byte[] LAST_BLOCK = {3, 0};
    private static final int GZIP_TRAILER = 2 * Integer.BYTES;
    private static final int SKIPPABLE = 0x184D2A5C;
    private static final int ZIP_END = 22;
    private static final int MOST_BEHIND = 0xFFFF;
    private static final int ZIP_END_MAGIC = 0x06054B50;
    private static final String COMMENT = "CaLink CRC-32 ";

    private static final List<Kind> KINDS =
            List.of(new Kind(Seal::endOfDeflate, GZIP_TRAILER), new Kind(Seal::inZstd, 0), new Kind(Seal::inZip, 0));

    private Seal() {}

    /** What a seal looks like, and how many bytes stand after it. */
    private record Kind(IntFunction<byte[]> form, int after) {}

    /**
     * In a deflate stream: seven empty stored blocks, in the bits that fill up the first byte of each. Readers ignore
     * them (RFC 1951, 3.2.4).
     */
    static byte[] inDeflate(int crc) {
        byte[] seal = new byte[BLOCKS * BlockStream.EMPTY_BLOCK.length];
        for (int i = 0; i < BLOCKS; i++) {
            int start = i * BlockStream.EMPTY_BLOCK.length;
            System.arraycopy(BlockStream.EMPTY_BLOCK, 0, seal, start, BlockStream.EMPTY_BLOCK.length);
            seal[start] = (byte) ((crc >>> (i * BITS)) << (Byte.SIZE - BITS));
        }
        return seal;
    }

    private static byte[] endOfDeflate(int crc) {
        byte[] seal = inDeflate(crc);
        byte[] end = Arrays.copyOf(seal, seal.length + LAST_BLOCK.length);
        System.arraycopy(LAST_BLOCK, 0, end, seal.length, LAST_BLOCK.length);
        return end;
    }

    /** After a Zstandard frame: one that is to be skipped (RFC 8878, 3.1.2). */
    static byte[] inZstd(int crc) {
        return ByteBuffer.allocate(3 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE)
                .putInt(Integer.BYTES)
                .putInt(crc)
                .array();
    }

    /** At the end of a zip archive: its comment. */
    static byte[] inZip(int crc) {
        return (COMMENT + HexFormat.of().toHexDigits(crc)).getBytes(US_ASCII);
    }

    /**
     * Whether an archive has a seal that does not fit, because a byte of it was changed. What another program has packed
     * has none.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean isBroken(Path archive) throws IOException {
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
            for (Kind kind : KINDS) {
                byte[] empty = kind.form.apply(0);
                long place = file.size() - kind.after - empty.length;
                ByteBuffer there = ByteBuffer.allocate(empty.length);
                if (place > 0 && readFully(file, there, place) && isMeantAs(kind, there.array())) {
                    return !Arrays.equals(there.array(), kind.form.apply(crc(file, place)));
                }
            }
            return isCutOff(file);
        }
    }

    /** Whether the comment of a zip archive is not as long as its directory says. */
    private static boolean isCutOff(FileChannel file) throws IOException {
        int comment = inZip(0).length;
        ByteBuffer end = ByteBuffer.allocate((int) Math.min(file.size(), ZIP_END + MOST_BEHIND))
                .order(ByteOrder.LITTLE_ENDIAN);
        readFully(file, end, file.size() - end.capacity());
        for (int place = 0; place <= end.capacity() - ZIP_END; place++) {
            if (end.getInt(place) == ZIP_END_MAGIC && end.getShort(place + ZIP_END - Short.BYTES) == comment) {
                return place + ZIP_END + comment != end.capacity();
            }
        }
        return false;
    }

    /** Whether what every seal has in common is there, but for a byte. */
    private static boolean isMeantAs(Kind kind, byte[] there) {
        byte[] zeros = kind.form.apply(0);
        byte[] ones = kind.form.apply(-1);
        int others = 0;
        for (int i = 0; i < there.length; i++) {
            if (zeros[i] == ones[i] && there[i] != zeros[i]) {
                others++;
            }
        }
        return others <= 1;
    }

    private static boolean readFully(FileChannel file, ByteBuffer target, long place) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target, place + target.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int crc(FileChannel file, long end) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer block = ByteBuffer.allocateDirect(64 << 10);
        for (long place = 0; place < end; ) {
            block.clear().limit((int) Math.min(block.capacity(), end - place));
            int count = file.read(block, place);
            if (count < 0) {
                break;
            }
            crc.update(block.flip());
            place += count;
        }
        return (int) crc.getValue();
    }
}
