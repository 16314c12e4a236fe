package io.calink.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An archive that was made before, held open, from which another one takes what has not changed. Whatever is damaged in
 * it or gone is not found. It is safe to use from any thread.
 */
public final class EarlierArchive implements Closeable {
    /**
     * For so long a file has to have been left alone before the gathering began: what is written through a mapping can
     * bear the time at which the system last cleaned the page, half a minute before.
     */
    private static final Duration UNTOUCHED = Duration.ofMinutes(1);

    /** What an index is called, in place of the suffix of its archive. */
    public static final String INDEX = ".index";

    private static final int LONGEST_TEXT = 4096;

    // neither of them is closed by an interrupt, as a channel is
    private final RandomAccessFile archive;
    private final RandomAccessFile index;
    private final Places keys = new Places();
    private final Places starts = new Places();
    private final Places files = new Places();
    private Instant begun = Instant.MIN;
    private String conditions = "";

    private EarlierArchive(RandomAccessFile archive, RandomAccessFile index) {
        this.archive = archive;
        this.index = index;
    }

    /**
     * Content of a file that was taken before, and that is in an earlier archive as it was.
     *
     * @param from that archive
     * @param origin the file
     * @param plain where the content begins in what comes out of the archive
     * @param size bytes of the content
     * @param text whether they are UTF-8
     * @param sha256 of the content, in lower-case hex
     * @param packed bytes in the archive
     * @param account what {@link ArchiveWriter#vouch} was given with it
     */
    public record Known(
            EarlierArchive from,
            Origin origin,
            long plain,
            long size,
            boolean text,
            String sha256,
            long packed,
            String account) {
        Segments segments() {
            return new Segments(from, plain, size);
        }
    }

    /**
     * Opens an archive with its index.
     *
     * @param sha256 of the archive in hexadecimal digits, as its index has to say it
     * @param conditions those of the archive that is to be made, see {@link Reuse}
     * @return empty if one of the files is missing, damaged or not that of the other, or the conditions were others
     */
    public static Optional<EarlierArchive> open(Path archive, Path index, String sha256, String conditions) {
        IndexFile known = IndexFile.of(index, archive, sha256);
        if (known == null) {
            return Optional.empty();
        }
        EarlierArchive opened = null;
        boolean fits = false;
        try {
            opened = new EarlierArchive(
                    new RandomAccessFile(archive.toFile(), "r"), new RandomAccessFile(index.toFile(), "r"));
            opened.load(known);
            fits = known.isStillThatOf(archive) && opened.conditions.equals(conditions);
            return fits ? Optional.of(opened) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            if (opened != null && !fits) {
                opened.close();
            }
        }
    }

