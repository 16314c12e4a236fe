package io.calink.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** A tar archive in a gzip or a Zstandard stream. */
final class TarSource implements Source {
    /** Of zeros, zstd packs 128 KiB into four bytes, which is so many times what deflate can reach. */
    private static final int ZSTD_FACTOR = 32;

    private static final int ZSTD_MAGIC = 0xFD2FB528;

    private final InputStream in;
    private final Metered compressed;
    private final ArchiveReader.Bounds bounds;
    private final @Nullable ForeignHeaders foreign;
    private ArchiveReader.Bounds limits;
    private @Nullable InputStream plain;
    private @Nullable TarReader tar;

    TarSource(InputStream in, ArchiveReader.Bounds bounds) {
        this(in, bounds, null);
    }

    /** {@code foreign}: what becomes of what an archive of ours cannot hold; if there is nothing, it is refused. */
    TarSource(InputStream in, ArchiveReader.Bounds bounds, @Nullable ForeignHeaders foreign) {
        this.foreign = foreign;
        this.in = in;
        this.compressed = new Metered(in);
        this.bounds = bounds;
        this.limits = bounds;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        TarReader open = open();
        TarArchiveEntry header = open.getNextEntry();
        while (header != null && foreign != null) {
            Entry entry = foreign.entry(header, open.unicode());
            if (entry != null) {
                return entry;
            }
            header = open.getNextEntry();
        }
        if (header == null) {
            drain();
            return null;
        }
        try {
            return TarHeaders.entry(header, open.unicode());
        } catch (IllegalArgumentException e) {
            throw new IOException("The archive is refused: " + e.getMessage(), e);
        }
    }

    private TarReader open() throws IOException {
        if (tar == null) {
            Metered unpacked = new Metered(decompressed());
            plain = new Bounded(unpacked, limits, unpacked::count, compressed::count);
            tar = new TarReader(plain, foreign != null);
        }
        return tar;
    }

    private InputStream decompressed() throws IOException {
        PushbackInputStream start = new PushbackInputStream(compressed, Packing.HEAD);
        byte[] magic = start.readNBytes(Packing.HEAD);
        start.unread(magic);
        if (foreign != null) {
            Packing packing = Packing.of(magic);
            limits = new ArchiveReader.Bounds(bounds.entries(), bounds.bytes(), bounds.ratio() * ZSTD_FACTOR);
            return packing == null ? start : packing.unpacked(start);
        }
        if (magic.length >= Integer.BYTES
                && ByteBuffer.wrap(magic).order(ByteOrder.LITTLE_ENDIAN).getInt() == ZSTD_MAGIC) {
            limits = new ArchiveReader.Bounds(bounds.entries(), bounds.bytes(), bounds.ratio() * ZSTD_FACTOR);
            return zstd(start);
        }
        return GzipCompressorInputStream.builder()
                .setInputStream(start)
                .setDecompressConcatenated(true)
                .get();
    }

    private static InputStream zstd(InputStream in) throws IOException {
        try {
            return new ZstdInputStreamNoFinalizer(in);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new IOException(
                    "The archive is compressed by zstd, whose library this machine cannot load: unpack it there.", e);
        }
    }

    /** The checksum stands at the very end; before it, only the zeros that fill up the last block. */
    private void drain() throws IOException {
        if (plain == null) {
            return;
        }
        byte[] rest = new byte[8192];
        for (int length = plain.read(rest); length >= 0; length = plain.read(rest)) {
            for (int i = 0; i < length; i++) {
                if (rest[i] != 0 && foreign == null) {
                    throw new DamagedException("something stands after its end");
                }
            }
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return open().read(target, offset, length);
    }

    @Override
    public @Nullable IOException failure() {
        return compressed.failure();
    }

    @Override
    public long position() {
        return compressed.count();
    }

    @Override
    public void close() throws IOException {
        if (tar != null) {
            tar.close();
        }
        in.close();
    }
}
