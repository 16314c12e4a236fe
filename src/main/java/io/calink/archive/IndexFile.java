package io.calink.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An index that was found to be whole and to be that of its archive. What is kept in memory of it once it was asked is a
 * table that tells where to read in it.
 */
final class IndexFile {
    private static final long LARGEST = 4L << 30;
    private static final int BLOCK = 64 << 10;
    /** What stands before each record. */
    static final int HEADER = Integer.BYTES + 1;

    private static final int TRAILER = HEADER + IndexRecorder.END_SIZE + Integer.BYTES;
    private static final int LONGEST = IndexRecorder.ENTRY_SIZE + 2 * IndexRecorder.LONGEST_NAME;

    private final Path path;
    private final String stamp;
    private @Nullable IndexTable table;

    private IndexFile(Path path, String stamp) {
        this.path = path;
        this.stamp = stamp;
    }

    /** Where decompressing can begin, and how many bytes stand before it. */
    record Point(long compressed, long plain) {}

    /** What takes the records. */
    interface Taker {
        /** The bytes are valid until this returns; false ends it. */
        boolean take(byte kind, ByteBuffer record) throws IOException;
    }

    /** The index of an archive; {@code null} if it is missing, damaged, older than the archive, or not that one's. */
    static @Nullable IndexFile of(Path path, Path archive, String sha256) {
        try {
            BasicFileAttributes index = attributes(path);
            BasicFileAttributes own = attributes(archive);
            boolean trusted = index.isRegularFile()
                    && index.size() > IndexRecorder.MAGIC.length + TRAILER
                    && index.size() <= LARGEST
                    && index.lastModifiedTime().compareTo(own.lastModifiedTime()) >= 0
                    && isWhole(path, index.size(), own.size(), HexFormat.of().parseHex(sha256));
            return trusted ? new IndexFile(path, stamp(index) + stamp(own)) : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether neither the index nor the archive has changed since they were looked at. */
    boolean isStillThatOf(Path archive) {
        try {
            return stamp.equals(stamp(attributes(path)) + stamp(attributes(archive)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String stamp(BasicFileAttributes file) {
        return file.size() + " " + file.lastModifiedTime() + " " + file.fileKey() + " ";
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isWhole(Path path, long size, long archive, byte[] sha256) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = open(path)) {
            byte[] block = new byte[BLOCK];
            for (long left = size - TRAILER; left > 0; ) {
                int count = in.read(block, 0, (int) Math.min(BLOCK, left));
                if (count < 0) {
                    return false;
                }
                crc.update(block, 0, count);
                left -= count;
            }
            ByteBuffer end = ByteBuffer.wrap(in.readNBytes(TRAILER));
            crc.update(end.array(), 0, Math.max(0, end.limit() - Integer.BYTES));
            return end.limit() == TRAILER
                    && end.getInt() == IndexRecorder.END_SIZE
                    && end.get() == IndexRecorder.END
                    && end.getLong() == archive
                    && ByteBuffer.wrap(sha256).equals(end.slice(end.position(), sha256.length))
                    && end.getInt(TRAILER - Integer.BYTES) == (int) crc.getValue();
        }
    }

    private static InputStream open(Path path) throws IOException {
        return Channels.newInputStream(Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** Hands over all records in their order, or as many as are wanted. */
    void each(Taker taker) throws IOException {
        each(0, (place, kind, record) -> taker.take(kind, record));
    }

    /** What takes the records with their places in the file. */
    interface PlaceTaker {
        boolean take(long place, byte kind, ByteBuffer record) throws IOException;
    }

    /** The same from a place on, where a record begins; 0 for the first. */
    private void each(long from, PlaceTaker taker) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream in = Channels.newInputStream(file)) {
            ByteBuffer block = ByteBuffer.allocate(HEADER + LONGEST).limit(0);
            require(in, block, IndexRecorder.MAGIC.length);
            byte[] magic = new byte[IndexRecorder.MAGIC.length];
            block.get(magic);
            boolean more = Arrays.equals(magic, IndexRecorder.MAGIC);
            if (!more) {
                throw new IOException("The index is of another version");
            }
            long place = magic.length;
            if (from > place) {
                place = from;
                file.position(from);
                block.limit(0).position(0);
            }
            while (more) {
                require(in, block, HEADER);
                int length = block.getInt();
                byte kind = block.get();
                if (length < 0 || length > LONGEST) {
                    throw new IOException("The index is damaged");
                }
                require(in, block, length);
                more = kind != IndexRecorder.END && taker.take(place, kind, block.slice(block.position(), length));
                block.position(block.position() + length);
                place += HEADER + length;
            }
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | DateTimeException e) {
            throw new IOException("The index is damaged", e);
        }
    }

    /** What takes the entries with their numbers. */
    interface EntryTaker {
        boolean take(long number, ByteBuffer record) throws IOException;
    }

    /** Hands over the entries in their order from that number on, or as many as are wanted. */
    void entries(long first, EntryTaker taker) throws IOException {
        IndexTable known = table();
        long[] number = {known.groupBefore(first)};
        each(known.placeOfGroup(first), (place, kind, record) -> {
            if (kind != IndexRecorder.ENTRY) {
                return true;
            }
            number[0]++;
            return number[0] < first || taker.take(number[0], record);
        });
    }

    /** The numbers of the entries that may have that name below the directory at the top. */
    long[] named(byte[] name) throws IOException {
        return table().named(name);
    }

    private synchronized IndexTable table() throws IOException {
        IndexTable known = table;
        if (known == null) {
            IndexTable built = new IndexTable();
            each(0, (place, kind, record) -> {
                if (kind == IndexRecorder.ENTRY) {
                    built.entry(place, below(name(record)));
                } else if (kind == IndexRecorder.POINT) {
                    built.point(record.getLong(), record.getLong(), record.getLong());
                }
                return true;
            });
            table = built;
            return built;
        }
        return known;
    }

    /** The bytes of a name without the directory at the top. */
    static ByteBuffer below(ByteBuffer name) {
        for (int i = 0; i < name.limit(); i++) {
            if (name.get(i) == '/') {
                return name.slice(i + 1, name.limit() - i - 1);
            }
        }
        return name;
    }

    /** So many bytes are in the block, whatever of the file that takes. */
    private static void require(InputStream in, ByteBuffer block, int count) throws IOException {
        if (block.remaining() < count) {
            block.compact();
            int read = in.readNBytes(block.array(), block.arrayOffset() + block.position(), block.remaining());
            block.position(block.position() + read).flip();
            if (block.remaining() < count) {
                throw new EOFException("The index is cut off");
            }
        }
    }

    /** The last point that is not behind {@code plain}, or {@code start}. */
    Point before(long scope, long plain, Point start) throws IOException {
        return table().before(scope, plain, start);
    }

    /** Where the name stands in the record of an entry. */
    static ByteBuffer name(ByteBuffer record) {
        int start = 3 * Long.BYTES + Short.BYTES + 2;
        return record.slice(start + Short.BYTES, Short.toUnsignedInt(record.getShort(start)));
    }

    static Listed entry(long number, ByteBuffer record) {
        long position = record.getLong();
        long size = record.getLong();
        Instant modified = Instant.ofEpochSecond(record.getLong());
        int mode = record.getShort();
        Entry.Type type = type(record.get());
        boolean text = record.get() != 0;
        String name = text(record);
        String target = text(record);
        Entry entry =
                new Entry(name, type, size, mode, 0, 0, "", "", modified, type == Entry.Type.SYMLINK ? target : null);
        Listed listed = Listed.of(number, entry, text);
        return new Listed(
                number, listed.name(), type, size, mode, modified, entry.linkTarget(), text, Math.max(0, position));
    }

    private static Entry.Type type(byte kind) {
        return switch (kind) {
            case 'f' -> Entry.Type.FILE;
            case 'd' -> Entry.Type.DIRECTORY;
            case 'l' -> Entry.Type.SYMLINK;
            default -> throw new IllegalArgumentException("There is no such type");
        };
    }

    private static String text(ByteBuffer record) {
        byte[] bytes = new byte[Short.toUnsignedInt(record.getShort())];
        record.get(bytes);
        return RawText.decode(bytes);
    }
}
