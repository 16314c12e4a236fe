package io.calink.jobs;

import io.calink.bundle.Bundler;
import io.calink.bundle.Limits;
import io.calink.bundle.Output;
import io.calink.bundle.Plan;
import io.calink.bundle.Redaction;
import io.calink.bundle.Selection;
import io.calink.bundle.Workplace;
import io.calink.files.FileSelection;
import io.calink.info.Informations;
import io.calink.info.Machine;
import io.calink.info.sampling.Sampler;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures snapshots that take what has not changed from the one before, against {@code tar | pigz -6}, in one warm
 * process: {@code java io.calink.jobs.SecondSnapshot DIR [ROUNDS [SCALE [off]]]}. The corpus is made below DIR; the larger the
 * scale, the larger its logs. With {@code off} secrets are not removed.
 */
public final class SecondSnapshot {
    private static final Request FILES =
            new Request(null, new Selection(List.of(), List.of("_dirs"), List.of(), null, null));

    private final Path directory;
    private final Corpus corpus;
    private final int rounds;
    private final boolean redacts;
    private final PrintStream out;

    private SecondSnapshot(Path directory, int rounds, int scale, boolean redacts, PrintStream out) throws IOException {
        this.directory = directory;
        this.rounds = rounds;
        this.redacts = redacts;
        this.out = out;
        this.corpus = new Corpus(Files.createDirectories(directory.resolve("corpus")), scale);
    }

    /** What is done to the corpus before each snapshot. */
    private interface Change {
        void make() throws IOException;
    }

    /** Prints the table. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]).toAbsolutePath();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int scale = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        boolean redacts = arguments.length < 4 || !arguments[3].equals("off");
        new SecondSnapshot(directory, rounds, scale, redacts, System.out).run();
    }

    private void run() throws Exception {
        corpus.make();
        out.printf("%-36s %9s %9s %7s %7s %s%n", "snapshot", "ms", "pigz ms", "wall x", "size x", "each ms");
        measure("first, not to be reused", false, true, () -> {});
        measure("first, to be reused", true, true, () -> {});
        measure("second, nothing changed", true, false, () -> {});
        measure("second, one log grew", true, false, corpus::growOne);
        measure("second, all live logs grew", true, false, corpus::growAll);
        measure("second, 1 % in small files", true, false, corpus::changeSmall);
        measure("second, all grew and 1 % in small", true, false, corpus::growAllAndChangeSmall);
        measure("second, logs rotated and one grew", true, false, corpus::rotate);
    }

    private void measure(String name, boolean reuse, boolean first, Change change) throws Exception {
        Machine machine = Machine.at(Path.of("/"));
        Clock ahead = Clock.offset(Clock.system(ZoneOffset.UTC), Duration.ofHours(1));
        Path spool = Files.createDirectories(directory.resolve("spool"));
        Workplace workplace = new Workplace(Path.of("/"), directory, Map.of("PATH", "/usr/bin:/bin"), spool, ahead, 2);
        JobLimits limits = new JobLimits(1, 8, Duration.ofDays(7), 2, 0, 0L, reuse);
        List<Long> ours = new ArrayList<>();
        List<Long> theirs = new ArrayList<>();
        long size = 0;
        long pigz = 0;
        try (Sampler sampler = Sampler.brief(machine);
                Informations informations = Informations.standard(machine, sampler);
                DataDirectory data = DataDirectory.open(directory.resolve("data"));
                Jobs jobs = new Jobs(data, new Bundler(informations, workplace), this::plan, limits, ahead)) {
            for (int round = -2; round < rounds; round++) {
                if (first) {
                    jobs.list().forEach(job -> jobs.delete(job.id()));
                }
                change.make();
                Job job = gather(jobs);
                long taken = Duration.between(
                                Objects.requireNonNull(job.startedAt()), Objects.requireNonNull(job.finishedAt()))
                        .toMillis();
                size = Objects.requireNonNull(job.archive()).size();
                long begin = System.nanoTime();
                pigz = pigz();
                if (round >= 0) {
                    ours.add(taken);
                    theirs.add((System.nanoTime() - begin) / 1_000_000);
                }
            }
            jobs.list().stream().skip(1).forEach(job -> jobs.delete(job.id()));
        }
        long our = median(ours);
        long their = median(theirs);
        out.printf(
                "%-36s %9d %9d %7.3f %7.3f %s%n", name, our, their, (double) our / their, (double) size / pigz, ours);
    }

    private static Job gather(Jobs jobs) throws Exception {
        Job job = jobs.submit(FILES);
        while (!job.state().isOver()) {
            LockSupport.parkNanos(1_000_000);
            job = jobs.find(job.id()).orElseThrow();
        }
        return job;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private long pigz() throws IOException, InterruptedException {
        Path file = directory.resolve("peer.tar.gz");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "tar -cf - -C \"$1\" corpus | pigz -6 -p2 > \"$2\"",
                        "sh",
                        "" + directory,
                        "" + file)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("tar and pigz are needed");
        }
        return Files.size(file);
    }

    private Plan plan() {
        Limits limits = new Limits(
                0, Map.of(), Duration.ofSeconds(5), Map.of(), Duration.ofMinutes(10), 0, 1_000_000, 64, null);
        return new Plan(
                Map.of(),
                List.of(FileSelection.parse("_dirs", directory.resolve("corpus").toString())),
                List.of(),
                Output.DEFAULT,
                limits,
                "0",
                new Redaction(Rules.of(redaction()), ""));
    }

    private Settings redaction() {
        List<String> allow = List.of(directory + "/corpus/**");
        return new Settings(redacts, Map.of(), allow, List.of(), Settings.OnLeak.REDACT, Set.of());
    }

    /** Logs, files that are compressed already, and small files; always the same. */
    private static final class Corpus {
        private static final String[] WORDS = ("connection refused accepted password session opened closed user root"
                        + " daemon started stopped timeout retry GET POST index images status request response cache"
                        + " miss hit kernel eth0 link up down systemd service unit entered state failed memory swap")
                .split(" ");

