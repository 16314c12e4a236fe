package io.calink.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Enumeration;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.X7875_NewUnix;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.jspecify.annotations.Nullable;

/** A zip archive, which is read by the directory at its end, in the order in which it was written. */
final class ZipSource implements Source {
    private static final ZipShort OWNER = new ZipShort(0x7875);
    private static final int LONGEST_TARGET = 4096;
    private static final int PERMISSIONS = 07777;

    private final SeekableByteChannel channel;
    private final ArchiveReader.Bounds bounds;
    private final @Nullable LeftOut leftOut;
    private @Nullable ZipFile zip;
    private @Nullable Enumeration<ZipArchiveEntry> entries;
    private @Nullable InputStream content;
    private long compressed;
    private long plain;

    /** {@code leftOut}: is told of what an archive of ours cannot hold; if there is nothing, it is refused. */
    ZipSource(SeekableByteChannel channel, ArchiveReader.Bounds bounds, @Nullable LeftOut leftOut) {
        this.leftOut = leftOut;
        this.channel = channel;
        this.bounds = bounds;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        if (content != null) {
            content.transferTo(OutputStream.nullOutputStream());
            content = null;
        }
        if (zip == null || entries == null) {
            zip = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setUseUnicodeExtraFields(false)
                    .get();
            entries = zip.getEntriesInPhysicalOrder();
        }
        while (entries.hasMoreElements()) {
            Entry entry = open(zip, entries.nextElement());
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private @Nullable Entry open(ZipFile zip, ZipArchiveEntry header) throws IOException {
        if (!zip.canReadEntryData(header)) {
            if (leftOut != null) {
                leftOut.leftOut(
                        RawText.decode(header.getRawName()), "is encrypted, or packed in a way that is not known");
                return null;
            }
            throw new DamagedException("an entry is packed in a way that CaLink never uses");
        }
        Checked checked = new Checked(zip.getInputStream(header), header);
        long before = compressed;
        InputStream bounded = new Bounded(checked, bounds, () -> plain, () -> before + header.getCompressedSize());
        compressed += header.getCompressedSize();
        try {
            String target = header.isUnixSymlink() ? RawText.decode(bounded.readNBytes(LONGEST_TARGET)) : null;
            Entry entry = entry(header, target);
            content = entry == null ? null : bounded;
            return entry;
        } catch (IllegalArgumentException e) {
            throw new IOException("The archive is refused: " + e.getMessage(), e);
        }
    }

    private @Nullable Entry entry(ZipArchiveEntry header, @Nullable String target) {
        ZipExtraField owner = header.getExtraField(OWNER);
        FileTime modified = header.getLastModifiedTime();
        Entry.Type type =
                target != null ? Entry.Type.SYMLINK : header.isDirectory() ? Entry.Type.DIRECTORY : Entry.Type.FILE;
        String name = RawText.decode(header.getRawName());
        String place = leftOut == null ? name : new ForeignHeaders(leftOut).place(name, type);
        if (place == null) {
            return null;
        }
        return new Entry(
                place,
                type,
                type == Entry.Type.FILE ? header.getSize() : 0,
                header.getUnixMode() & PERMISSIONS,
                owner instanceof X7875_NewUnix unix ? unix.getUID() : 0,
                owner instanceof X7875_NewUnix unix ? unix.getGID() : 0,
                "",
                "",
                modified == null ? Instant.EPOCH : modified.toInstant(),
                target);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return content == null ? -1 : content.read(target, offset, length);
    }

    @Override
    public @Nullable IOException failure() {
        return null;
    }

    @Override
    public long position() {
        return compressed;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
        channel.close();
    }

    /** Content whose length and checksum are looked at, which the library does not do. */
    private final class Checked extends FilterInputStream {
        private final ZipArchiveEntry header;
        private final CRC32 crc = new CRC32();
        private long size;

        Checked(InputStream in, ZipArchiveEntry header) {
            super(in);
            this.header = header;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                size += count;
                plain += count;
            } else if (count < 0 && (size != header.getSize() || crc.getValue() != header.getCrc())) {
                throw new DamagedException(
                        "the checksum of '" + RawText.shown(header.getName()) + "' is not that of its content");
            }
            return count;
        }
    }
}
