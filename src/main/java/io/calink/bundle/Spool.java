package io.calink.bundle;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Bytes put aside until their number is known: in memory while they are few, then in a file of mode 0600 that has no
 * name any more, so that nothing readable is left behind whatever happens to this process.
 */
final class Spool extends OutputStream {
    private static final int IN_MEMORY = 1 << 20;
    private static final int BUFFER = 32 << 10;

    private final Path directory;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private @Nullable OutputStream writing;
    private long size;

    Spool(Path directory) {
        this.directory = directory;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        if (writing == null && memory.size() + length > IN_MEMORY) {
            writing = spill();
        }
        (writing == null ? memory : writing).write(bytes, offset, length);
    }

    /** Writes all of a text, and ends its last line. */
    void writeLines(InputStream text) throws IOException {
        byte[] buffer = new byte[1 << 16];
        byte last = '\n';
        for (int length; (length = text.read(buffer)) > 0; ) {
            write(buffer, 0, length);
            last = buffer[length - 1];
        }
        if (last != '\n') {
            write('\n');
        }
    }

    private OutputStream spill() throws IOException {
        Path path = Files.createTempFile(directory, "calink-", ".tmp");
        try {
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
        memory.writeTo(out);
        memory = new ByteArrayOutputStream(0);
        return out;
    }

    long size() {
        return size;
    }

    /** Reads from the beginning all that has been written so far. */
    InputStream read() throws IOException {
        if (file == null || writing == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        writing.flush();
        return new Reading(file, size);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private static final class Reading extends InputStream {
        private final FileChannel file;
        private final long end;
        private long position;

        Reading(FileChannel file, long end) {
            this.file = file;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position >= end) {
                return -1;
            }
            int wanted = (int) Math.min(length, end - position);
            int got = file.read(ByteBuffer.wrap(bytes, offset, wanted), position);
            position += Math.max(got, 0);
            return got;
        }
    }
}
