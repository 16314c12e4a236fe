package io.calink.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line to the service that breaks, every connection of it, when so many bytes of answers have come through, and whose
 * own port stays the same when the service comes back on another.
 */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile int port;

    /** {@code port}: the service's. */
    CuttingRelay(int port) throws IOException {
        this.port = port;
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on, so many bytes of answers come through. */
    void breakAfter(long bytes) {
        left.set(bytes);
    }

    /** From now on, this is the service's port. */
    void leadTo(int other) {
        port = other;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                join(door.accept());
            } catch (IOException broken) {
                // the test is over, or the service is away
            }
        }
    }

    private void join(Socket client) throws IOException {
        sockets.add(client);
        Socket service;
        try {
            service = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException away) {
            client.close();
            throw away;
        }
        sockets.add(service);
        threads.execute(() -> copy(client, service, new AtomicLong(Long.MAX_VALUE)));
        threads.execute(() -> copy(service, client, left));
    }

    private static void copy(Socket from, Socket to, AtomicLong left) {
        byte[] block = new byte[4096];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(block); read >= 0 && left.addAndGet(-read) >= 0; read = in.read(block)) {
                out.write(block, 0, read);
            }
        } catch (IOException broken) {
            // so is the line
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
