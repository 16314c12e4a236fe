package io.calink.commands;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;

/** A private file that takes the output of one command, and has no name from the moment the command has started. */
final class OutputFile implements Closeable {
    private static final int BLOCK = 4096;

    private final Path path;

    // Not a channel: a thread that is interrupted while it uses a channel closes it for all others.
    private final RandomAccessFile file;

    private OutputFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static OutputFile create(Path directory) throws IOException {
        Path path = directory.resolve(".calink-" + UUID.randomUUID() + ".spool");
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            return new OutputFile(path, new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw new FileSystemException(path.toString(), null, e.getMessage());
        }
    }

    /** The name that a command's output can be redirected to, until {@link #unlink()}. */
    Path path() {
        return path;
    }

    void unlink() throws IOException {
        Files.deleteIfExists(path);
    }

    synchronized long size() throws IOException {
        return file.length();
    }

    synchronized void cut(long size) throws IOException {
        file.setLength(size);
    }

    /** Whether there is no space for one more block, so that what was written last may be missing. */
    synchronized boolean full() throws IOException {
        long size = file.length();
        try {
            file.seek(size);
            file.write(new byte[BLOCK]);
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            file.setLength(size);
        }
    }

    /** A new stream of the first {@code size} bytes, independent of all others. */
    InputStream content(long size) {
        return new Content(size);
    }

    private synchronized int read(long position, byte[] bytes, int offset, int length) throws IOException {
        file.seek(position);
        return file.read(bytes, offset, length);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
        unlink();
    }

    private final class Content extends InputStream {
        private final long size;
        private long position;

        private Content(long size) {
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (position >= size) {
                return -1;
            }
            int count = OutputFile.this.read(position, bytes, offset, (int) Math.min(length, size - position));
            position += Math.max(count, 0);
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, size - position);
        }
    }
}
