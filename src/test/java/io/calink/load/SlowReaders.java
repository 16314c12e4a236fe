package io.calink.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** L2: downloads that are not read, or slowly, and others who only want an answer. */
final class SlowReaders {
    private static final int NOT_READING = 300;
    private static final int SLOW = 20;
    private static final int SLOW_BYTES_PER_SECOND = 50_000;
    private static final int STEPS_PER_SECOND = 10;
    private static final int ARCHIVE = 32 << 20;
    private static final int ASKING = 5;
    private static final double HERTZ = 20;
    private static final long SECONDS = 10;
    private static final double TARGET_MILLIS = 100;
    private static final String[] PATH = {"/info/uptime"};

    private final PackagedService service;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();

    private SlowReaders(PackagedService service) {
        this.service = service;
    }

    static List<Figure> run(Path java, Path directory) throws Exception {
        byte[] noise = new byte[ARCHIVE];
        new Random(1).nextBytes(noise);
        Path file = Files.write(directory.resolve("noise"), noise);
        try (PackagedService service =
                PackagedService.start(java, directory, "[redaction]\nallow=/**\n[files]\n_files=" + file + "\n")) {
            return new SlowReaders(service).run();
        }
    }

    private List<Figure> run() throws Exception {
        String archive = archive();
        ask();
        Latencies before = ask();
        try (Clients readers = new Clients()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * SECONDS);
            readers.start(SLOW, number -> readSlowly(archive, end));
            for (int i = 0; i < NOT_READING; i++) {
                begin(archive, 4096);
            }
            Latencies during = ask();
            readers.await();
            return List.of(
                    Figure.note("downloads that began, of 320", begun.get()),
                    Figure.note("downloads that were refused with 503", refused.get()),
                    Figure.note("slow readers that got their 50 KB/s to the end", kept.get()),
                    Figure.note("GET /info/uptime before", before),
                    Figure.p99("GET /info/uptime meanwhile", TARGET_MILLIS, during));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private String archive() throws IOException {
        try (Connection connection = new Connection(service.port())) {
            String bundle = connection.ask("POST", "/bundles", "").location();
            while (!connection.get(bundle).isOver()) {
                Clients.pause(100);
            }
            return bundle + "/archive";
        }
    }

    private Latencies ask() throws Exception {
        Latencies[] latencies = {new Latencies()};
        try (Clients clients = new Clients()) {
            clients.start(ASKING, number -> {
                        try (Connection connection = new Connection(service.port())) {
                            Clients.poll(connection, PATH, number, HERTZ, SECONDS, latencies);
                        }
                    })
                    .await();
        }
        return latencies[0];
    }

    /** Begins a download, and reads no more of it than its status. */
    private Socket begin(String path, int receiveBuffer) throws IOException {
        Socket socket = Connection.begin(service.port(), "GET", path, receiveBuffer);
        sockets.add(socket);
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        (status.endsWith(" 200") ? begun : refused).incrementAndGet();
        return socket;
    }

    private void readSlowly(String path, long end) throws IOException {
        Socket socket = begin(path, 16 << 10);
        InputStream in = socket.getInputStream();
        int step = SLOW_BYTES_PER_SECOND / STEPS_PER_SECOND;
        long next = System.nanoTime();
        boolean whole = true;
        while (System.nanoTime() < end && whole) {
            whole = in.readNBytes(step).length == step;
            next += TimeUnit.SECONDS.toNanos(1) / STEPS_PER_SECOND;
            Clients.pauseUntil(next);
        }
        if (whole && System.nanoTime() - next < TimeUnit.SECONDS.toNanos(1)) {
            kept.incrementAndGet();
        }
    }
}
