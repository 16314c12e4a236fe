package io.calink.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What comes out of a deflate stream in a file, from a place on where nothing refers back. */
final class Inflated extends InputStream {
    private final FileChannel file;
    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer compressed = ByteBuffer.allocate(16 << 10);
    private long position;
    private boolean closed;

    /** The file is closed with the stream. */
    Inflated(FileChannel file, long position) {
        this.file = file;
        this.position = position;
    }

    /** Goes on at another place where nothing refers back. */
    void goTo(long place) {
        inflater.reset();
        position = place;
    }

    /** So many bytes of the file as they are. */
    ByteBuffer peek(long place, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, place + bytes.position()) < 0) {
                throw new EOFException("It ends before the place that was looked for");
            }
        }
        return bytes.flip();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("The archive is closed.");
        }
        try {
            int count = length == 0 ? 0 : inflater.inflate(target, offset, length);
            while (count == 0 && length > 0) {
                if (inflater.finished() || inflater.needsDictionary()) {
                    return -1;
                }
                refill();
                count = inflater.inflate(target, offset, length);
            }
            return count;
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new DamagedException("it cannot be decompressed");
        }
    }

    private void refill() throws IOException {
        int count = file.read(compressed.clear(), position);
        if (count < 0) {
            throw new DamagedException("it is cut off after " + position + " bytes");
        }
        position += count;
        inflater.setInput(compressed.flip());
    }

    /** Passes over exactly so many bytes. */
    void pass(long count) throws IOException {
        byte[] passed = new byte[64 << 10];
        for (long left = count; left > 0; ) {
            int length = read(passed, 0, (int) Math.min(left, passed.length));
            if (length < 0) {
                throw new EOFException("It ends before the place that was looked for");
            }
            left -= length;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            inflater.end();
            file.close();
        }
    }
}
