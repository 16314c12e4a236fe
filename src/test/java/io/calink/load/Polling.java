package io.calink.load;

import java.nio.file.Path;
import java.util.List;

/** L3: many who ask often. */
final class Polling {
    private static final int CLIENTS = 50;
    private static final double HERTZ = 10;
    private static final long WARM_UP_SECONDS = 10;
    private static final long SECONDS = 30;
    private static final double TARGET_MILLIS = 50;
    private static final String[] PATHS = {"/info/cpu", "/info/ps", "/info/disk"};

    private Polling() {}

    static List<Figure> run(Path java, Path directory) throws Exception {
        try (PackagedService service = PackagedService.start(java, directory, "[info]\nsystem=host\n")) {
            poll(service, WARM_UP_SECONDS);
            Latencies[] latencies = poll(service, SECONDS);
            return List.of(
                    Figure.p99("GET /info/cpu", TARGET_MILLIS, latencies[0]),
                    Figure.p99("GET /info/ps", TARGET_MILLIS, latencies[1]),
                    Figure.p99("GET /info/disk", TARGET_MILLIS, latencies[2]));
        }
    }

    private static Latencies[] poll(PackagedService service, long seconds) throws Exception {
        Latencies[] latencies = {new Latencies(), new Latencies(), new Latencies()};
        try (Clients clients = new Clients()) {
            clients.start(CLIENTS, number -> {
                        try (Connection connection = new Connection(service.port())) {
                            connection.get("/info/host");
                            Clients.poll(connection, PATHS, number, HERTZ, seconds, latencies);
                        }
                    })
                    .await();
        }
        return latencies;
    }
}
