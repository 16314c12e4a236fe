package io.calink.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** L5: how another program fares while bundles of the default configuration are made, one after the other. */
final class Neighbour {
    private static final int ROUNDS = 6;
    private static final int SECONDS = 8;
    private static final double MOST_SLOWER = 10;

    private final PackagedService service;
    private final PrintStream probe;
    private final BufferedReader answers;
    private final AtomicInteger bundles = new AtomicInteger();

    /** What a probe measured. */
    private record Measured(Latencies calculating, Latencies writing) {
        Measured() {
            this(new Latencies(), new Latencies());
        }
    }

    private Neighbour(PackagedService service, Process probe) {
        this.service = service;
        this.probe = new PrintStream(probe.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.answers = new BufferedReader(new InputStreamReader(probe.getInputStream(), StandardCharsets.US_ASCII));
    }

    static List<Figure> run(Path java, Path directory) throws Exception {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName(),
                        directory.resolve("probe").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String configuration = Files.readString(Path.of("calink-config.ini"));
        try (PackagedService service = PackagedService.start(java, directory, configuration)) {
            return new Neighbour(service, probe).run();
        } finally {
            probe.destroy();
            probe.waitFor();
        }
    }

    private List<Figure> run() throws Exception {
        measure(new Measured());
        measureMeanwhile(new Measured());
        bundles.set(0);
        Measured alone = new Measured();
        Measured meanwhile = new Measured();
        for (int round = 0; round < ROUNDS; round++) {
            measure(alone);
            measureMeanwhile(meanwhile);
        }
        return List.of(
                Figure.note("bundles that were made meanwhile", bundles.get()),
                Figure.note("calculating alone", alone.calculating()),
                slower("calculating while bundles are made", alone.calculating(), meanwhile.calculating()),
                Figure.note("writing alone", alone.writing()),
                slower("writing while bundles are made", alone.writing(), meanwhile.writing()));
    }

    private static Figure slower(String what, Latencies alone, Latencies meanwhile) {
        double percent = (meanwhile.millis(99) / alone.millis(99) - 1) * 100;
        return new Figure(
                what + ", p99",
                String.format(Locale.ROOT, "less than %.0f %% slower", MOST_SLOWER),
                String.format(Locale.ROOT, "%+.0f %% (%s)", percent, meanwhile),
                percent < MOST_SLOWER);
    }

    private void measure(Measured into) throws IOException {
        probe.println(SECONDS);
        for (String pair : answers.readLine().trim().split(" ", -1)) {
            int colon = pair.indexOf(':');
            into.calculating().add(Long.parseLong(pair.substring(0, colon)));
            into.writing().add(Long.parseLong(pair.substring(colon + 1)));
        }
    }

    private void measureMeanwhile(Measured into) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (Clients clients = new Clients()) {
            clients.start(1, number -> makeBundlesUntil(enough));
            measure(into);
            enough.set(true);
            clients.await();
        }
    }

    private void makeBundlesUntil(AtomicBoolean enough) throws IOException {
        try (Connection connection = new Connection(service.port())) {
            while (!enough.get()) {
                String bundle = connection.ask("POST", "/bundles", "").location();
                while (!connection.get(bundle).isOver() && !enough.get()) {
                    Clients.pause(50);
                }
                bundles.incrementAndGet();
                if (enough.get()) {
                    connection.ask("DELETE", bundle, "");
                }
            }
        }
    }
}
