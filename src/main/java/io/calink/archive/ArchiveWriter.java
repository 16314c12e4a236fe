package io.calink.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        this.index = index == null ? null : new IndexRecorder(index);
        if (format == Format.ZIP) {
            ZipStream zip = new ZipStream(out, compression, this.index);
            this.compressed = zip;
            this.framing = zip;
        } else {
            this.compressed = format == Format.TAR_ZST
                    ? new ZstdStream(out, compression)
                    : new GzipStream(out, compression, this.index);
            this.framing = new TarFraming(compressed);
        }
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
        if (finished) {
            throw new IOException("The archive is finished; nothing can be added to it.");
        }
        compressed.check();
        framing.begin(entry);
        check.restart();
        MessageDigest digest = sha256();
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
            index.entry(entry, framing.position(), check.isText());
        }
        framing.end();
        body.check();
        return HexFormat.of().formatHex(digest.digest());
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
        compressed.keepAlive();
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
