package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Reason;
import io.calink.bundle.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamingTests extends JobsAtWork {
    private static final JobLimits LIMITS = new JobLimits(1, 8, Duration.ofDays(7), 10, 5L << 30, 0L);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ByteArrayOutputStream client = new ByteArrayOutputStream();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    StreamingTests() {
        super(LIMITS);
    }

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    @Test
    void whatIsStreamedLeavesARecordAndNoArchive() throws Exception {
        Job job = jobs.stream(Workshop.QUICK, false, LONG, (begun, names) -> {
            assertThat(begun.state()).isEqualTo(Job.State.RUNNING);
            assertThat(names.archiveFile()).endsWith(".tar.gz");
            return client;
        });
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(job.stored()).isFalse();
        assertThat(job.expiresAt()).isNull();
        assertThat(Workshop.archive(job).size()).isEqualTo(client.size());
        assertThat(jobs.find(job.id())).contains(job);
        assertThat(jobs.archive(job.id())).isEmpty();
        assertThat(files()).containsExactly(job.id() + ".json");
        Path copy = Files.write(temporary.resolve("copy.tar.gz"), client.toByteArray());
        assertThat(Verification.of(copy).findings()).isEmpty();
    }

    @Test
    void whatIsStreamedAndStoredIsTheSameTwice() throws Exception {
        Job job = jobs.stream(Workshop.command("noise"), true, LONG, (begun, names) -> client);
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(job.stored()).isTrue();
        assertThat(jobs.archive(job.id()).orElseThrow()).hasBinaryContent(client.toByteArray());
    }

    @Test
    void aClientThatGoesAwayEndsTheBundleAndItsCommands() throws Exception {
        Future<Job> streamed = callers.submit(
                () -> jobs.stream(Workshop.command("sleep"), false, LONG, (begun, names) -> new GoneAfter(0)));
        Job job = streamed.get();
        assertThat(job.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(job.reason()).isEqualTo(Reason.CLIENT_GONE);
        assertThat(files()).containsExactly(job.id() + ".json");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(jobs.stream(Workshop.QUICK, false, LONG, (begun, names) -> client)
                        .state())
                .isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void aClientThatGoesAwayLeavesTheStoredArchiveWhole() throws Exception {
        Job job = jobs.stream(Workshop.command("noise"), true, LONG, (begun, names) -> new GoneAfter(100_000));
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(Verification.of(jobs.archive(job.id()).orElseThrow()).findings())
                .isEmpty();
    }

    @Test
    void aClientThatWasGoneBeforeItBeganIsNoticed() throws Exception {
        Job job = jobs.stream(Workshop.QUICK, false, LONG, (begun, names) -> {
            throw new IOException("Broken pipe");
        });
        assertThat(job.reason()).isEqualTo(Reason.CLIENT_GONE);
    }

    @Test
    void aMistakeOfThisProgramIsTheJobsFailureAndTellsNothingOfItsInside() throws Exception {
        Job job = jobs.stream(Workshop.QUICK, false, LONG, (begun, names) -> {
            throw new IllegalStateException("secret");
        });
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.reason()).isEqualTo(Reason.INTERNAL);
        assertThat(Workshop.error(job).detail()).doesNotContain("Exception").doesNotContain("secret");
        assertThat(jobs.stream(Workshop.QUICK, false, LONG, (begun, names) -> client)
                        .state())
                .isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void itWaitsForARunningPlaceAndGivesUpInTime() throws Exception {
        jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        assertThatThrownBy(() -> jobs.stream(Workshop.QUICK, false, Duration.ofMillis(50), (begun, names) -> client))
                .isInstanceOf(QueueFullException.class);
        assertThat(jobs.list()).hasSize(1);
        assertThat(client.size()).isZero();

        Future<Job> waiting = callers.submit(() -> jobs.stream(Workshop.QUICK, false, LONG, (begun, names) -> client));
        workshop.gate.release();
        assertThat(waiting.get().state()).isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void aStreamedBundleIsCancelledLikeAnyOther() throws Exception {
        Future<Job> streamed =
                callers.submit(() -> jobs.stream(Workshop.command("sleep"), false, LONG, (begun, names) -> client));
        await().until(() ->
                !jobs.list().isEmpty() && jobs.list().get(0).progress().item() != null);
        jobs.cancel(jobs.list().get(0).id(), false);
        assertThat(streamed.get().reason()).isEqualTo(Reason.CANCELLED);
    }

    @Test
    void aCancelledOneThatIsKeptGetsThroughAsAValidArchive() throws Exception {
        Future<Job> streamed =
                callers.submit(() -> jobs.stream(Workshop.command("sleep"), false, LONG, (begun, names) -> client));
        await().until(() ->
                !jobs.list().isEmpty() && jobs.list().get(0).progress().item() != null);
        jobs.cancel(jobs.list().get(0).id(), true);
        assertThat(streamed.get().state()).isEqualTo(Job.State.PARTIAL);
        Path copy = Files.write(temporary.resolve("copy.tar.gz"), client.toByteArray());
        assertThat(Verification.of(copy).findings()).isEmpty();
    }

    @Test
    void aDataDirectoryThatWasRemovedIsMadeAgainForWhatIsStreamed() throws Exception {
        assertThat(new ProcessBuilder("rm", "-r", data.path().toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(jobs.stream(Workshop.command("noise"), false, LONG, (begun, names) -> client)
                        .state())
                .isEqualTo(Job.State.SUCCEEDED);
        assertThat(data.path()).isDirectory();
    }

    @Test
    void lessFreeSpaceThanMustBeKeepsNobodyFromStreaming() throws Exception {
        try (Jobs careful = workshop.jobs(data, new JobLimits(1, 8, Duration.ZERO, 0, 0, Long.MAX_VALUE))) {
            assertThat(careful.stream(Workshop.QUICK, false, LONG, (begun, names) -> client)
                            .state())
                    .isEqualTo(Job.State.SUCCEEDED);
            assertThatThrownBy(() -> careful.stream(Workshop.QUICK, true, LONG, (begun, names) -> client))
                    .isInstanceOf(NoSpaceException.class);
        }
    }

    private List<String> files() throws IOException {
        return Workshop.files(data);
    }

    /** Somebody who takes so many bytes and then hangs up. */
    private static final class GoneAfter extends OutputStream {
        private long left;

        GoneAfter(long bytes) {
            left = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
