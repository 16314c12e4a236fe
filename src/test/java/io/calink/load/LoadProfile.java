package io.calink.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts the packaged service under load, and prints what held. */
public final class LoadProfile {
    private static final String USAGE = """
            benchmarks/load [--java HOME] [--only L1,L2,..]
              --java HOME   the Java that runs the service; the one that runs this, if it is missing
              --only        some of the profiles L1 to L5; all take less than 8 minutes
            Exit status: 0 all targets are held, 1 one is missed, 2 usage.""";

    private interface Profile {
        List<Figure> run(Path java, Path directory) throws Exception;
    }

    private record Part(String title, Profile profile) {}

    private static final Map<String, Part> PARTS = new TreeMap<>(Map.of(
            "L1", new Part("50 clients order bundles for 60 s", FullQueue::run),
            "L2", new Part("300 downloads that nobody reads, and 20 at 50 KB/s", SlowReaders::run),
            "L3", new Part("50 clients ask 10 times a second", Polling::run),
            "L4", new Part("500 bundles, 30 % of them killed or cancelled", Remains::run),
            "L5", new Part("another program, while bundles are made", Neighbour::run)));

    private LoadProfile() {}

    /** Runs the profiles that the arguments name. */
    public static void main(String[] arguments) throws Exception {
        Path java = Path.of(System.getProperty("java.home"));
        List<String> wanted = new ArrayList<>(PARTS.keySet());
        for (int i = 0; i < arguments.length; i += 2) {
            boolean value = i + 1 < arguments.length;
            if (value && arguments[i].equals("--java")) {
                java = Path.of(arguments[i + 1]);
            } else if (value && arguments[i].equals("--only")) {
                wanted = List.of(arguments[i + 1].split(",", -1));
            } else {
                usage();
            }
        }
        if (!PARTS.keySet().containsAll(wanted) || !Files.isExecutable(java.resolve("bin/java"))) {
            usage();
        }
        System.exit(run(java, wanted) ? 0 : 1);
    }

    private static void usage() {
        System.err.println(USAGE);
        System.exit(2);
    }

    private static boolean run(Path java, List<String> wanted) throws Exception {
        System.out.println(machine(java) + "\n\n| | | target | measured | |\n|---|---|---|---|---|");
        boolean held = true;
        for (Map.Entry<String, Part> entry : PARTS.entrySet()) {
            String name = entry.getKey();
            Part part = entry.getValue();
            if (!wanted.contains(name)) {
                continue;
            }
            long start = System.nanoTime();
            Path directory = Files.createTempDirectory("calink-load");
            try {
                for (Figure figure : part.profile().run(java, directory)) {
                    held &= figure.held();
                    String verdict = figure.held() ? figure.target().isEmpty() ? "" : "held" : "**missed**";
                    System.out.println("| " + name + " | " + figure.what() + " | " + figure.target() + " | "
                            + figure.measured() + " | " + verdict + " |");
                }
            } finally {
                remove(directory);
            }
            System.err.println(name + ", " + part.title() + ": " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        }
        return held;
    }

    private static String machine(Path java) throws IOException {
        String release = Files.readString(java.resolve("release"));
        String version = release.replaceAll("(?s).*JAVA_VERSION=\"([^\"]+)\".*", "$1");
        String model = "?";
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            model = lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceAll(".*: ", ""))
                    .orElse(model);
        }
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        return LocalDate.now(ZoneOffset.UTC) + ", Java " + version + ", Linux " + System.getProperty("os.version")
                + ", " + Runtime.getRuntime().availableProcessors() + " cores of " + model + ", load before " + load;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
