package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are marked, so that sending one again makes no second bundle. */
class MarkedRequestTests extends JobsAtWork {
    private static final JobLimits LIMITS = new JobLimits(1, 2, Duration.ofDays(7), 10, 5L << 30, 0L);
    private static final Mark MARK = mark("anonymous", "k-1", "body");
    private static final int THREADS = 20;

    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

    private static Mark mark(String caller, String key, String body) {
        return new Mark(caller, key, Map.of("the body", body, "stream", "false"));
    }

    MarkedRequestTests() {
        super(LIMITS);
    }

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    /** The id of the bundle that a request gets, whether it is made for it or was there. */
    private String ask(Mark mark) throws Exception {
        return ask(jobs, mark);
    }

    private static String ask(Jobs jobs, Mark mark) throws Exception {
        try (Claim claim = jobs.claim(mark, false)) {
            return claim.bundle().isPresent()
                    ? claim.bundle().get()
                    : jobs.submit(Workshop.QUICK, claim).id();
        }
    }

    private boolean isFree(Mark mark) throws Exception {
        try (Claim claim = jobs.claim(mark, false)) {
            return claim.bundle().isEmpty();
        }
    }

    private List<String> files() throws IOException {
        return Workshop.names(data.marks());
    }

    @Test
    void theSameMarkIsTheSameBundleAndAnotherCallersIsAnother() throws Exception {
        String id = ask(MARK);
        assertThat(ask(MARK)).isEqualTo(id);
        assertThat(ask(mark("token:ci", "k-1", "body"))).isNotEqualTo(id);
        assertThat(jobs.list()).hasSize(2);
    }

    @Test
    void anotherRequestUnderTheSameMarkIsToldWhatDiffersAndNothingOfTheFirst() throws Exception {
        ask(mark("anonymous", "k-1", "secret"));
        assertThatThrownBy(() -> ask(mark("anonymous", "k-1", "other")))
                .isInstanceOfSatisfying(
                        KeyRefusedException.class, e -> assertThat(e.why()).isEqualTo(KeyRefusedException.Why.REUSED))
                .hasMessageContaining("differs from it in: the body.")
                .hasMessageNotContaining("stream")
                .hasMessageNotContaining("secret");
        assertThat(jobs.list()).hasSize(1);
    }

    @Test
    void onlyHashesAreKeptAndOnlyForTheOwner() throws Exception {
        ask(mark("token:ci", "k-1", "secret"));
        assertThat(files()).singleElement().asString().matches("[0-9a-f]{64}\\.json");
        Path file = data.marks().resolve(files().get(0));
        assertThat(Files.readString(file)).doesNotContain("token:ci", "k-1", "secret");
        assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
        assertThat(Files.getAttribute(data.marks(), "unix:mode")).isEqualTo(040700);
    }

    @Test
    void twentyAtOnceMakeOneBundle() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> asked = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            asked.add(callers.submit(() -> {
                start.await();
                return ask(MARK);
            }));
        }
        start.countDown();
        Set<String> ids = new HashSet<>();
        for (Future<String> id : asked) {
            ids.add(id.get(30, TimeUnit.SECONDS));
        }
        assertThat(ids).hasSize(1);
        assertThat(jobs.list()).hasSize(1);
    }

    @Test
    void whoWaitsForOneThatIsRefusedIsTriedItself() throws Exception {
        AtomicReference<Thread> waiter = new AtomicReference<>();
        Future<String> second;
        try (Claim first = jobs.claim(MARK, false)) {
            assertThat(first.bundle()).isEmpty();
            second = callers.submit(() -> {
                waiter.set(Thread.currentThread());
                return ask(MARK);
            });
            await().until(() -> waiter.get() != null && waiter.get().getState() == Thread.State.TIMED_WAITING);
            assertThat(jobs.list()).isEmpty();
        }
        assertThat(jobs.find(second.get(30, TimeUnit.SECONDS))).isPresent();
    }

    @Test
    void nobodyWaitsForOneThatWaitsForItsTurn() throws Exception {
        try (Claim first = jobs.claim(MARK, true)) {
            assertThat(first.bundle()).isEmpty();
            assertThatThrownBy(() -> ask(MARK)).isInstanceOfSatisfying(KeyRefusedException.class, e -> {
                assertThat(e.why()).isEqualTo(KeyRefusedException.Why.UNDECIDED);
                assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            });
        }
        assertThat(isFree(MARK)).isTrue();
    }

    @Test
    void aRefusedRequestUsesNoMark() throws Exception {
        for (int i = 0; i < 3; i++) {
            jobs.submit(Workshop.GATED);
        }
        assertThatThrownBy(() -> ask(MARK)).isInstanceOf(QueueFullException.class);
        assertThat(isFree(MARK)).isTrue();
        try (Claim claim = jobs.claim(MARK, true)) {
            assertThatThrownBy(() -> jobs.stream(
                            Workshop.QUICK,
                            false,
                            Duration.ofMillis(10),
                            claim,
                            (job, names) -> OutputStream.nullOutputStream()))
                    .isInstanceOf(QueueFullException.class);
        }
        assertThat(isFree(MARK)).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void aRecordThatCannotBeWrittenLeavesNoMark() throws Exception {
        JobStore whole = new DirectoryJobStore(data);
        JobStore broken = new JobStore() {
            @Override
            public List<Job> load() throws IOException {
                return whole.load();
            }

            @Override
            public void save(Job job) throws IOException {
                assertThat(files()).singleElement().asString().endsWith(".reserved");
                throw new IOException("No record");
            }

            @Override
            public Map<String, Instant> tombstones() throws IOException {
                return whole.tombstones();
            }

            @Override
            public void bury(String id, Instant when) throws IOException {
                whole.bury(id, when);
            }

            @Override
            public void remove(String id) throws IOException {
                whole.remove(id);
            }
        };
        try (Jobs failing = new Jobs(data, broken, workshop.bundler(), workshop::plan, LIMITS, workshop.clock)) {
            assertThatThrownBy(() -> ask(failing, MARK)).isInstanceOf(UnavailableException.class);
            assertThat(failing.list()).isEmpty();
        }
        assertThat(files()).isEmpty();
        assertThat(jobs.find(ask(MARK))).isPresent();
    }

    @Test
    void aMarkThatCannotBeKeptIsARefusalEvenWhereNothingElseIsStored() throws Exception {
        Files.delete(data.marks());
        Files.createFile(data.marks());
        try (Claim claim = jobs.claim(MARK, true)) {
            assertThatThrownBy(() -> jobs.stream(
                            Workshop.QUICK,
                            false,
                            Duration.ZERO,
                            claim,
                            (job, names) -> OutputStream.nullOutputStream()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("without an Idempotency-Key");
        }
        assertThat(jobs.list()).isEmpty();
        Files.delete(data.marks());
        assertThat(jobs.find(ask(MARK))).isPresent();
    }

    @Test
    void aStreamedBundleHasItsMarkAsSoonAsItIsBegun() throws Exception {
        Job job;
        try (Claim claim = jobs.claim(MARK, true)) {
            job = jobs.stream(Workshop.QUICK, false, Duration.ZERO, claim, (begun, names) -> {
                try {
                    assertThat(ask(MARK)).isEqualTo(begun.id());
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return OutputStream.nullOutputStream();
            });
        }
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(ask(MARK)).isEqualTo(job.id());
    }
}
