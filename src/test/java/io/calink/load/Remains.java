package io.calink.load;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** L4: what many bundles leave behind of which some were killed or cancelled. */
final class Remains {
    private static final int BUNDLES = 500;
    private static final int WARM_UP = 100;
    private static final int CLIENTS = 6;
    private static final long SETTLE_SECONDS = 75;
    private static final long HEAP_MIB = 2;
    private static final String ENDLESS = "sleep 4711";
    private static final String CONFIGURATION =
            "[info]\nsystem=host,os\n[commands]\nhello=echo hello\nendless=" + ENDLESS + "\n";
    private static final Pattern LINK = Pattern.compile("/bundles/[0-9a-z]{26}(?=\")");

    private final PackagedService service;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private Remains(PackagedService service) {
        this.service = service;
    }

    static List<Figure> run(Path java, Path directory) throws Exception {
        try (PackagedService service =
                PackagedService.start(java, directory, CONFIGURATION, "--calink.jobs.running=2")) {
            new Remains(service).make(WARM_UP);
            Footprint before = Footprint.of(service, java, ENDLESS);
            Remains remains = new Remains(service);
            remains.make(BUNDLES);
            Footprint after = Footprint.of(service, java, ENDLESS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
            while (!after.isNoMoreThan(before) && System.nanoTime() < end) {
                Clients.pause(1000);
                after = Footprint.of(service, java, ENDLESS);
            }
            return remains.compare(before, after);
        }
    }

    private List<Figure> compare(Footprint before, Footprint after) {
        return List.of(
                Figure.exactly("bundles that ended with an archive", BUNDLES * 7 / 10, whole.get()),
                Figure.exactly("bundles that were killed or cancelled", BUNDLES * 3 / 10, ended.get()),
                Figure.atMost("descriptors", before.descriptors(), after.descriptors()),
                Figure.atMost("threads", before.threads(), after.threads()),
                Figure.exactly("processes", 0, after.processes()),
                Figure.atMost("KiB of reachable heap", (before.heap() >> 10) + (HEAP_MIB << 10), after.heap() >> 10));
    }

    private void make(int count) throws Exception {
        try (Clients clients = new Clients()) {
            clients.start(CLIENTS, client -> {
                        try (Connection connection = new Connection(service.port())) {
                            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                                make(connection, i % 10);
                            }
                        }
                    })
                    .await();
        }
        forgetAll();
    }

    private void make(Connection connection, int kind) throws IOException {
        switch (kind) {
            case 0 -> {
                leave();
                ended.incrementAndGet();
            }
            case 3 -> {
                connection.ask("DELETE", beginEndless(connection), "");
                ended.incrementAndGet();
            }
            case 6 -> cancel(connection);
            default -> {
                String bundle = order(connection, "{\"commands\": [\"hello\"]}");
                whole.addAndGet(awaitEnd(connection, bundle).equals("SUCCEEDED") ? 1 : 0);
            }
        }
    }

    private static String order(Connection connection, String body) throws IOException {
        Connection.Answer answer = connection.ask("POST", "/bundles", body);
        while (answer.status() == 429) {
            Clients.pause(20);
            answer = connection.ask("POST", "/bundles", body);
        }
        return answer.location();
    }

    /** A bundle whose command runs, or will. */
    private static String beginEndless(Connection connection) throws IOException {
        String bundle = order(connection, "{\"commands\": [\"endless\"]}");
        for (int i = 0; i < 20 && connection.get(bundle).state().equals("QUEUED"); i++) {
            Clients.pause(20);
        }
        return bundle;
    }

    private void cancel(Connection connection) throws IOException {
        String bundle = beginEndless(connection);
        if (connection.ask("POST", bundle + "/cancel", "").status() == 202) {
            ended.addAndGet(awaitEnd(connection, bundle).equals("CANCELLED") ? 1 : 0);
        }
    }

    /** A client of a stream who goes as soon as the first bytes are there. */
    private void leave() throws IOException {
        try (Socket socket = Connection.begin(service.port(), "POST", "/bundles?stream=true", 0)) {
            socket.getInputStream().read(new byte[500]);
        }
    }

    private static String awaitEnd(Connection connection, String bundle) throws IOException {
        Connection.Answer answer = connection.get(bundle);
        while (!answer.isOver()) {
            Clients.pause(20);
            answer = connection.get(bundle);
        }
        return answer.state();
    }

    /** Removes all bundles, so that their records do not count as lost heap. */
    private void forgetAll() throws IOException {
        try (Connection connection = new Connection(service.port())) {
            for (List<String> links = links(connection); !links.isEmpty(); links = links(connection)) {
                for (String link : links) {
                    connection.ask("DELETE", link, "");
                }
            }
        }
    }

    private static List<String> links(Connection connection) throws IOException {
        return LINK.matcher(connection.get("/bundles?limit=100").body())
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
