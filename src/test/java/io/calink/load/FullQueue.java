package io.calink.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** L1: many who order bundles without a pause. */
final class FullQueue {
    private static final int CLIENTS = 50;
    private static final long SECONDS = 60;
    private static final long PATIENCE_SECONDS = 60;
    private static final int PLACES = 1 + 8;
    private static final String CONFIGURATION = "[info]\nsystem=host\n[commands]\nnap=sleep 2\n";

    private final PackagedService service;
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger firstWave = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unhelpful = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private volatile long end;

    private FullQueue(PackagedService service) {
        this.service = service;
    }

    static List<Figure> run(Path java, Path directory) throws Exception {
        try (PackagedService service = PackagedService.start(java, directory, CONFIGURATION)) {
            return new FullQueue(service).run();
        }
    }

    private List<Figure> run() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(CLIENTS);
        int over;
        int acceptedInTime;
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try (Clients clients = new Clients();
                Connection connection = new Connection(service.port())) {
            clients.start(CLIENTS, number -> order(barrier)).start(1, number -> watch());
            clients.await();
            acceptedInTime = accepted.size();
            over = acceptedInTime - open(connection);
        }
        int whole = awaitAll();
        return List.of(
                Figure.exactly("accepted of the first 50, at the same time", PLACES, firstWave.get()),
                Figure.atMost("running and queued at any time", PLACES, mostOpen.get()),
                Figure.note("accepted in 60 s", acceptedInTime),
                Figure.note("of those ended by then", over),
                Figure.note("refused with 429", refused.get()),
                Figure.exactly("429 without Retry-After", 0, unhelpful.get()),
                Figure.exactly("any other answer", 0, others.get()),
                Figure.exactly("accepted ones that ended with an archive", accepted.size(), whole));
    }

    private void order(CyclicBarrier barrier) throws Exception {
        try (Connection connection = new Connection(service.port())) {
            connection.get("/info/host");
            barrier.await();
            for (boolean first = true; System.nanoTime() < end; first = false) {
                Connection.Answer answer = connection.ask("POST", "/bundles", "");
                if (first) {
                    barrier.await(); // or somebody's second order would take the place of another's first
                }
                if (answer.status() == 202) {
                    accepted.add(answer.location());
                    if (first) {
                        firstWave.incrementAndGet();
                    }
                } else if (answer.status() == 429) {
                    refused.incrementAndGet();
                    if (!answer.headers().getOrDefault("retry-after", "").matches("[1-9]\\d*")) {
                        unhelpful.incrementAndGet();
                    }
                } else {
                    others.incrementAndGet();
                }
            }
        }
    }

    private void watch() throws Exception {
        try (Connection connection = new Connection(service.port())) {
            while (System.nanoTime() < end) {
                mostOpen.accumulateAndGet(open(connection), Math::max);
                Clients.pause(200);
            }
        }
    }

    private static int open(Connection connection) throws Exception {
        return connection
                        .get("/bundles?state=QUEUED,RUNNING,CANCELLING&limit=100")
                        .body()
                        .split("\"state\"", -1)
                        .length
                - 1;
    }

    /** How many of the accepted ones have, or had, an archive in the end. */
    private int awaitAll() throws Exception {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int whole = 0;
        try (Connection connection = new Connection(service.port())) {
            for (String path : accepted) {
                Connection.Answer answer = connection.get(path);
                while (!answer.isOver() && System.nanoTime() < last) {
                    Clients.pause(100);
                    answer = connection.get(path);
                }
                whole += answer.state().matches("SUCCEEDED|EXPIRED") ? 1 : 0;
            }
        }
        return whole;
    }
}
