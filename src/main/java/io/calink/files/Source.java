package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of an open file, which may come from another machine that has stopped answering. */
final class Source implements Closeable {
    private final SeekableByteChannel channel;
    private final Surroundings around;
    private final @Nullable Path mount;

    Source(SeekableByteChannel channel, Surroundings around, @Nullable Path mount) {
        this.channel = channel;
        this.around = around;
        this.mount = mount;
    }

    long size() throws IOException {
        return mount == null ? channel.size() : around.patiently(mount, channel::size);
    }

    void position(long position) throws IOException {
        channel.position(position);
    }

    /** Some of the next bytes, -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (mount == null) {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        }
        // who comes too late must not write where somebody else reads
        ByteBuffer own = ByteBuffer.allocate(length);
        int count = around.patiently(mount, () -> channel.read(own));
        own.flip().get(bytes, offset, Math.max(count, 0));
        return count;
    }

    /** The bytes from a position on, at most {@code most}. */
    byte[] sample(long position, int most) throws IOException {
        byte[] bytes = new byte[most];
        int length = 0;
        position(position);
        int count = 0;
        while (length < most && count >= 0) {
            count = read(bytes, length, most - length);
            length += Math.max(count, 0);
        }
        return length == most ? bytes : java.util.Arrays.copyOf(bytes, length);
    }

    Surroundings around() {
        return around;
    }

    @Override
    public void close() {
        // a channel closes only when its read has come back, which may be never
        if (mount == null) {
            closeNow();
        } else {
            around.aside(this::closeNow);
        }
    }

    private void closeNow() {
        try {
            channel.close();
        } catch (IOException e) {
            // only read from: there is nothing to lose
        }
    }
}
