package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs go first. */
class CourtesyTests {
    @TempDir
    Path temporary;

    @Test
    void whatABundleStartsIsNiceAndTakesTheDiskWhenItIsIdle() throws Exception {
        try (Workshop workshop = new Workshop(temporary);
                DataDirectory data = workshop.open();
                Jobs jobs = workshop.jobs(data, JobLimits.DEFAULT)) {
            Job job = Workshop.over(jobs, jobs.submit(Workshop.command("priority")));
            Path archive = jobs.archive(job.id()).orElseThrow();
            Process tar = new ProcessBuilder(
                            "tar", "xzOf", archive.toString(), "--wildcards", "*/commands/priority.txt")
                    .start();
            List<String> lines = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSize(2);
            assertThat(Integer.parseInt(lines.get(0))).isGreaterThanOrEqualTo(10);
            assertThat(lines.get(1)).isEqualTo("idle");
        }
    }

    @Test
    void aSystemWithoutPrioritiesIsNoTrouble() {
        assertThatCode(() -> new Courtesy(temporary.resolve("none")).take()).doesNotThrowAnyException();
    }
}
