package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTests {
    private static final JobLimits LIMITS = new JobLimits(1, 8, Duration.ofDays(7), 10, 5L << 30, 0L);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

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

    /** A bundle that is over, whose note is nobody else's business, and that is then deleted. */
    private Job deleted(Jobs jobs) throws Exception {
        Job job = Workshop.over(jobs, jobs.submit(new Request("secret", Workshop.QUICK.selection())));
        jobs.delete(job.id());
        return job;
    }

    @Test
    void aDeletedBundleIsRememberedForADayOverRestartsAndThenForgotten() throws Exception {
        Job job;
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            job = deleted(jobs);
            assertThat(jobs.wasDeleted(job.id())).isTrue();
        }
        workshop.clock.move(Duration.ofHours(23));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.wasDeleted(job.id())).isTrue();
            assertThat(jobs.find(job.id())).isEmpty();
            assertThat(jobs.list()).isEmpty();
        }
        workshop.clock.move(Duration.ofHours(2));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.wasDeleted(job.id())).isFalse();
            assertThat(Workshop.files(data)).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfADeletedBundleButItsIdAndTheTime() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            Job job = deleted(jobs);
            assertThat(Workshop.files(data)).containsExactly(job.id() + ".gone");
            Path tombstone = data.bundles().resolve(job.id() + ".gone");
            assertThat(tombstone).isEmptyFile();
            assertThat(Files.getLastModifiedTime(tombstone).toInstant())
                    .isBetween(job.createdAt(), workshop.clock.instant());
        }
    }

    @Test
    void aDeletionThatWasCutShortByAKillIsCompletedAtTheNextStart() throws Exception {
        Job job;
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            job = Workshop.over(jobs, jobs.submit(new Request("secret", Workshop.QUICK.selection())));
            Path record = data.bundles().resolve(job.id() + ".json");
            Files.move(record, record.resolveSibling(job.id() + ".gone"));
        }
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.wasDeleted(job.id())).isTrue();
            assertThat(Workshop.files(data)).containsExactly(job.id() + ".gone");
            assertThat(data.bundles().resolve(job.id() + ".gone")).isEmptyFile();
            assertThat(data.path().resolve("damaged")).doesNotExist();
            assertThat(Workshop.over(jobs, jobs.submit(Workshop.QUICK)).id()).isGreaterThan(job.id());
        }
    }

    @Test
    void theIdOfADeletedBundleIsNeverGivenAgainWhateverTheClockSays() throws Exception {
        Job job;
        workshop.clock.move(Duration.ofHours(12));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            job = deleted(jobs);
        }
        workshop.clock.move(Duration.ofHours(-12));
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            assertThat(jobs.submit(Workshop.QUICK).id()).isGreaterThan(job.id());
        }
    }

    @Test
    void aClockThatLeapsTenYearsAheadForgetsNothing() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            Job job = deleted(jobs);
            Job running = jobs.submit(Workshop.GATED);
            workshop.reached.acquire();
            workshop.clock.move(Duration.ofDays(3650));
            workshop.gate.release();
            Workshop.over(jobs, running);
            deleted(jobs);
            assertThat(jobs.wasDeleted(job.id())).isTrue();
        }
    }

    @Test
    void aBundleWhoseFilesCannotBeRemovedIsStillThere() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            Job job = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            Path archive = jobs.archive(job.id()).orElseThrow();
            Path away = Files.move(archive, archive.resolveSibling("away"));
            Files.createDirectories(archive.resolve("what is not empty cannot be removed"));
            assertThatThrownBy(() -> jobs.delete(job.id())).isInstanceOf(UnavailableException.class);
            assertThat(jobs.wasDeleted(job.id())).isFalse();
            assertThat(jobs.find(job.id())).contains(job);
            Files.delete(archive.resolve("what is not empty cannot be removed"));
            Files.delete(archive);
            Files.move(away, archive);
            Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            assertThat(archive).as("what was refused is not done later").exists();
            jobs.delete(job.id());
            assertThat(jobs.wasDeleted(job.id())).isTrue();
        }
    }

    @Test
    void noMoreThanAThousandAreRememberedTheOldestGo() throws Exception {
        try (DataDirectory data = workshop.open()) {
            DirectoryJobStore store = new DirectoryJobStore(data);
            Tombstones tombstones = new Tombstones(store);
            List<String> ids = new ArrayList<>();
            Ids source = new Ids(null);
            for (int i = 0; i < Tombstones.MOST + 3; i++) {
                ids.add(source.next(NOW));
                tombstones.put(ids.get(i), NOW.plusSeconds(i));
            }
            tombstones.clear(NOW.plusSeconds(ids.size()));
            assertThat(ids.subList(0, 3)).noneMatch(tombstones::has);
            assertThat(ids.subList(3, ids.size())).allMatch(tombstones::has);
            assertThat(new Tombstones(store).ids()).hasSize(Tombstones.MOST);
        }
    }

    @Test
    void aTombstoneFromAFutureThatNeverCameIsRemoved() throws Exception {
        try (DataDirectory data = workshop.open()) {
            Tombstones tombstones = new Tombstones(new DirectoryJobStore(data));
            String id = new Ids(null).next(NOW);
            tombstones.put(id, NOW.plus(Duration.ofDays(3650)));
            tombstones.clear(NOW);
            assertThat(tombstones.has(id)).isFalse();
        }
    }

    @Test
    void aBundleThatWaitsLeavesNothingWhenItIsDeleted() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, LIMITS)) {
            Job running = jobs.submit(Workshop.GATED);
            Job waiting = jobs.submit(Workshop.QUICK);
            workshop.reached.acquire();
            jobs.delete(waiting.id());
            assertThat(jobs.wasDeleted(waiting.id())).isTrue();
            workshop.gate.release();
            Workshop.over(jobs, running);
            await().untilAsserted(() -> assertThat(Workshop.files(data))
                    .containsExactlyInAnyOrder(
                            running.id() + ".json",
                            running.id() + ".tar.gz",
                            running.id() + ".index",
                            waiting.id() + ".gone"));
        }
    }
}