    /**
     * Opens an archive whose index lies beside it, under its name with {@code .index} as the suffix; both have to be
     * this user's or root's, and nobody else's to write.
     */
    public static Optional<EarlierArchive> open(Path archive, String conditions) {
        try {
            Path there = archive.toRealPath();
            Path index = indexOf(there);
            if (!Ownership.isOurs(there) || !Ownership.isOurs(index)) {
                return Optional.empty();
            }
            MessageDigest digest = Segment.sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(there), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return open(there, index, HexFormat.of().formatHex(digest.digest()), conditions);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the index of an archive lies: beside that itself, whatever links lead there. */
    public static Path indexOf(Path archive) {
        Path there = archive;
        try {
            there = archive.toRealPath();
        } catch (IOException e) {
            // then there is no index either
        }
        String name = String.valueOf(there.getFileName());
        for (Format format : Format.values()) {
            if (name.endsWith(format.suffix())) {
                name = name.substring(0, name.length() - format.suffix().length());
            }
        }
        return there.resolveSibling(name + INDEX);
    }

    private void load(IndexFile known) throws IOException {
        long[] position = {IndexRecorder.MAGIC.length};
        known.each((kind, record) -> {
            long place = position[0] + IndexFile.HEADER;
            position[0] = place + record.limit();
            switch (kind) {
                case IndexRecorder.CONDITIONS -> {
                    begun = Instant.ofEpochSecond(record.getLong(), record.getInt());
                    conditions = text(record, record.remaining());
                }
                case IndexRecorder.SEGMENT -> {
                    Segment segment = Segment.of(record);
                    keys.put(Segment.brief(segment.key()), place);
                    starts.put(segment.plain(), place);
                }
                case IndexRecorder.ORIGIN -> files.put(Origin.of(record).hashCode(), place);
                default -> {
                    // of the entries nothing more has to be known
                }
            }
            return true;
        });
    }

    private static String text(ByteBuffer record, int length) {
        byte[] bytes = new byte[Math.min(length, LONGEST_TEXT)];
        record.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The segment of these bytes behind these others, if there is one. */
    @Nullable
    Segment find(ByteBuffer key, int length, int window) {
        long place = keys.get(Segment.brief(key));
        Segment found = place == 0 ? null : segment(place);
        return found != null && found.key().equals(key) && found.length() == length && found.window() == window
                ? found
                : null;
    }

    /** The segment that begins at a place of what comes out, if there is one. */
    @Nullable
    Segment at(long plain) {
        return segment(starts.get(plain));
    }

    private @Nullable Segment segment(long place) {
        byte[] record = new byte[Segment.SIZE];
        return place > 0 && read(index, place, record) ? Segment.of(ByteBuffer.wrap(record)) : null;
    }

    /** Its bytes in the archive; {@code null} if they are not what they were. */
    byte @Nullable [] read(Segment segment) {
        if (segment.packed() < 0 || segment.packed() > Segment.MOST_PACKED) {
            return null;
        }
        byte[] bytes = new byte[segment.packed()];
        boolean same = read(archive, segment.compressed(), bytes)
                && Segment.seal(bytes, 0, bytes.length).equals(segment.seal());
        return same ? bytes : null;
    }

    private static boolean read(RandomAccessFile file, long position, byte[] bytes) {
        synchronized (file) {
            try {
                file.seek(position);
                file.readFully(bytes);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** What the index says of it; {@code null} if it says nothing. */
    private @Nullable ByteBuffer record(Origin origin) {
        long place = files.get(origin.hashCode());
        byte[] header = new byte[IndexFile.HEADER];
        if (place == 0 || !read(index, place - header.length, header)) {
            return null;
        }
        int length = ByteBuffer.wrap(header).getInt();
        int least = Origin.SIZE + IndexRecorder.ORIGIN_SIZE;
        if (length < least || length > least + IndexRecorder.LONGEST_ACCOUNT) {
            return null;
        }
        byte[] bytes = new byte[length];
        ByteBuffer record = ByteBuffer.wrap(bytes);
        try {
            return read(index, place, bytes) && Origin.of(record).equals(origin) ? record : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * {@return the content that a file had and has still, with all its bytes in the archive found to be as they were;
     * {@code null} if there is none}
     */
    public @Nullable Known find(Origin origin) {
        ByteBuffer record = origin.changed().plus(UNTOUCHED).isBefore(begun) ? record(origin) : null;
        if (record == null) {
            return null;
        }
        try {
            long plain = record.getLong();
            long size = record.getLong();
            boolean text = record.get() != 0;
            byte[] digest = new byte[IndexRecorder.SHA256_SIZE];
            record.get(digest);
            String sha256 = HexFormat.of().formatHex(digest);
            String account = text(record, record.remaining());
            long packed = packed(new Segments(this, plain, size));
            return packed < 0 ? null : new Known(this, origin, plain, size, text, sha256, packed, account);
        } catch (IOException | BufferUnderflowException e) {
            return null;
        }
    }

    /** How many bytes they have; negative if those are not what they were. */
    private long packed(Segments segments) throws IOException {
        long packed = 0;
        for (Segment segment = segments.next(); segment != null; segment = segments.next()) {
            packed += segment.packed();
            if (Thread.currentThread().isInterrupted() || read(segment) == null) {
                return -1;
            }
        }
        return packed;
    }

    /** Lets go of the files. */
    @Override
    public void close() {
        for (RandomAccessFile file : Arrays.asList(archive, index)) {
            try {
                file.close();
            } catch (IOException e) {
                // only read from: there is nothing to lose
            }
        }
    }
}
