package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Output;
import io.calink.bundle.Reason;
import io.calink.bundle.Selection;
import io.calink.bundle.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobKeepingTests extends JobsAtWork {
    private static final JobLimits LIMITS = new JobLimits(1, 2, Duration.ofDays(7), 10, 5L << 30, 0L);

    JobKeepingTests() {
        super(LIMITS);
    }

    /** F07. */
    @Test
    void twoBundlesInOneSecondHaveTwoNames() throws Exception {
        List<String> names = new ArrayList<>();
        try (Jobs fixed = new Jobs(
                data,
                workshop.bundler(),
                () -> workshop.plan(new Output("support", null, null, Output.DEFAULT.format())),
                LIMITS,
                workshop.clock)) {
            for (int i = 0; i < 3; i++) {
                Job job = fixed.submit(Workshop.QUICK);
                names.add(Workshop.archive(Workshop.over(fixed, job)).name());
            }
        }
        assertThat(names).containsExactly("support.tar.gz", "support-2.tar.gz", "support-3.tar.gz");
    }

    /** F25. */
    @Test
    void nothingIsBegunWithLessFreeSpaceThanMustBe() throws Exception {
        try (Jobs careful = workshop.jobs(data, new JobLimits(1, 8, Duration.ZERO, 0, 0, Long.MAX_VALUE))) {
            assertThatThrownBy(() -> careful.submit(Workshop.QUICK))
                    .isInstanceOf(NoSpaceException.class)
                    .hasMessageContaining("?stream=true");
            assertThat(careful.list()).isEmpty();
        }
    }

    /** F24. */
    @Test
    void aBundleLargerThanAllThatMayBeKeptFails() throws Exception {
        try (Jobs small = workshop.jobs(data, new JobLimits(1, 8, Duration.ZERO, 0, 1 << 20, 0L))) {
            Job job = small.submit(Workshop.command("noise"));
            Job over = Workshop.over(small, job);
            assertThat(over.state()).isEqualTo(Job.State.FAILED);
            assertThat(over.reason()).isEqualTo(Reason.INSUFFICIENT_STORAGE);
            assertThat(Workshop.error(over).status()).isEqualTo(507);
            assertThat(Workshop.error(over).type()).isEqualTo("urn:calink:problem:insufficient-storage");
            assertThat(files()).containsExactly(job.id() + ".json");
        }
    }

    /** F24. */
    @Test
    void theOldestArchivesGoAndTheirRecordsSayThatTheyExpired() throws Exception {
        try (Jobs few = workshop.jobs(data, new JobLimits(1, 8, Duration.ofDays(7), 2, 0, 0L))) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ids.add(Workshop.over(few, few.submit(Workshop.QUICK)).id());
            }
            await().until(() -> few.find(ids.get(0)).orElseThrow().state() == Job.State.EXPIRED);
            assertThat(few.archive(ids.get(0))).isEmpty();
            assertThat(few.find(ids.get(0)).orElseThrow().archive()).isNotNull();
            assertThat(few.find(ids.get(1)).orElseThrow().state()).isEqualTo(Job.State.SUCCEEDED);
            await().until(() -> !files().contains(ids.get(0) + ".tar.gz"));
            assertThat(files()).contains(ids.get(0) + ".json", ids.get(1) + ".tar.gz");
        }
    }

    /** F06. */
    @Test
    void aClockThatLeapsTenYearsAheadCostsNoArchive() throws Exception {
        Job before = over(jobs.submit(Workshop.QUICK));
        Job during = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        workshop.clock.move(Duration.ofDays(3650));
        workshop.gate.release();
        assertThat(over(during).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(over(jobs.submit(Workshop.QUICK)).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(jobs.archive(before.id()).orElseThrow()).exists();
        assertThat(jobs.archive(during.id()).orElseThrow()).exists();
    }

    /** F06. */
    @Test
    void aClockThatGoesBackAnHourMakesNoNegativeDuration() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        workshop.clock.move(Duration.ofHours(-1));
        workshop.gate.release();
        Job over = over(job);
        assertThat(over.finishedAt()).isAfterOrEqualTo(over.startedAt());
        assertThat(over.duration(Instant.EPOCH)).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(over(jobs.submit(Workshop.QUICK)).id()).isGreaterThan(job.id());
    }

    /** F04. */
    @Test
    void aDataDirectoryThatIsRemovedFailsTheJobAndIsMadeAgainForTheNext() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        new ProcessBuilder("rm", "-rf", data.path().toString()).start().waitFor();
        workshop.gate.release();
        Job over = over(job);
        assertThat(over.state()).isEqualTo(Job.State.FAILED);
        assertThat(over.reason()).isEqualTo(Reason.IO_ERROR);
        assertThat(Workshop.error(over).detail()).doesNotContain("Exception").contains("look at the data directory");
        assertThat(over(jobs.submit(Workshop.QUICK)).state()).isEqualTo(Job.State.SUCCEEDED);
    }

    /** F26. */
    @Test
    void theDataDirectoryIsNeverCollected() throws Exception {
        Files.writeString(workshop.collected.resolve("a.log"), "a");
        Files.createSymbolicLink(workshop.collected.resolve("b"), data.path());
        Workshop around = workshop;
        try (Jobs collecting = new Jobs(data, around.bundler(), around::planOfEverything, LIMITS, around.clock)) {
            List<Long> items = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Job job = Workshop.over(
                        collecting,
                        collecting.submit(new Request(null, new Selection(List.of(), null, List.of(), null, null))));
                assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
                items.add(job.counts().get(Status.OK));
            }
            assertThat(items).containsOnly(items.get(0));
        }
    }

    private Job over(Job job) {
        return Workshop.over(jobs, job);
    }

    private List<String> files() throws IOException {
        return Workshop.files(data);
    }
}
