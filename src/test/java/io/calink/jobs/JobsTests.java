package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Reason;
import io.calink.bundle.Selection;
import io.calink.bundle.Status;
import io.calink.bundle.UnknownKeyException;
import io.calink.bundle.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class JobsTests extends JobsAtWork {
    private static final JobLimits LIMITS = new JobLimits(1, 2, Duration.ofDays(7), 10, 5L << 30, 0L);

    JobsTests() {
        super(LIMITS);
    }

    @Test
    void aWatcherIsToldOfEachStateInItsOrder() throws Exception {
        List<Job.State> states = new CopyOnWriteArrayList<>();
        jobs.watch(job -> states.add(job.state()));
        over(jobs.submit(Workshop.QUICK));
        assertThat(states).containsExactly(Job.State.QUEUED, Job.State.RUNNING, Job.State.SUCCEEDED);
    }

    @Test
    void aBundleIsQueuedAndThenSucceeds() throws Exception {
        Job asked = jobs.submit(new Request("ticket 4711", Workshop.QUICK.selection()));
        assertThat(asked.state()).isIn(Job.State.QUEUED, Job.State.RUNNING, Job.State.SUCCEEDED);
        assertThat(asked.note()).isEqualTo("ticket 4711");
        assertThat(asked.stored()).isTrue();

        Job job = over(asked);
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(job.reason()).isNull();
        assertThat(job.error()).isNull();
        assertThat(job.progress().percent()).isEqualTo(100);
        assertThat(job.counts()).containsEntry(Status.OK, 1L).hasSize(Status.values().length);
        assertThat(job.startedAt()).isBetween(job.createdAt(), job.finishedAt());
        assertThat(Duration.between(job.finishedAt(), job.expiresAt())).isEqualTo(Duration.ofDays(7));
        assertThat(Workshop.archive(job).name()).matches("CaLink-[A-Za-z0-9._-]+-\\d+\\.tar\\.gz");
        assertThat(Workshop.archive(job).format()).isEqualTo("tar.gz");

        Path archive = jobs.archive(job.id()).orElseThrow();
        assertThat(archive.getFileName()).hasToString(job.id() + ".tar.gz");
        assertThat(Files.size(archive)).isEqualTo(Workshop.archive(job).size());
        assertThat(sha256(archive)).isEqualTo(Workshop.archive(job).sha256());
        assertThat(Verification.of(archive).findings()).isEmpty();
        assertThat(files()).containsExactlyInAnyOrder(job.id() + ".json", job.id() + ".tar.gz", job.id() + ".index");
        for (String file : files()) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.bundles().resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theRecordIsSafeBeforeAnybodyIsToldOfTheJob() throws Exception {
        jobs.submit(Workshop.GATED);
        Job waiting = jobs.submit(Workshop.QUICK);
        assertThat(Files.readString(data.bundles().resolve(waiting.id() + ".json")))
                .contains("\"state\" : \"QUEUED\"");
    }

    @Test
    void bundlesAreMadeOneAfterTheOtherInTheOrderOfAsking() throws Exception {
        Job first = jobs.submit(Workshop.GATED);
        Job second = jobs.submit(Workshop.GATED);
        Job third = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        assertThat(state(first)).isEqualTo(Job.State.RUNNING);
        assertThat(state(second)).isEqualTo(Job.State.QUEUED);
        workshop.gate.release();
        workshop.reached.acquire();
        assertThat(over(first).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(state(second)).isEqualTo(Job.State.RUNNING);
        assertThat(state(third)).isEqualTo(Job.State.QUEUED);
        workshop.gate.release(2);
        over(third);
        assertThat(jobs.list()).extracting(Job::id).containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    void whoComesWhenTheQueueIsFullIsTurnedAwayAndLeavesNoTrace() throws Exception {
        for (int i = 0; i < 3; i++) {
            jobs.submit(Workshop.GATED);
        }
        assertThatThrownBy(() -> jobs.submit(Workshop.QUICK))
                .isInstanceOfSatisfying(
                        QueueFullException.class,
                        e -> assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5)))
                .hasMessage("As many bundles as may wait already, which is 2: try again later.");
        assertThat(jobs.list()).hasSize(3);
        assertThat(files()).filteredOn(name -> name.endsWith(".json")).hasSize(3);
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> jobs.submit(
                        new Request(null, new Selection(List.of("quick", "nothing"), null, null, null, null))))
                .isInstanceOf(UnknownKeyException.class);
        assertThat(jobs.list()).isEmpty();
    }

    @Test
    void aRunningBundleIsCancelledWithinThreeSecondsAndItsCommandsAreGone() throws Exception {
        Job job = jobs.submit(Workshop.command("sleep"));
        await().until(() -> children("sleep 300") > 0);
        long begin = System.nanoTime();
        assertThat(jobs.cancel(job.id(), false).state()).isIn(Job.State.CANCELLING, Job.State.CANCELLED);
        Job over = over(job);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(over.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(over.reason()).isEqualTo(Reason.CANCELLED);
        assertThat(over.error()).isNull();
        assertThat(over.archive()).isNull();
        assertThat(over.progress().percent()).isLessThan(100);
        assertThat(children("sleep 300")).isZero();
        assertThat(files()).containsExactly(job.id() + ".json");
    }

    @Test
    void aKeptCancelBecomesAPartialBundle() throws Exception {
        Job job = jobs.submit(Workshop.command("sleep"));
        await().until(() -> children("sleep 300") > 0);
        jobs.cancel(job.id(), true);
        Job over = over(job);
        assertThat(over.state()).isEqualTo(Job.State.PARTIAL);
        assertThat(over.reason()).isEqualTo(Reason.CANCELLED);
        assertThat(over.progress().percent()).isEqualTo(100);
        assertThat(Verification.of(jobs.archive(job.id()).orElseThrow()).findings())
                .isEmpty();
    }

    @Test
    void aWaitingBundleIsCancelledAtOnceAndItsSeatIsFree() throws Exception {
        jobs.submit(Workshop.GATED);
        Job second = jobs.submit(Workshop.GATED);
        jobs.submit(Workshop.GATED);
        Job cancelled = jobs.cancel(second.id(), false);
        assertThat(cancelled.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(cancelled.startedAt()).isNull();
        Job another = jobs.submit(Workshop.QUICK);
        workshop.gate.release(3);
        assertThat(over(another).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(state(second)).isEqualTo(Job.State.CANCELLED);
    }

    @Test
    void whatIsOverOrUnknownCannotBeCancelled() throws Exception {
        Job job = over(jobs.submit(Workshop.QUICK));
        assertThatThrownBy(() -> jobs.cancel(job.id(), false)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> jobs.cancel("0".repeat(26), false)).isInstanceOf(NoSuchElementException.class);
        assertThat(jobs.find("../../etc/passwd")).isEmpty();
        assertThat(jobs.archive("../" + job.id())).isEmpty();
    }

    @Test
    void aDeletedBundleIsGoneAndItsDownloadEndsWhole() throws Exception {
        Job job = over(jobs.submit(Workshop.command("noise")));
        try (InputStream download = Files.newInputStream(jobs.archive(job.id()).orElseThrow())) {
            byte[] beginning = download.readNBytes(1000);
            jobs.delete(job.id());
            jobs.delete(job.id());
            assertThat(jobs.find(job.id())).isEmpty();
            assertThat(jobs.archive(job.id())).isEmpty();
            assertThat(files()).containsExactly(job.id() + ".gone");
            assertThat(beginning.length + download.readAllBytes().length)
                    .isEqualTo((int) Workshop.archive(job).size());
        }
    }

    @Test
    void aRunningBundleThatIsDeletedLeavesNothing() throws Exception {
        Job job = jobs.submit(Workshop.command("sleep"));
        await().until(() -> children("sleep 300") > 0);
        jobs.delete(job.id());
        assertThat(jobs.find(job.id())).isEmpty();
        assertThat(children("sleep 300")).isZero();
        assertThat(files()).containsExactly(job.id() + ".gone");
        assertThat(over(jobs.submit(Workshop.QUICK)).state()).isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void closingCancelsThoseThatWaitAndLetsTheRunningOneEnd() throws Exception {
        Job running = jobs.submit(Workshop.GATED);
        Job waiting = jobs.submit(Workshop.QUICK);
        workshop.reached.acquire();
        Thread closing = new Thread(() -> jobs.close(Duration.ofSeconds(30)));
        closing.start();
        await().until(() -> state(waiting) == Job.State.CANCELLED);
        assertThat(jobs.find(waiting.id()).orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThatThrownBy(() -> jobs.submit(Workshop.QUICK)).isInstanceOf(UnavailableException.class);
        workshop.gate.release();
        closing.join();
        assertThat(state(running)).isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void closingAtOnceStopsTheRunningOneAndItsCommands() throws Exception {
        Job running = jobs.submit(Workshop.command("sleep"));
        await().until(() -> children("sleep 300") > 0);
        jobs.close();
        assertThat(state(running)).isEqualTo(Job.State.CANCELLED);
        assertThat(jobs.find(running.id()).orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(children("sleep 300")).isZero();
        assertThat(files()).containsExactly(running.id() + ".json");
    }

    private Job over(Job job) {
        return Workshop.over(jobs, job);
    }

    private Job.State state(Job job) {
        return jobs.find(job.id()).orElseThrow().state();
    }

    private List<String> files() throws IOException {
        return Workshop.files(data);
    }

    private static long children(String commandLine) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").endsWith(commandLine))
                .count();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
