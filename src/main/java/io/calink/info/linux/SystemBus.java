package io.calink.info.linux;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the system bus, over which programs of a machine talk to each other; so systemd can be asked without
 * starting systemctl. A thread that waits here is set free by an interrupt.
 */
final class SystemBus implements AutoCloseable {
    private static final int LONGEST_LINE = 1000;
    private static final int MOST_SIGNALS = 1000;

    private final SocketChannel channel;
    private int calls;

    private SystemBus(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects as the user of this process.
     *
     * @throws IOException if nobody listens there, or the bus does not want this user
     */
    static SystemBus at(Path socket) throws IOException {
        SystemBus bus = new SystemBus(SocketChannel.open(StandardProtocolFamily.UNIX));
        try {
            bus.channel.connect(UnixDomainSocketAddress.of(socket));
            bus.write("\0AUTH EXTERNAL\r\nDATA\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = bus.line();
            answer = answer.startsWith("DATA") ? bus.line() : answer;
            if (!answer.startsWith("OK ")) {
                throw new IOException("The system bus does not let this user in.");
            }
            bus.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
            bus.call("/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello", null);
            return bus;
        } catch (IOException e) {
            bus.close();
            throw e;
        }
    }

    /**
     * Calls a method, and waits for what it gives.
     *
     * @param type of the object, whose name its owner has
     * @throws IOException if the bus, or who was called, answers with an error
     */
    ByteBuffer call(String path, String type, String method, @Nullable List<String> texts) throws IOException {
        calls++;
        write(BusMessage.call(calls, path, type, method, texts));
        for (int i = 0; i < MOST_SIGNALS; i++) {
            BusMessage message = next();
            if (message.answers() == calls && message.type() == BusMessage.ANSWER) {
                return message.body();
            }
            if (message.answers() == calls && message.type() == BusMessage.ERROR) {
                throw new IOException("The system bus has nobody who would answer " + method + " to this user.");
            }
        }
        throw new IOException("The system bus did not answer " + method + ".");
    }

    private BusMessage next() throws IOException {
        ByteBuffer start = read(BusMessage.START);
        ByteBuffer rest = read(BusMessage.rest(start));
        ByteBuffer whole = ByteBuffer.allocate(BusMessage.START + rest.remaining());
        return BusMessage.parse(whole.put(start).put(rest).flip());
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("The system bus hung up.");
            }
        }
        return bytes.flip();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0 && line.length() < LONGEST_LINE) {
            line.append((char) read(1).get());
        }
        return line.toString();
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
