package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that is open for reading: it gives exactly as many bytes as it announces, whatever happens to the file. */
public final class OpenFile implements Closeable {
    /** What became of it. */
    public enum Status {
        OK,
        TRUNCATED,
        CHANGED,
        SKIPPED,
        DENIED,
        ABSENT,
        FAILED,
        TIMEOUT
    }

    private final long size;
    private final long originalSize;
    private final InputStream content;
    private final @Nullable Source source;
    private final @Nullable Identity identity;
    private final long start;
    private boolean troubled;
    private final byte[] before;
    private Status status;
    private @Nullable String detail;

    private OpenFile(
            Status status,
            @Nullable String detail,
            long size,
            long originalSize,
            @Nullable InputStream content,
            @Nullable Source source,
            @Nullable Identity identity,
            long start,
            byte[] before) {
        this.identity = identity;
        this.start = start;
        this.status = status;
        this.before = before;
        this.detail = detail;
        this.size = size;
        this.originalSize = originalSize;
        this.source = source;
        this.content = content != null ? content : new Exact(Objects.requireNonNull(source), start);
    }

    /** One that has no content, for a reason. */
    static OpenFile without(Status status, @Nullable String detail, long originalSize) {
        return new OpenFile(status, detail, 0, originalSize, InputStream.nullInputStream(), null, null, 0, new byte[0]);
    }

    /** One that has been read already. */
    static OpenFile read(Status status, @Nullable String detail, Memory memory) {
        return new OpenFile(status, detail, memory.size(), memory.size(), memory.content(), null, null, 0, new byte[0]);
    }

    /** One that is read from {@code start}, where the source stands. */
    static OpenFile from(
            Source source,
            @Nullable Identity identity,
            long start,
            long originalSize,
            Status status,
            @Nullable String detail) {
        return new OpenFile(
                status, detail, originalSize - start, originalSize, null, source, identity, start, new byte[0]);
    }

    /** The end of a text; {@code before} is what stands right before it. */
    static OpenFile tail(
            Source source, @Nullable Identity identity, long start, long originalSize, String detail, byte[] before) {
        return new OpenFile(
                Status.TRUNCATED, detail, originalSize - start, originalSize, null, source, identity, start, before);
    }

    /** Some of what stands right before {@link #content()}, where the beginning of a text was cut off. */
    public byte[] before() {
        return before.clone();
    }

    /** How many bytes {@link #content()} gives, exactly. */
    public long size() {
        return size;
    }

    /** How many bytes the file had when it was opened; in {@code /proc} and {@code /sys}, how many it gave. */
    public long originalSize() {
        return originalSize;
    }

    /** Where in the file {@link #content()} begins. */
    public long start() {
        return start;
    }

    /**
     * Which file it is; {@code null} if its file system does not keep track of it, or what was read so far is not just
     * what was in it when it was opened.
     */
    public @Nullable Identity identity() {
        return troubled ? null : identity;
    }

    /**
     * The content, to be read once. What the file no longer has, or cannot give, is zeros.
     *
     * <p>Reading throws {@link ClosedChannelException} if this was closed or the reading thread interrupted, and no
     * exception for trouble with the file.
     */
    public InputStream content() {
        return content;
    }

    /** What became of it; final when the content was read. */
    public Status status() {
        return status;
    }

    /** What there is to say about it, in one sentence; final when the content was read. */
    public @Nullable String detail() {
        return detail;
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
        }
    }

    private void tell(Status worse, String sentence) {
        troubled = true;
        status = status == Status.TRUNCATED && worse == Status.CHANGED ? status : worse;
        detail = detail == null ? sentence : detail + "; " + sentence;
    }

    private final class Exact extends InputStream {
        private static final int MOST = 128 * 1024;

        private final Source source;
        private long position;
        private boolean dry;

        Exact(Source source, long start) {
            this.source = source;
            this.position = start;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (position == originalSize || length == 0) {
                return length == 0 ? 0 : -1;
            }
            int wanted = (int) Math.min(Math.min(length, MOST), originalSize - position);
            int count = dry ? -1 : fromFile(bytes, offset, wanted);
            if (count < 0) {
                Arrays.fill(bytes, offset, offset + wanted, (byte) 0);
                count = wanted;
            }
            position += count;
            if (position == originalSize && !dry) {
                compareSize();
            }
            return count;
        }

        private int fromFile(byte[] bytes, int offset, int wanted) throws IOException {
            try {
                int count = source.read(bytes, offset, wanted);
                if (count < 0) {
                    dry = true;
                    tell(
                            Status.CHANGED,
                            "shrank while it was read: of " + originalSize + " bytes it had " + position
                                    + ", the rest are zeros");
                }
                return count;
            } catch (ClosedChannelException e) {
                throw e;
            } catch (Patience.TimedOut e) {
                dry = true;
                tell(Status.TIMEOUT, e.getMessage() + " at byte " + position + ": the rest are zeros");
                return -1;
            } catch (IOException e) {
                dry = true;
                tell(
                        Status.TRUNCATED,
                        "could not be read from byte " + position + " on (" + e.getMessage() + "): the rest are zeros");
                return -1;
            }
        }

        private void compareSize() {
            try {
                long now = source.size();
                if (now > originalSize) {
                    tell(
                            Status.CHANGED,
                            "grew while it was read: taken are the " + originalSize
                                    + " bytes that it had when it was opened");
                }
            } catch (IOException e) {
                dry = true;
                troubled = true; // all bytes are there: what it is now is not worth an error
            }
        }
    }
}
