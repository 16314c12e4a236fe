package io.calink.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive to a stream, entry by entry, in memory that does not grow with it. One thread adds, flushes and
 * finishes; {@link #keepAlive} and {@link #bytesWritten} may be called by others meanwhile.
 */
public final class ArchiveWriter implements Closeable {
    private final CompressedStream compressed;
    private final Framing framing;
    private final @Nullable IndexRecorder index;
    private final @Nullable EarlierArchive earlier;
    private @Nullable TarPieces pieces;
    private long filesTaken;
    private long lastPosition;
    private long lastSize;
    private String lastSha256 = "";
    private final TextCheck check = new TextCheck();
    private final byte[] buffer = new byte[64 << 10];
    private boolean finished;

    /** A writer of that format, compressed as it is by default. */
    public ArchiveWriter(OutputStream out, Format format) {
        this(out, format, Compression.DEFAULT);
    }

    /** A writer of that format; nothing is written before the first entry. The stream stays the caller's to close. */
    public ArchiveWriter(OutputStream out, Format format, Compression compression) {
        this(out, format, compression, null);
    }

    /**
     * The same, which also writes the archive's index for an {@link ArchiveFile}. Whatever happens to the index, the
     * archive is written; its stream stays the caller's to close, too.
     */
    public ArchiveWriter(OutputStream out, Format format, Compression compression, @Nullable OutputStream index) {
        this(out, format, compression, index, null);
    }

    /** The same, which also lets a later archive take over what is in this one; that needs an index, and tar.gz. */
    public ArchiveWriter(
            OutputStream out,
            Format format,
            Compression compression,
            @Nullable OutputStream index,
            @Nullable Reuse reuse) {
        this.index = index == null ? null : new IndexRecorder(index);
        this.earlier = reuse == null || format != Format.TAR_GZ ? null : reuse.earlier();
        if (format == Format.ZIP) {
            ZipStream zip = new ZipStream(out, compression, this.index);
            this.compressed = zip;
            this.framing = zip;
        } else if (format == Format.TAR_ZST) {
            this.compressed = new ZstdStream(out, compression);
            this.framing = new TarFraming(compressed);
        } else {
            GzipStream gzip = new GzipStream(out, compression, this.index, earlier);
            TarFraming tar = new TarFraming(gzip);
            this.compressed = gzip;
            this.framing = tar;
            if (reuse != null && this.index != null) {
                this.index.conditions(reuse.conditions(), reuse.begun());
            }
            this.pieces = reuse == null ? null : new TarPieces(gzip, tar);
        }
    }

    private ArchiveWriter(CompressedStream compressed) {
        this.index = null;
        this.earlier = null;
        this.compressed = compressed;
        this.framing = new TarFraming(compressed);
    }

    /** A writer of a tar archive in a packing that others use, or in none; the stream stays the caller's to close. */
    public static ArchiveWriter tar(OutputStream out, @Nullable Packing packing) {
        return new ArchiveWriter(new PackedStream(out, packing));
    }

    /** Adds a directory, a link or an empty file, and returns the sha256 of no bytes in hex. */
    public String add(Entry entry) throws IOException {
        return add(entry, InputStream.nullInputStream());
    }

    /**
     * Adds an entry with its content, of which exactly {@link Entry#size} bytes are taken.
     *
     * @return the sha256 of those bytes, in lower-case hex
     * @throws ContentException if the content cannot be read, ends early, or goes on after its size; the entry then has
     *     its size all the same, filled with zeros, and the archive goes on with the next one
     * @throws InterruptedIOException if the thread was interrupted; the archive cannot go on
     * @throws IOException if the archive cannot be written; it cannot go on
     */
    public String add(Entry entry, InputStream content) throws IOException {
        return add(entry, 0, content);
    }

    /** The same for content that begins at {@code start} of its file, so that a later part of it is known again. */
    public String add(Entry entry, long start, InputStream content) throws IOException {
        if (finished) {
            throw new IOException("The archive is finished; nothing can be added to it.");
        }
        compressed.check();
        if (pieces != null) {
            pieces.beginEntry(entry);
        }
        framing.begin(entry);
        long position = framing.position();
        if (pieces != null) {
            pieces.begin(start, entry.size());
        }
        check.restart();
        MessageDigest digest = Segment.sha256();
        Body body = new Body(entry, content);
        for (int length = body.read(buffer); length > 0; length = body.read(buffer)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The archive was interrupted.");
            }
            digest.update(buffer, 0, length);
            framing.write(buffer, length);
            if (index != null) {
                check.take(buffer, length);
            }
        }
        if (index != null) {
            index.entry(entry, position, check.isText());
        }
        framing.end();
        lastPosition = position;
        lastSize = entry.size();
        lastSha256 = HexFormat.of().formatHex(digest.digest());
        body.check();
        return lastSha256;
    }

    /**
     * Writes down that the content of the last entry is what is in that file, or came of it.
     *
     * @param account what has to be known again where the content is taken without the file being read; content with an
     *     account of more than 4,096 bytes is not taken
     */
    public void vouch(Origin origin, String account) {
        boolean brief = RawText.encode(account).length <= IndexRecorder.LONGEST_ACCOUNT;
        if (index != null && pieces != null && lastSize > 0 && brief) {
            index.origin(origin, lastPosition, lastSize, check.isText(), lastSha256, account);
        }
    }

    /**
     * Adds an entry with content that the earlier archive has of the same file, unchanged since, without reading it.
     *
     * @param entry its size is not looked at
     * @return what was added; {@code null} if it cannot be taken over at this place, and nothing was added
     * @throws IOException if the archive cannot be written; it cannot go on
     */
    public @Nullable Again addAgain(Entry entry, EarlierArchive.Known known) throws IOException {
        TarPieces into = pieces;
        if (into == null || known.from() != earlier || finished) {
            return null;
        }
        compressed.check();
        Entry sized = entry.size(known.size());
        into.beginEntry(sized);
        if (!into.canCopy(known, framing.position() + TarHeaders.bytes(sized).length)) {
            return null;
        }
        framing.begin(sized);
        long position = framing.position();
        if (index != null) {
            index.entry(sized, position, known.text());
            index.origin(known.origin(), position, known.size(), known.text(), known.sha256(), known.account());
        }
        into.copy(known);
        framing.end();
        filesTaken++;
        return new Again(known.size(), known.sha256());
    }

    /** What was added without reading it: its size in bytes, and its sha256 in lower-case hex. */
    public record Again(long size, String sha256) {}

    /** How much was taken over from the earlier archive, of what is not {@link #pending}. */
    public Reuse.Taken taken() {
        return new Reuse.Taken(filesTaken, pieces == null ? 0 : pieces.reused());
    }

    /** Sends on what was added so far, so that a reader at the other end can decode all of it. */
    public void flush() throws IOException {
        compressed.flush();
    }

    /**
     * Makes some bytes flow that mean nothing, after those that are still held back: from any thread, also while
     * {@link #add} waits for its content. Does nothing once the archive is finished or closed.
     *
     * @throws IOException if nobody takes the bytes any more
     */
    public void keepAlive() throws IOException {
        keepAlive(1);
    }

    /**
     * The same for so many bytes.
     *
     * @param least how many bytes, for those below that hold back what is less; a zip archive has none between entries
     * @throws IOException if nobody takes the bytes any more
     */
    public void keepAlive(int least) throws IOException {
        compressed.keepAlive(least);
    }

    /** The bytes of the archive so far, compressed; from any thread. */
    public long bytesWritten() {
        return compressed.written();
    }

    /** The bytes that were added and are not in {@link #bytesWritten} yet, because they are still being compressed. */
    public long pending() {
        return compressed.pending();
    }

    /** Waits until nothing is {@link #pending}; the archive becomes a few bytes longer by it. */
    public void settle() throws IOException {
        compressed.settle();
    }

    /** Writes the end of the archive: without it a reader reports one that is cut off. */
    public void finish() throws IOException {
        if (!finished) {
            compressed.check();
            framing.endOfEntries();
            compressed.finish();
            finished = true;
        }
    }

    /** Writes the end of the index, if there is one, after that of the archive, whose sha256 it tells. */
    public void endIndex(String sha256) {
        if (index != null && finished) {
            index.end(bytesWritten(), sha256);
        }
    }

    /** Frees what the writer holds. An archive that was not finished stays without its end, and so is no archive. */
    @Override
    public void close() {
        finished = true;
        compressed.free();
    }
}
