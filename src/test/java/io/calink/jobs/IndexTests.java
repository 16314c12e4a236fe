package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of an archive comes and goes with it. */
class IndexTests {
    private static final JobLimits ONE = new JobLimits(1, 8, Duration.ofDays(7), 1, 5L << 30, 0L);

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

    private static List<String> indexes(DataDirectory data) throws IOException {
        return Workshop.files(data).stream()
                .filter(name -> name.contains(".index"))
                .toList();
    }

    @Test
    void anArchiveHasItsIndexUntilRetentionOrSomebodyTakesBoth() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, ONE)) {
            Job first = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            assertThat(indexes(data)).containsExactly(first.id() + ".index");
            Path index = data.bundles().resolve(first.id() + ".index");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(index)))
                    .isEqualTo("rw-------");
            assertThat(jobs.look(first.id())
                            .orElseThrow()
                            .find("manifest.json")
                            .orElseThrow()
                            .position())
                    .isPositive();
            Job second = Workshop.over(jobs, jobs.submit(Workshop.QUICK));
            await().untilAsserted(() -> assertThat(indexes(data)).containsExactly(second.id() + ".index"));
            jobs.delete(second.id());
            assertThat(indexes(data)).isEmpty();
            assertThat(jobs.look(second.id())).isEmpty();
        }
    }

    @Test
    void whatAKilledProcessLeftOfAnIndexIsRemoved() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, ONE)) {
            Job job = jobs.submit(Workshop.GATED);
            workshop.reached.acquire();
            assertThat(indexes(data)).containsExactly(job.id() + ".index.part");
            Path saved = Files.createDirectories(temporary.resolve("saved"));
            for (String name : Workshop.files(data)) {
                Files.copy(data.bundles().resolve(name), saved.resolve(name));
            }
            workshop.gate.release();
            Workshop.over(jobs, job);
            jobs.close(Duration.ZERO);
            for (String name : Workshop.files(data)) {
                Files.delete(data.bundles().resolve(name));
            }
            for (String name : Workshop.names(saved)) {
                Files.copy(saved.resolve(name), data.bundles().resolve(name));
            }
            try (Jobs again = workshop.jobs(data, ONE)) {
                assertThat(again.find(job.id()).orElseThrow().state()).isEqualTo(Job.State.FAILED);
                assertThat(indexes(data)).isEmpty();
            }
        }
    }

    @Test
    void anIndexThatCannotBeWrittenDoesNotCostTheArchive() throws Exception {
        try (DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, ONE)) {
            Job job = jobs.submit(Workshop.GATED);
            workshop.reached.acquire();
            Files.delete(data.bundles().resolve(job.id() + ".index.part"));
            workshop.gate.release();
            assertThat(Workshop.over(jobs, job).state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(jobs.look(job.id()).orElseThrow().list("", 0, 10)).isNotEmpty();
        }
    }
}
