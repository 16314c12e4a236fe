package io.calink.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Measures archives against tar with pigz, tar with zstd and plain commons-compress: {@code benchmarks/archive}. */
public final class ArchiveBenchmark {
    private static final String PEER = "tar, pigz -6 -p2";
    private static final String ZSTD = "tar, zstd -3 -T2";

    private final Path directory;
    private final int rounds;
    private final int mebibytes;

    private ArchiveBenchmark(Path directory, int rounds, int mebibytes) {
        this.directory = directory;
        this.rounds = rounds;
        this.mebibytes = mebibytes;
    }

    /** What is measured: writes an archive of the corpus to the file. */
    private interface Side {
        void write(Path corpus, Path archive) throws Exception;
    }

    /** Arguments: a directory, the rounds, and how many MiB the corpora have. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        new ArchiveBenchmark(directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])).run();
    }

    private void run() throws Exception {
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        System.out.printf(
                Locale.ROOT,
                "%s, Java %s, Linux %s, %d cores, %d MiB, medians of %d rounds, load before %s%n%n",
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("java.version"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                mebibytes,
                rounds,
                load);
        System.out.println("| corpus | variant | ms | wall x | size x | heap MiB |\n|---|---|---|---|---|---|");
        for (String corpus : List.of("mixed", "text", "small files", "one big file")) {
            Path made = corpus(corpus);
            measure(corpus, made, sides());
        }
    }

    private static Map<String, Side> sides() {
        Map<String, Side> sides = new LinkedHashMap<>();
        sides.put(PEER, (corpus, archive) -> shell(corpus, archive, "pigz -6 -p2"));
        sides.put("tar.gz", (corpus, archive) -> ours(corpus, archive, Format.TAR_GZ, new Compression(6, 2)));
        sides.put("tar.gz, level 5", (corpus, archive) -> ours(corpus, archive, Format.TAR_GZ, new Compression(5, 2)));
        Compression fast = new Compression(6, 2, Compression.Engine.FAST);
        if (fast.isAvailable()) {
            sides.put("tar.gz, fast", (corpus, archive) -> ours(corpus, archive, Format.TAR_GZ, fast));
        }
        sides.put("zip", (corpus, archive) -> ours(corpus, archive, Format.ZIP, new Compression(6, 2)));
        sides.put("commons-compress", ArchiveBenchmark::commons);
        sides.put(ZSTD, (corpus, archive) -> shell(corpus, archive, "zstd -q -3 -T2"));
        sides.put("tar.zst", (corpus, archive) -> ours(corpus, archive, Format.TAR_ZST, new Compression(6, 2)));
        return sides;
    }

    private void measure(String corpus, Path made, Map<String, Side> sides) throws Exception {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        Map<String, Long> sizes = new LinkedHashMap<>();
        Map<String, Long> heaps = new LinkedHashMap<>();
        Path archive = directory.resolve("archive");
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Side> side : sides.entrySet()) {
                Files.deleteIfExists(archive);
                long begin = System.nanoTime();
                side.getValue().write(made, archive);
                if (round >= 0) {
                    times.computeIfAbsent(side.getKey(), name -> new ArrayList<>())
                            .add((System.nanoTime() - begin) / 1_000_000);
                }
                sizes.put(side.getKey(), Files.size(archive));
                Runtime runtime = Runtime.getRuntime();
                heaps.merge(side.getKey(), (runtime.totalMemory() - runtime.freeMemory()) >> 20, Math::max);
            }
        }
        for (String name : sides.keySet()) {
            String peer = name.equals("tar.zst") || name.equals(ZSTD) ? ZSTD : PEER;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %d | %.3f | %.3f | %s |%n",
                    corpus,
                    name,
                    median(times, name),
                    (double) median(times, name) / median(times, peer),
                    (double) sizes.getOrDefault(name, 0L) / sizes.getOrDefault(peer, 1L),
                    name.equals(peer) ? "" : heaps.get(name));
        }
    }

    private static long median(Map<String, List<Long>> times, String name) {
        List<Long> sorted =
                times.getOrDefault(name, List.of(0L)).stream().sorted().toList();
        return Math.max(1, sorted.get(sorted.size() / 2));
    }

    private static void shell(Path corpus, Path archive, String compressor) throws Exception {
        Process process = new ProcessBuilder(
                        "sh", "-c", "tar -cf - . | " + compressor + " > \"$1\"", "sh", archive.toString())
                .directory(corpus.toFile())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("This could not be run: tar and " + compressor);
        }
    }

    private static List<Path> files(Path corpus) throws IOException {
        try (Stream<Path> walk = Files.walk(corpus)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void ours(Path corpus, Path archive, Format format, Compression compression) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, format, compression)) {
            for (Path file : files(corpus)) {
                try (InputStream in = Files.newInputStream(file)) {
                    writer.add(Entry.file("top/" + corpus.relativize(file), Files.size(file)), in);
                }
            }
            writer.finish();
        }
    }

    private static void commons(Path corpus, Path archive) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(archive)))) {
            for (Path file : files(corpus)) {
                TarArchiveEntry entry = new TarArchiveEntry("top/" + corpus.relativize(file));
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                Files.copy(file, tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private Path corpus(String name) throws IOException {
        Path made = directory.resolve(name.replace(' ', '-') + "-" + mebibytes);
        if (Files.exists(made)) {
            return made;
        }
        Random random = new Random(4711);
        int size = mebibytes << 20;
        switch (name) {
            case "mixed" -> {
                logs(made, random, size / 10 * 7, 12);
                small(made, random, 1500 * mebibytes / 83);
                noise(made, random, size / 5);
            }
            case "text" -> logs(made, random, size, 12);
            case "small files" -> small(made, random, 100_000 * mebibytes / 83);
            default -> logs(made, random, size, 1);
        }
        return made;
    }

    private static void logs(Path made, Random random, int size, int count) throws IOException {
        Files.createDirectories(made);
        for (int i = 0; i < count; i++) {
            try (OutputStream out =
                    new java.io.BufferedOutputStream(Files.newOutputStream(made.resolve("log-" + i + ".log")))) {
                for (int written = 0; written < size / count; ) {
                    byte[] line = line(random, i % 3).getBytes(StandardCharsets.UTF_8);
                    out.write(line);
                    written += line.length;
                }
            }
        }
    }

    private static String line(Random random, int kind) {
        int second = random.nextInt(60);
        String id = Long.toHexString(random.nextLong());
        return switch (kind) {
            case 0 ->
                String.format(
                        "Nov 22 12:%02d:%02d host sshd[%d]: session %s opened for user u%d%n",
                        second, second, random.nextInt(9999), id, random.nextInt(50));
            case 1 ->
                "{\"time\":\"2026-11-22T12:00:" + second + "Z\",\"level\":\"INFO\",\"request\":\"" + id
                        + "\",\"status\":" + (200 + random.nextInt(5)) + ",\"millis\":" + random.nextInt(900) + "}\n";
            default ->
                "2026-11-22 12:00:" + second + ",123 [pool-" + random.nextInt(8) + "] WARN o.e.Service - order "
                        + random.nextInt(99_999) + " took " + random.nextInt(5000) + " ms, trace " + id + "\n";
        };
    }

    private static void small(Path made, Random random, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path folder = Files.createDirectories(made.resolve("d" + i / 500));
            StringBuilder text = new StringBuilder();
            while (text.length() < 300 + i % 900) {
                text.append(line(random, i % 3));
            }
            Files.writeString(folder.resolve("f" + i), text);
        }
    }

    private static void noise(Path made, Random random, int size) throws IOException {
        for (int i = 0; i < 10; i++) {
            byte[] bytes = new byte[size / 10];
            random.nextBytes(bytes);
            Files.write(made.resolve("old-" + i + ".gz"), bytes);
        }
    }
}
