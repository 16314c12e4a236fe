package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveFile;
import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.archive.Listed;
import io.calink.bundle.Manifest;
import io.calink.bundle.Selection;
import io.calink.bundle.Verification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that take what has not changed from the one before are what they would be without. */
class ReuseTests {
    private static final JobLimits WITH = new JobLimits(1, 8, Duration.ofDays(7), 2, 5L << 30, 0L);
    private static final JobLimits WITHOUT = new JobLimits(1, 8, Duration.ofDays(7), 2, 5L << 30, 0L, false);
    private static final Request FILES =
            new Request(null, new Selection(List.of("quick"), List.of("_dirs"), List.of(), null, null));

    private static final String LISTING = """
            import hashlib, sys, tarfile
            with tarfile.open(sys.argv[1], errorlevel=2) as tar:
                for m in tar:
                    if m.name.endswith('.json') or '/' not in m.name: continue
                    data = tar.extractfile(m).read() if m.isfile() else b''
                    print(m.name.partition('/')[2], m.type, m.size, m.mode, m.uid, m.gid, m.mtime, m.linkname,
                        hashlib.sha256(data).hexdigest())
            """;

    @TempDir
    Path temporary;

    private Workshop workshop;
    private Workshop plain;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(temporary);
        plain = new Workshop(temporary.resolve("plain"), workshop.collected);
        workshop.clock.move(Duration.ofHours(1)); // so that what was just written was left alone for long
        plain.clock.move(Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        workshop.close();
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void unpackToExactlyWhatOneMadeWithoutDoes(long seed) throws Exception {
        Random random = new Random(seed);
        Tree tree = new Tree(workshop.collected, random);
        tree.grow(70);
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH);
                DataDirectory other = plain.open();
                Jobs fresh = plain.jobs(other, WITHOUT)) {
            for (int generation = 0; generation < 6; generation++) {
                Job made = Workshop.over(jobs, jobs.submit(FILES));
                Job expected = Workshop.over(fresh, fresh.submit(FILES));
                assertThat(made.state()).isEqualTo(Job.State.SUCCEEDED);
                assertSame(archive(jobs, made), archive(fresh, expected));
                if (generation == 3) {
                    assertSameEntries(
                            jobs.look(made.id()).orElseThrow(),
                            fresh.look(expected.id()).orElseThrow());
                }
                spoil(random, data, jobs, made);
                for (int i = random.nextInt(8); i > 0; i--) {
                    tree.change();
                }
            }
        }
    }

    @Test
    void takeAFileThatWasLeftAloneWithoutReadingIt() throws Exception {
        Tree tree = new Tree(workshop.collected, new Random(4));
        tree.text("steady.log", 900_000);
        Path growing = tree.text("growing.log", 700_000);
        tree.text("long.log", 3_000_000);
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH)) {
            assertThat(totals(jobs, Workshop.over(jobs, jobs.submit(FILES))))
                    .containsEntry("reused_files", 0L)
                    .containsEntry("reused_bytes", 0L);
            Files.writeString(growing, "one line more\n", java.nio.file.StandardOpenOption.APPEND);
            Job second = Workshop.over(jobs, jobs.submit(FILES));
            Map<String, Long> totals = totals(jobs, second);
            assertThat(totals).containsEntry("reused_files", 2L);
            assertThat(totals.get("reused_bytes")).isGreaterThan(900_000L + 900_000 + 5 * (128 << 10));
            assertThat(totals(jobs, Workshop.over(jobs, jobs.submit(FILES)))).containsEntry("reused_files", 3L);
        }
    }

    @Test
    void takeABinaryFileThatWasLeftAloneAndStillTellThatNothingIsRemovedThere() throws Exception {
        byte[] journal = new byte[900_000];
        new Random(8).nextBytes(journal);
        System.arraycopy("LPKSHHRH".getBytes(StandardCharsets.US_ASCII), 0, journal, 0, 8);
        Files.write(workshop.collected.resolve("system.journal"), journal);
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH)) {
            Job first = Workshop.over(jobs, jobs.submit(FILES));
            Job second = Workshop.over(jobs, jobs.submit(FILES));
            assertThat(totals(jobs, second)).containsEntry("reused_files", 1L);
            assertThat(text(jobs, second, "/redaction.json"))
                    .contains("system.journal")
                    .isEqualTo(text(jobs, first, "/redaction.json"));
        }
    }

    @Test
    void takeAFileThatWasLeftAloneWithoutItsSecretsAndStillTellHowManyThereWere() throws Exception {
        Path log = new Tree(workshop.collected, new Random(9)).text("app.log", 500_000);
        Files.writeString(log, "\npassword=kV8sTn2Wq1\ntoken=9fQ3xLm7Zr0c\n", java.nio.file.StandardOpenOption.APPEND);
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH)) {
            Job first = Workshop.over(jobs, jobs.submit(FILES));
            Job second = Workshop.over(jobs, jobs.submit(FILES));
            assertThat(totals(jobs, second)).containsEntry("reused_files", 1L);
            assertThat(text(jobs, second, "/app.log"))
                    .contains("password=[REDACTED:password]", "token=[REDACTED:token]")
                    .isEqualTo(text(jobs, first, "/app.log"));
            assertThat(text(jobs, second, "/redaction.json"))
                    .contains("{\"password\":1,\"token\":1}")
                    .isEqualTo(text(jobs, first, "/redaction.json"));
            assertThat(totals(jobs, Workshop.over(jobs, jobs.submit(FILES)))).containsEntry("reused_files", 1L);
        }
    }

    @Test
    void readAgainWhatWasTouchedShortlyBefore() throws Exception {
        new Tree(workshop.collected, new Random(5)).text("steady.log", 500_000);
        workshop.clock.move(Duration.ofHours(-1));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH)) {
            Workshop.over(jobs, jobs.submit(FILES));
            Map<String, Long> totals = totals(jobs, Workshop.over(jobs, jobs.submit(FILES)));
            assertThat(totals).containsEntry("reused_files", 0L);
            assertThat(totals.get("reused_bytes")).isBetween(500_000L, 501_000L);
        }
    }

    @Test
    void knowALogThatWasRotatedAndTheEndOfOneThatGrew() throws Exception {
        Tree tree = new Tree(workshop.collected, new Random(6));
        Path log = tree.text("log", 2_000_000);
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH)) {
            Workshop.over(jobs, jobs.submit(FILES));
            Files.writeString(log, "one line more\n".repeat(20_000), java.nio.file.StandardOpenOption.APPEND);
            Map<String, Long> grown = totals(jobs, Workshop.over(jobs, jobs.submit(FILES)));
            assertThat(grown.get("reused_bytes")).isGreaterThan(4 * (128 << 10));
            Files.move(log, log.resolveSibling("log.1"));
            Map<String, Long> rotated = totals(jobs, Workshop.over(jobs, jobs.submit(FILES)));
            assertThat(rotated.get("reused_bytes")).isGreaterThan(1_000_000);
            assertThat(rotated).containsEntry("reused_files", 0L);
        }
    }

    @Test
    void compressAnewWhatWasMadeUnderOtherLimits() throws Exception {
        new Tree(workshop.collected, new Random(7)).text("steady.log", 500_000);
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, WITH)) {
            Workshop.over(jobs, jobs.submit(FILES));
            Request since = new Request(
                    null, new Selection(List.of("quick"), List.of("_dirs"), List.of(), Duration.ofDays(2), null));
            assertThat(totals(jobs, Workshop.over(jobs, jobs.submit(since)))).containsEntry("reused_bytes", 0L);
            assertThat(totals(jobs, Workshop.over(jobs, jobs.submit(FILES))).get("reused_bytes"))
                    .isBetween(500_000L, 501_000L);
        }
    }

    private static Path archive(Jobs jobs, Job job) {
        return jobs.archive(job.id()).orElseThrow();
    }

    private static Map<String, Long> totals(Jobs jobs, Job job) throws IOException {
        assertThat(Verification.of(archive(jobs, job)).findings()).isEmpty();
        byte[] manifest = text(jobs, job, "/" + Manifest.NAME).getBytes(StandardCharsets.UTF_8);
        return Manifest.read(new ByteArrayInputStream(manifest)).totals();
    }

    private static String text(Jobs jobs, Job job, String end) throws IOException {
        try (ArchiveReader reader = ArchiveReader.of(archive(jobs, job))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.name().endsWith(end)) {
                    return new String(reader.content().readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("There is no " + end);
    }

    /** What becomes of the archive that the next one would take from. */
    private static void spoil(Random random, DataDirectory data, Jobs jobs, Job job) throws IOException {
        Path archive = archive(jobs, job);
        Path index = data.bundles().resolve(job.id() + ".index");
        switch (random.nextInt(7)) {
            case 0 -> jobs.delete(job.id());
            case 1 -> Files.delete(index);
            case 2 -> flip(random, archive);
            case 3 -> flip(random, index);
            case 4 -> Files.write(archive, new byte[10_000]);
            default -> {
                // most often, nothing
            }
        }
    }

    /** Bits that rot leave no trace in the times of a file. */
    private static void flip(Random random, Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 20; i++) {
                long place = (long) (random.nextDouble() * bytes.length());
                bytes.seek(place);
                int before = bytes.read();
                bytes.seek(place);
                bytes.write(before ^ 1 << random.nextInt(8));
            }
        }
        Files.setLastModifiedTime(file, time);
    }

    private void assertSame(Path made, Path expected) throws Exception {
        assertThat(Verification.of(made).findings()).isEmpty();
        assertThat(run("gzip", "-t", made.toString())).isEmpty();
        String[] digest = {"sh", "-c", "tar -xOzf \"$1\" --exclude='*.json' | sha256sum", "sh", made.toString()};
        String ours = run(digest);
        digest[4] = expected.toString();
        assertThat(ours).isEqualTo(run(digest));
        assertThat(run("python3", "-c", LISTING, made.toString()))
                .isEqualTo(run("python3", "-c", LISTING, expected.toString()));
    }

    /** Each by itself, from its middle on. */
    private static void assertSameEntries(ArchiveFile made, ArchiveFile expected) throws IOException {
        for (Listed entry : made.list("files/", 0, 1000)) {
            if (entry.type() == Entry.Type.FILE) {
                Listed same = expected.find(entry.name()).orElseThrow();
                assertThat(rest(made, entry)).as(entry.name()).isEqualTo(rest(expected, same));
            }
        }
    }

    private static byte[] rest(ArchiveFile archive, Listed entry) throws IOException {
        long from = entry.size() / 2;
        try (InputStream content = archive.content(entry, from)) {
            return content.readNBytes((int) (entry.size() - from));
        }
    }

    private String run(String... command) throws Exception {
        Path said = Files.createTempFile(temporary, "said", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }
}