        private final Path directory;
        private final int scale;
        private final Random random = new Random(42);
        private int rotations;

        Corpus(Path directory, int scale) {
            this.directory = directory;
            this.scale = scale;
        }

        void make() throws IOException {
            for (int i = 0; i < 12; i++) {
                Files.write(live(i), lines(scale * (i % 4 + 1) * 1_000_000));
            }
            for (int i = 0; i < 4; i++) {
                Files.write(directory.resolve("old" + i + ".log.1"), lines(scale * 6_500_000));
                byte[] noise = new byte[scale * 4_000_000];
                random.nextBytes(noise);
                Files.write(directory.resolve("packed" + i + ".jar"), noise);
            }
            Path small = Files.createDirectories(directory.resolve("small"));
            for (int i = 0; i < 1_500; i++) {
                Files.write(small.resolve("file" + i), lines(200 + random.nextInt(12_000)));
            }
        }

        private Path live(int number) {
            return directory.resolve("live" + number + ".log");
        }

        private byte[] lines(int size) {
            StringBuilder text = new StringBuilder(size + 200);
            while (text.length() < size) {
                text.append("Nov 22 10:").append(random.nextInt(60)).append(':').append(random.nextInt(60));
                text.append(" host ")
                        .append(WORDS[random.nextInt(WORDS.length)])
                        .append('[');
                text.append(random.nextInt(30_000)).append("]:");
                for (int i = 3 + random.nextInt(9); i > 0; i--) {
                    text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
                }
                text.append(" id=").append(Long.toHexString(random.nextLong())).append('\n');
            }
            return Arrays.copyOf(text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII), size);
        }

        void growOne() throws IOException {
            Files.write(live(3), lines(40_000), java.nio.file.StandardOpenOption.APPEND);
        }

        void growAll() throws IOException {
            for (int i = 0; i < 12; i++) {
                Files.write(live(i), lines(40_000), java.nio.file.StandardOpenOption.APPEND);
            }
        }

        void changeSmall() throws IOException {
            for (int i = 0; i < 100; i++) {
                Files.write(directory.resolve("small/file" + random.nextInt(1_500)), lines(8_000));
            }
        }

        void growAllAndChangeSmall() throws IOException {
            growAll();
            changeSmall();
        }

        /** As logrotate does once a day: of one log after the other, the old one is renamed and a new one begun. */
        void rotate() throws IOException {
            Path log = live(4 + rotations++ % 8);
            Files.move(log, log.resolveSibling(log.getFileName() + "." + rotations));
            Files.write(log, lines(40_000));
            growOne();
        }
    }
}
