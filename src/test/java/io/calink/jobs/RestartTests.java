package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Reason;
import io.calink.bundle.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTests {
    private static final JobLimits LIMITS = new JobLimits(1, 8, Duration.ofDays(7), 10, 5L << 30, 0L);
    private static final int KILLS = 6;
    private static final int BEGINNING_MILLIS = 600;
    private static final int SPREAD_MILLIS = 900;

    @TempDir
    Path temporary;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(temporary);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    /** Makes bundles until somebody kills it. */
    public static void main(String[] arguments) throws Exception {
        Workshop workshop = new Workshop(Path.of(arguments[0]));
        Jobs jobs = workshop.jobs(workshop.open(), LIMITS);
        while (true) {
            Job job = jobs.submit(Workshop.command("noise"));
            await().until(() -> jobs.find(job.id()).orElseThrow().state().isOver());
        }
    }

    @Test
    void finishedBundlesAreFoundAgainAsTheyWere() throws Exception {
        Job before;
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            before =
                    Workshop.over(jobs, jobs.submit(new Request("\"ticket\" \u00e9 4711", Workshop.QUICK.selection())));
        }
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.list()).containsExactly(before);
            assertThat(Verification.of(jobs.archive(before.id()).orElseThrow()).findings())
                    .isEmpty();
            assertThat(Workshop.over(jobs, jobs.submit(Workshop.QUICK)).id()).isGreaterThan(before.id());
        }
    }

    @Test
    void whatWasRunningOrWaitingHasFailedBecauseItWasInterrupted() throws Exception {
        Path killed = temporary.resolve("killed");
        List<Job> open = new ArrayList<>();
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            open.add(jobs.submit(Workshop.GATED));
            open.add(jobs.submit(Workshop.GATED));
            workshop.reached.acquire();
            assertThat(run("cp", "-a", data.path().toString(), killed.toString()))
                    .isZero();
            workshop.gate.release(2);
        }
        assertThat(killed.resolve("bundles")).isDirectoryContaining("glob:**.part");
        try (DataDirectory data = DataDirectory.open(killed);
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            for (Job job : open) {
                Job found = jobs.find(job.id()).orElseThrow();
                assertThat(found.state()).isEqualTo(Job.State.FAILED);
                assertThat(found.reason()).isEqualTo(Reason.INTERRUPTED);
                assertThat(found.finishedAt()).isNotNull();
                assertThat(Workshop.error(found).detail()).contains("ask for the bundle again");
            }
            assertThat(Workshop.names(data.bundles()))
                    .containsExactlyInAnyOrder(
                            open.get(0).id() + ".json", open.get(1).id() + ".json");
        }
    }

    @Test
    void aDamagedRecordIsSetAsideWithItsArchiveAndHarmsNobody() throws Exception {
        Job damaged;
        Job empty;
        Job intact;
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            damaged = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            empty = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            intact = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            Files.writeString(data.bundles().resolve(damaged.id() + ".json"), "{\"id\": \"x\", \"state\": ");
            Files.writeString(data.bundles().resolve(empty.id() + ".json"), "");
            Files.createSymbolicLink(data.bundles().resolve("link.json"), Path.of("/etc/passwd"));
        }
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.list()).containsExactly(intact);
            assertThat(Workshop.names(data.bundles()))
                    .containsExactlyInAnyOrder(intact.id() + ".json", intact.id() + ".tar.gz", intact.id() + ".index");
            assertThat(Workshop.names(data.path().resolve("damaged")))
                    .containsExactlyInAnyOrder(
                            damaged.id() + ".json",
                            damaged.id() + ".tar.gz",
                            empty.id() + ".json",
                            empty.id() + ".tar.gz",
                            "link.json");
        }
    }

    @Test
    void anArchiveThatIsMissingOrShorterThanItWasHasExpired() throws Exception {
        Job missing;
        Job shorter;
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            missing = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            shorter = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            Files.delete(jobs.archive(missing.id()).orElseThrow());
            Files.write(jobs.archive(shorter.id()).orElseThrow(), new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
        }
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.list()).extracting(Job::state).containsOnly(Job.State.EXPIRED);
            assertThat(jobs.archive(shorter.id())).isEmpty();
            assertThat(Workshop.names(data.bundles()))
                    .containsExactlyInAnyOrder(missing.id() + ".json", shorter.id() + ".json");
        }
    }

    @Test
    void archivesWhoseTimeIsOverGoAtTheStartAndTheirRecordsADayLater() throws Exception {
        Job job;
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            job = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
        }
        workshop.clock.move(Duration.ofDays(7).plusSeconds(1));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(Job.State.EXPIRED);
            assertThat(Workshop.names(data.bundles())).containsExactly(job.id() + ".json");
        }
        workshop.clock.move(Duration.ofDays(1).plusSeconds(1));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.find(job.id())).isEmpty();
            assertThat(Workshop.names(data.bundles())).isEmpty();
        }
    }

    /** F46. */
    @Test
    void afterAKillEveryRecordIsRightAndEveryArchiveIsWhole() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < KILLS; i++) {
            Process child = new ProcessBuilder(Child.java(RestartTests.class, temporary.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await().atMost(Duration.ofSeconds(30)).until(() -> hasRecord(workshop.directory.resolve("bundles")));
            if (child.waitFor(BEGINNING_MILLIS + random.nextInt(SPREAD_MILLIS), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("It ended by itself: " + child.exitValue());
            }
            child.destroyForcibly().waitFor();
            check();
        }
    }

    private void check() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            List<String> expected = new ArrayList<>();
            for (Job job : jobs.list()) {
                expected.add(job.id() + ".json");
                if (job.state() == Job.State.SUCCEEDED) {
                    expected.add(job.id() + ".tar.gz");
                    expected.add(job.id() + ".index");
                    Path archive = jobs.archive(job.id()).orElseThrow();
                    assertThat(Verification.of(archive).findings()).isEmpty();
                } else if (job.state() != Job.State.EXPIRED) {
                    assertThat(job.state()).isEqualTo(Job.State.FAILED);
                    assertThat(job.reason()).isEqualTo(Reason.INTERRUPTED);
                }
            }
            assertThat(Workshop.names(data.bundles())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static boolean hasRecord(Path bundles) throws IOException {
        return Files.isDirectory(bundles) && Workshop.names(bundles).stream().anyMatch(name -> name.endsWith(".json"));
    }

    private static int run(String... line) throws Exception {
        return new ProcessBuilder(line).start().waitFor();
    }
}
