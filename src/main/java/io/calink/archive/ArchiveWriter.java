package io.calink.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes an archive to a stream, entry by entry, in memory that does not grow with it. One thread adds, flushes and
 * finishes; {@link #keepAlive} and {@link #bytesWritten} may be called by others meanwhile.
 */
public final class ArchiveWriter implements Closeable {
    /** The level of deflate that {@code gzip} has by default. */
    private static final int LEVEL = 6;

    private final GzipStream compressed;
    private final TarArchiveOutputStream tar;
    private final byte[] buffer = new byte[64 << 10];
    private boolean finished;

    /** A writer of that format; nothing is written before the first entry. The stream stays the caller's to close. */
    public ArchiveWriter(OutputStream out, Format format) {
        this.compressed = switch (format) {
            case TAR_GZ -> new GzipStream(out, LEVEL);
        };
        this.tar = TarHeaders.stream(compressed);
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
        tar.putArchiveEntry(TarHeaders.header(entry));
        MessageDigest digest = sha256();
        Body body = new Body(entry, content);
        for (int length = body.read(buffer); length > 0; length = body.read(buffer)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The archive was interrupted.");
            }
            digest.update(buffer, 0, length);
            tar.write(buffer, 0, length);
        }
        tar.closeArchiveEntry();
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

    /** Writes the end of the archive: without it a reader reports one that is cut off. */
    public void finish() throws IOException {
        if (!finished) {
            compressed.check();
            tar.finish();
            compressed.finish();
            finished = true;
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
