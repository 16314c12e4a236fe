package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a mark is remembered, and that neither a restart nor a crash parts it from its bundle. */
class MarkKeepingTests {
    private static final JobLimits LIMITS = new JobLimits(1, 8, Duration.ofDays(7), 10, 5L << 30, 0L);
    private static final Mark MARK = mark("k");
    private static final int KILLS = 4;
    private static final int MOST_MILLIS = 300;

    @TempDir
    Path temporary;

    private Workshop workshop;
    private DataDirectory data;

    private static Mark mark(String key) {
        return new Mark("anonymous", key, Map.of("the body", "{}"));
    }

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(temporary);
        data = workshop.open();
    }

    @AfterEach
    void close() throws IOException {
        workshop.close();
        data.close();
    }

    /** Asks for one marked bundle after the other, each with its key as note, until somebody kills it. */
    public static void main(String[] arguments) throws Exception {
        Workshop workshop = new Workshop(Path.of(arguments[0]));
        Jobs jobs = workshop.jobs(workshop.open(), LIMITS);
        for (int i = 0; true; i++) {
            String key = arguments[1] + "-" + i;
            Job job = ask(jobs, key);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> jobs.find(job.id()).orElseThrow().state().isOver());
        }
    }

    private static Job ask(Jobs jobs, String key) throws Exception {
        try (Claim claim = jobs.claim(mark(key), false)) {
            return jobs.submit(new Request(key, Workshop.QUICK.selection()), claim);
        }
    }

    private static Optional<String> bundle(Jobs jobs, String key) throws Exception {
        try (Claim claim = jobs.claim(mark(key), false)) {
            return claim.bundle();
        }
    }

    private Jobs jobs() throws IOException {
        return workshop.jobs(data, LIMITS);
    }

    @Test
    void aMarkOutlivesARestartAndItsBundle() throws Exception {
        Job job;
        try (Jobs jobs = jobs()) {
            job = Workshop.over(jobs, ask(jobs, "k"));
        }
        try (Jobs jobs = jobs()) {
            assertThat(bundle(jobs, "k")).contains(job.id());
            jobs.delete(job.id());
            assertThat(bundle(jobs, "k")).contains(job.id());
        }
        try (Jobs jobs = jobs()) {
            assertThat(bundle(jobs, "k")).contains(job.id());
        }
    }

    @Test
    void itIsForgottenAfterADay() throws Exception {
        try (Jobs jobs = jobs()) {
            Workshop.over(jobs, ask(jobs, "k"));
            workshop.clock.move(Duration.ofDays(3650));
            assertThat(bundle(jobs, "k")).as("after a leap of the clock").isPresent();
            workshop.clock.move(Duration.ofDays(-3650));
        }
        workshop.clock.move(KeptMark.KEPT.minusMinutes(5));
        try (Jobs jobs = jobs()) {
            assertThat(bundle(jobs, "k")).isPresent();
        }
        workshop.clock.move(Duration.ofMinutes(6));
        try (Jobs jobs = jobs()) {
            assertThat(bundle(jobs, "k")).isEmpty();
        }
        assertThat(Workshop.names(data.marks())).isEmpty();
    }

    @Test
    void aMarkOfATimeToComeIsForgottenADayAfterThatIsNoticed() throws Exception {
        workshop.clock.move(Duration.ofDays(3650));
        try (Jobs jobs = jobs()) {
            ask(jobs, "k");
        }
        workshop.clock.move(Duration.ofDays(-3650));
        AtomicLong nanos = new AtomicLong();
        Marks marks = marks(new SteadyClock(workshop.clock, nanos::get), 10);
        try (Claim claim = marks.claim(MARK, false)) {
            assertThat(claim.bundle()).isPresent();
        }
        workshop.clock.move(KeptMark.KEPT);
        nanos.addAndGet(KeptMark.KEPT.toNanos());
        try (Claim claim = marks.claim(MARK, false)) {
            assertThat(claim.bundle()).isEmpty();
        }
    }

    private Marks marks(SteadyClock clock, int most) throws IOException {
        return new Marks(new MarkFiles(data), id -> true, clock, most);
    }

    @Test
    void asManyAsMayBeAreRememberedAndNoneIsForgottenForAnother() throws Exception {
        Marks marks = marks(new SteadyClock(workshop.clock, System::nanoTime), 2);
        keep(marks, "a", "0".repeat(26));
        keep(marks, "b", "1".repeat(26));
        assertThatThrownBy(() -> marks.claim(mark("c"), false))
                .isInstanceOfSatisfying(KeyRefusedException.class, e -> {
                    assertThat(e.why()).isEqualTo(KeyRefusedException.Why.FULL);
                    assertThat(e.retryAfter()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
                })
                .hasMessageContaining("which is 2, each for 24 h");
        try (Claim claim = marks.claim(mark("a"), false)) {
            assertThat(claim.bundle()).contains("0".repeat(26));
        }
    }

    private static void keep(Marks marks, String key, String id) throws Exception {
        try (Claim claim = marks.claim(mark(key), false)) {
            claim.reserve(id);
            claim.keep(id);
        }
    }

    @Test
    void aMarkWithoutARecordIsFreeIfTheCrashCameBetweenThem() throws Exception {
        try (Jobs jobs = jobs()) {
            // as if the process had ended here: the claim is never closed
            jobs.claim(MARK, false).reserve("0".repeat(26));
        }
        Files.writeString(data.marks().resolve(MARK.hash() + ".reserved.part"), "{\"id\":");
        data.close();
        data = workshop.open();
        try (Jobs jobs = jobs()) {
            assertThat(Workshop.names(data.marks())).isEmpty();
            assertThat(jobs.find(ask(jobs, "k").id())).isPresent();
        }
    }

    @Test
    void aMarkWithARecordHoldsIfTheCrashCameBeforeTheClientWasTold() throws Exception {
        String id;
        try (Jobs jobs = jobs()) {
            id = Workshop.over(jobs, ask(jobs, "k")).id();
        }
        Path kept = data.marks().resolve(MARK.hash() + ".json");
        Files.move(kept, data.marks().resolve(MARK.hash() + ".reserved"));
        try (Jobs jobs = jobs()) {
            assertThat(bundle(jobs, "k")).contains(id);
            assertThat(kept).exists();
            jobs.delete(id);
        }
        try (Jobs jobs = jobs()) {
            assertThat(bundle(jobs, "k")).contains(id);
        }
    }

    @Test
    void whatIsNoMarkHarmsNobody() throws Exception {
        Files.writeString(data.marks().resolve(MARK.hash() + ".json"), "{\"id\": \"../../etc\"");
        Files.writeString(data.marks().resolve(mark("l").hash() + ".json"), "{\"id\":\"../../etc\",\"parts\":{}}");
        Files.createSymbolicLink(data.marks().resolve(mark("m").hash() + ".json"), Path.of("/etc/passwd"));
        Files.writeString(data.marks().resolve("strange.json"), "{}");
        try (Jobs jobs = jobs()) {
            Job job = ask(jobs, "k");
            assertThat(bundle(jobs, "k")).contains(job.id());
            assertThat(bundle(jobs, "l")).isEmpty();
        }
    }

    @Test
    void afterAKillEveryBundleHasItsMarkAndEveryMarkItsBundle() throws Exception {
        Random random = new Random(4711);
        data.close();
        for (int i = 0; i < KILLS; i++) {
            String name = "run" + i;
            Process child = new ProcessBuilder(Child.java(MarkKeepingTests.class, temporary.toString(), name))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Workshop.names(data.marks()).stream().anyMatch(file -> file.endsWith(".json")));
            assertThat(child.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS))
                    .isFalse();
            child.destroyForcibly().waitFor();
            check(name);
        }
        data = workshop.open();
    }

    private void check(String name) throws Exception {
        try (DataDirectory again = workshop.open();
                Jobs jobs = workshop.jobs(again, LIMITS)) {
            assertThat(Workshop.names(again.marks()))
                    .hasSameSizeAs(jobs.list())
                    .allMatch(file -> file.endsWith(".json"));
            for (Job job : jobs.list()) {
                assertThat(bundle(jobs, String.valueOf(job.note()))).contains(job.id());
                jobs.delete(job.id());
            }
            assertThat(Workshop.names(again.marks())).isNotEmpty();
            assertThat(bundle(jobs, name + "-0")).isPresent();
            // so that the next round sees only its own
            for (String file : Workshop.names(again.marks())) {
                Files.delete(again.marks().resolve(file));
            }
        }
    }
}
