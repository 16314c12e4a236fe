package io.calink.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMA2Options;

/** The ways in which single files are compressed, such as the older logs, and the archives of others. */
public enum Packing {
    /** As by {@code gzip}, RFC 1952. */
    GZIP("\37\213"),
    /** As by {@code xz}. */
    XZ("\3757zXZ\0"),
    /** As by {@code zstd}, RFC 8878. */
    ZSTD("(\265/\375"),
    /** As by {@code bzip2}. */
    BZIP2("BZh");

    /** How many of the first bytes tell all of them apart. */
    static final int HEAD = 6;

    /** xz's own fastest preset has a dictionary of 256 KiB, which is what a small heap can hold. */
    private static final int XZ_PRESET = 0;

    private static final int ZSTD_LEVEL = 3;

    /** Windows up to 32 MiB: what wants more was made for another purpose than being read again. */
    private static final int ZSTD_WINDOW_LOG = 25;

    /** The first bytes, each as a char. */
    private final String magic;

    Packing(String magic) {
        this.magic = magic;
    }

    /** How that is packed which begins with these bytes; {@code null} if in none of these ways. */
    public static @Nullable Packing of(byte[] head) {
        String begin = new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.ISO_8859_1);
        for (Packing packing : values()) {
            if (begin.startsWith(packing.magic)) {
                return packing;
            }
        }
        return null;
    }

    /**
     * The content of a compressed file, of all its parts one after the other.
     *
     * @throws DamagedException if it is no such file, here or, by the stream, when that shows
     */
    public InputStream unpacked(InputStream packed) throws IOException {
        try {
            return new Checked(
                    switch (this) {
                        case GZIP ->
                            GzipCompressorInputStream.builder()
                                    .setInputStream(packed)
                                    .setDecompressConcatenated(true)
                                    .get();
                        case XZ ->
                            XZCompressorInputStream.builder()
                                    .setInputStream(packed)
                                    .setDecompressConcatenated(true)
                                    .setMemoryLimitKiB(memoryLimit())
                                    .get();
                        case ZSTD -> new ZstdInputStreamNoFinalizer(packed).setLongMax(ZSTD_WINDOW_LOG);
                        case BZIP2 -> new BZip2CompressorInputStream(packed, true);
                    });
        } catch (IOException | RuntimeException e) {
            throw DamagedException.of(e);
        }
    }

    /** In KiB: a quarter of the heap. */
    private static int memoryLimit() {
        return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 12);
    }

    /** A stream that compresses in the same way; closing it closes the other. */
    public OutputStream packed(OutputStream out) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPOutputStream(out, 1 << 16);
            case XZ ->
                XZCompressorOutputStream.builder()
                        .setOutputStream(out)
                        .setLzma2Options(new LZMA2Options(XZ_PRESET))
                        .get();
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL).setChecksum(true);
            case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
        };
    }

    /** Libraries tell of damage in many ways, unchecked ones among them. */
    private static final class Checked extends FilterInputStream {
        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException | RuntimeException e) {
                throw DamagedException.of(e);
            }
        }
    }
}
