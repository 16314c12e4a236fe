package io.calink.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client who sends the beginning of a request at once, and then a byte at a time. */
final class SlowClient implements AutoCloseable {
    private final Socket socket;
    private final ScheduledExecutorService drops;
    private final long begun = System.nanoTime();

    SlowClient(int port, String atOnce, String byteByByte, Duration pause) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        OutputStream out = socket.getOutputStream();
        out.write(atOnce.getBytes(StandardCharsets.US_ASCII));
        byte[] rest = byteByByte.getBytes(StandardCharsets.US_ASCII);
        drops = Executors.newSingleThreadScheduledExecutor();
        int[] next = new int[1];
        var unused = drops.scheduleWithFixedDelay(
                () -> {
                    try {
                        out.write(rest[next[0]++ % rest.length]);
                    } catch (IOException e) {
                        // the service has had enough: that ends it
                        throw new IllegalStateException(e);
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What the service says until it closes the connection. */
    String answer() {
        StringBuilder answer = new StringBuilder();
        try {
            for (int read = socket.getInputStream().read();
                    read >= 0;
                    read = socket.getInputStream().read()) {
                answer.append((char) read);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("still open, after: " + answer, e);
        } catch (IOException e) {
            // closed while bytes were on their way
        }
        return answer.toString();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() throws IOException {
        drops.shutdownNow();
        socket.close();
    }
}
