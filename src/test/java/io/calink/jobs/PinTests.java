package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class PinTests extends JobsAtWork {
    private static final Duration AGE = Duration.ofDays(7);
    private static final JobLimits LIMITS = new JobLimits(1, 8, AGE, 1, 5L << 30, 0L);

    PinTests() {
        super(LIMITS);
    }

    private void restart(JobLimits limits) throws IOException {
        jobs.close();
        data.close();
        data = workshop.open();
        jobs = workshop.jobs(data, limits);
    }

    private Job made() throws Exception {
        return Workshop.over(jobs, jobs.submit(Workshop.QUICK));
    }

    private Job find(Job job) {
        return jobs.find(job.id()).orElseThrow();
    }

    @Test
    void aPinnedBundleStaysOverRestartsAndWhateverItsAgeAndNumberAre() throws Exception {
        Job job = made();
        Job pinned = jobs.pin(job.id());
        assertThat(pinned.pinned()).isTrue();
        assertThat(pinned.expiresAt()).isNull();
        assertThat(jobs.pin(job.id())).isEqualTo(pinned);
        Job second = made();
        made();
        await().until(() -> find(second).state() == Job.State.EXPIRED);
        workshop.clock.move(Duration.ofDays(100));
        restart(LIMITS);
        assertThat(find(job)).isEqualTo(pinned);
        assertThat(jobs.archive(job.id()).orElseThrow()).exists();
    }

    @Test
    void anUnpinnedBundleHasItsAgeFromItsEndButAtLeastADay() throws Exception {
        Job job = made();
        jobs.pin(job.id());
        Job soon = jobs.unpin(job.id());
        assertThat(soon).isEqualTo(job);
        assertThat(jobs.unpin(job.id())).isEqualTo(job);
        jobs.pin(job.id());
        workshop.clock.move(Duration.ofDays(100));
        restart(LIMITS);
        Job late = jobs.unpin(job.id());
        assertThat(late.expiresAt())
                .isBetween(
                        workshop.clock.instant().plus(Duration.ofHours(23)),
                        workshop.clock.instant().plus(Duration.ofDays(1)));
    }

    @Test
    void whatIsBeingMadeCanBePinnedAndDoesNotExpire() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        assertThat(jobs.pin(job.id()).pinned()).isTrue();
        workshop.gate.release();
        Job over = Workshop.over(jobs, job);
        assertThat(over.pinned()).isTrue();
        assertThat(over.expiresAt()).isNull();
    }

    @Test
    void aPinIsLostWithWhatItWouldHaveKept() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        jobs.pin(job.id());
        jobs.cancel(job.id(), false);
        assertThat(Workshop.over(jobs, job).pinned()).isFalse();
    }

    @Test
    void whatHasNoArchiveHereCannotBePinned() throws Exception {
        Job cancelled = jobs.submit(Workshop.GATED);
        jobs.cancel(cancelled.id(), false);
        Workshop.over(jobs, cancelled);
        Job streamed = jobs.stream(
                Workshop.QUICK, false, Duration.ofSeconds(10), (job, names) -> OutputStream.nullOutputStream());
        for (Job job : new Job[] {cancelled, streamed}) {
            assertThatThrownBy(() -> jobs.pin(job.id()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("archive");
            assertThat(jobs.unpin(job.id()).pinned()).isFalse();
        }
        assertThatThrownBy(() -> jobs.pin("0".repeat(26))).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whenPinnedOnesTakeAllTheRoomNothingMoreIsStoredUntilOneIsUnpinned() throws Exception {
        Job large = Workshop.over(jobs, jobs.submit(Workshop.command("noise")));
        jobs.pin(large.id());
        restart(new JobLimits(1, 8, AGE, 10, Workshop.archive(large).size(), 0L));
        assertThatThrownBy(() -> jobs.submit(Workshop.QUICK))
                .isInstanceOf(NoSpaceException.class)
                .hasMessageContaining("unpin")
                .hasMessageContaining("?stream=true");
        Job streamed = jobs.stream(
                Workshop.QUICK, false, Duration.ofSeconds(10), (job, names) -> OutputStream.nullOutputStream());
        assertThat(streamed.state()).isEqualTo(Job.State.SUCCEEDED);
        jobs.unpin(large.id());
        assertThat(made().state()).isEqualTo(Job.State.SUCCEEDED);
        await().until(() -> find(large).state() == Job.State.EXPIRED);
    }

    @Test
    void aBundleThatDoesNotFitBesideThePinnedOnesFails() throws Exception {
        Job large = Workshop.over(jobs, jobs.submit(Workshop.command("noise")));
        jobs.pin(large.id());
        restart(new JobLimits(1, 8, AGE, 10, Workshop.archive(large).size() + (1 << 20), 0L));
        Job second = Workshop.over(jobs, jobs.submit(Workshop.command("noise")));
        assertThat(second.state()).isEqualTo(Job.State.FAILED);
        assertThat(Workshop.error(second).status()).isEqualTo(507);
        assertThat(made().state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(find(large).state()).isEqualTo(Job.State.SUCCEEDED);
    }
}
