package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTests {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final JobLimits LIMITS = new JobLimits(1, 8, Duration.ofDays(7), 3, 1000, null);

    private final Retention retention = new Retention(LIMITS);

    @Test
    void theOldestOfTooManyGo() {
        List<Job> jobs = newestFirst(5, 1, false);
        assertThat(ids(retention.due(jobs, NOW))).containsExactly("job0", "job1");
    }

    @Test
    void theOldestOfTooLargeOnesGo() {
        List<Job> jobs = newestFirst(3, 400, false);
        assertThat(ids(retention.due(jobs, NOW))).containsExactly("job0");
    }

    @Test
    void theNewestStaysHoweverLargeItIs() {
        assertThat(retention.due(newestFirst(1, 5000, false), NOW)).isEmpty();
    }

    @Test
    void pinnedOnesStay() {
        assertThat(retention.due(newestFirst(5, 5000, true), NOW)).isEmpty();
        assertThat(retention.due(newestFirst(5, 5000, true), NOW.plus(Duration.ofDays(100))))
                .isEmpty();
    }

    @Test
    void archivesGoWhenTheirTimeIsOver() {
        List<Job> jobs = newestFirst(2, 1, false);
        assertThat(retention.due(jobs, NOW.plus(Duration.ofDays(7)).minusSeconds(1)))
                .isEmpty();
        assertThat(ids(retention.due(jobs, NOW.plus(Duration.ofDays(7))))).containsExactly("job1", "job0");
    }

    @Test
    void zeroIsNoLimit() {
        Retention unlimited = new Retention(new JobLimits(1, 8, Duration.ZERO, 0, 0, null));
        assertThat(unlimited.expiry(NOW)).isNull();
        assertThat(unlimited.due(newestFirst(50, 5000, false), NOW)).isEmpty();
    }

    @Test
    void whatHasNoArchiveHereIsNeverDue() {
        Job failed = Ending.without(
                job("job9", 1, false).change().state(Job.State.RUNNING).build(), Reason.IO_ERROR, true, null, NOW);
        assertThat(retention.due(List.of(failed), NOW.plus(Duration.ofDays(100))))
                .isEmpty();
    }

    @Test
    void theRecordOfAnExpiredOneGoesADayLater() {
        List<Job> jobs = List.of(job("job0", 1, false).expired(NOW));
        assertThat(retention.forgotten(jobs, NOW.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(retention.forgotten(jobs, NOW.plus(Duration.ofDays(1)).plusMillis(1)))
                .hasSize(1);
    }

    @Test
    void noMoreThanAThousandRecordsAreKept() {
        List<Job> jobs = newestFirst(1003, 1, false);
        assertThat(ids(retention.forgotten(jobs, NOW))).containsExactly("job0", "job1", "job2");
    }

    @Test
    void recordsThatKeepNoArchiveGoBeforeOlderOnesThatDo() {
        List<Job> jobs = new ArrayList<>(newestFirst(1000, 1, false));
        Job failed = Ending.without(
                job("failed", 1, false).change().state(Job.State.RUNNING).build(), Reason.IO_ERROR, true, null, NOW);
        jobs.add(0, failed);
        assertThat(ids(retention.forgotten(jobs, NOW))).containsExactly("failed");
    }

    private static List<Job> newestFirst(int number, long size, boolean pinned) {
        List<Job> jobs = new ArrayList<>(IntStream.range(0, number)
                .mapToObj(i -> job("job" + i, size, pinned))
                .toList());
        Collections.reverse(jobs);
        return jobs;
    }

    private static Job job(String id, long size, boolean pinned) {
        return new Job(
                id,
                Job.State.SUCCEEDED,
                true,
                null,
                null,
                "host",
                NOW,
                NOW,
                NOW,
                NOW.plus(LIMITS.age()),
                pinned,
                Job.Progress.NONE,
                new Job.Archive("a.tar.gz", "tar.gz", size, "00", null),
                Map.of(),
                List.of(),
                null);
    }

    private static List<String> ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toList();
    }
}
