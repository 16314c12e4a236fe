package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody who follows a bundle gets, from whatever event on. */
class JournalTests extends JobsAtWork {
    private static final JobLimits LIMITS = new JobLimits(1, 8, Duration.ofDays(7), 100, 5L << 30, 0L);

    JournalTests() {
        super(LIMITS);
    }

    private static List<Journal.Event> from(Journal journal, int position) {
        List<Journal.Event> events = new ArrayList<>();
        for (Optional<Journal.Event> next = journal.after(position);
                next.isPresent();
                next = journal.after(next.get().number())) {
            events.add(next.get());
        }
        return events;
    }

    private static List<Job.State> states(List<Journal.Event> events) {
        return events.stream().map(event -> event.bundle().state()).toList();
    }

    private Journal follow(Job job) {
        return jobs.follow(job.id()).orElseThrow();
    }

    private Job over(Job job) {
        return Workshop.over(jobs, job);
    }

    @Test
    void tellsEachStateInItsOrderUnderIdsThatGrow() throws Exception {
        Job job = over(jobs.submit(Workshop.QUICK));
        List<Journal.Event> events = from(follow(job), 0);
        assertThat(states(events)).containsExactly(Job.State.QUEUED, Job.State.RUNNING, Job.State.SUCCEEDED);
        assertThat(events)
                .extracting(event -> Long.parseLong(event.id()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events).extracting(Journal.Event::last).containsExactly(false, false, true);
        assertThat(events.get(2).bundle()).isEqualTo(job);
    }

    @Test
    void whoWasAwayGetsWhatCameAfterEachEvent() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        Journal journal = follow(job);
        journal.look();
        jobs.cancel(job.id(), false);
        over(job);
        List<Journal.Event> all = from(journal, 0);
        for (int seen = 0; seen < all.size(); seen++) {
            int position = journal.position(all.get(seen).id());
            assertThat(from(journal, position)).isEqualTo(all.subList(seen + 1, all.size()));
            assertThat(journal.endsAt(position)).isEqualTo(seen == all.size() - 1);
        }
    }

    @Test
    void whoHasSeenNothingGetsAllOfOneThatRunsAndTheEndOfOneThatIsOver() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        Journal journal = follow(job);
        assertThat(states(from(journal, journal.position(null)))).startsWith(Job.State.QUEUED, Job.State.RUNNING);
        workshop.gate.release();
        over(job);
        assertThat(states(from(journal, journal.position(null)))).containsExactly(Job.State.SUCCEEDED);
    }

    @Test
    void anIdThatIsNotOfThisBundleGetsEverythingThatIsThere() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        Job other = jobs.submit(Workshop.QUICK);
        workshop.reached.acquire();
        Journal journal = follow(job);
        List<Journal.Event> all = from(journal, 0);
        String last = all.get(all.size() - 1).id();
        for (String id : List.of(
                "",
                "x",
                "-1",
                "0",
                "1",
                "9".repeat(16),
                "9".repeat(400),
                Long.toString(Long.parseLong(last) + 1),
                from(follow(other), 0).get(0).id())) {
            assertThat(from(journal, journal.position(id))).as(id).isEqualTo(all);
        }
        workshop.gate.release();
        String done = from(follow(over(other)), 0).get(2).id();
        assertThat(journal.endsAt(journal.position(done))).isFalse();
    }

    @Test
    void progressIsAnEventOnlyWhenSomebodyLooksAndSomethingIsNew() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        Journal journal = follow(job);
        journal.look();
        int before = from(journal, 0).size();
        journal.look();
        assertThat(from(journal, 0)).hasSize(before);
    }

    @Test
    void ofALongStoryTheEndIsKeptAndWhoMissedTheRestGetsTheNewest() {
        JobProgress progress = new JobProgress();
        Job queued = Job.queued("00mws9vnjcb8vzxapvxge09ir7", true, null, "host", workshop.clock.instant());
        Journal journal = new Journal(queued.id(), () -> queued.progress(progress.now(), progress.counts()));
        journal.look();
        String first = from(journal, 0).get(0).id();
        for (int i = 1; i < 10_000; i++) {
            progress.item(Item.Kind.FILE, "file " + i);
            progress.count(i, 10_000, i, 10_000, i);
            journal.look();
        }
        List<Journal.Event> kept = from(journal, 0);
        assertThat(kept).hasSize(Journal.MOST);
        assertThat(kept)
                .extracting(event -> event.bundle().progress().percent())
                .isSorted();
        assertThat(from(journal, journal.position(first))).containsExactly(kept.get(kept.size() - 1));
        assertThat(from(journal, journal.position(kept.get(0).id()))).isEqualTo(kept.subList(1, kept.size()));
    }

    @Test
    void theEndKeepsItsIdOverARestartAndIsAllThatIsLeft() throws Exception {
        Job job = over(jobs.submit(Workshop.QUICK));
        List<Journal.Event> before = from(follow(job), 0);
        jobs.close();
        jobs = workshop.jobs(data, LIMITS);
        Journal journal = follow(job);
        assertThat(from(journal, journal.position(before.get(0).id()))).containsExactly(before.get(2));
        assertThat(journal.endsAt(journal.position(before.get(2).id()))).isTrue();
    }

    @Test
    void onlyTheBundlesThatEndedLastKeepMoreThanTheirEnd() throws Exception {
        Job first = over(jobs.submit(Workshop.QUICK));
        List<Journal.Event> before = from(follow(first), 0);
        for (int i = 0; i < RecentJournals.MOST; i++) {
            assertThat(from(follow(first), 0)).isEqualTo(before);
            over(jobs.submit(Workshop.QUICK));
        }
        Journal journal = follow(first);
        assertThat(from(journal, journal.position(before.get(0).id()))).containsExactly(before.get(2));
    }

    @Test
    void aBundleThatIsRemovedComesToItsEndForThoseWhoFollowIt() throws Exception {
        Job job = jobs.submit(Workshop.GATED);
        workshop.reached.acquire();
        Journal journal = follow(job);
        jobs.delete(job.id());
        List<Journal.Event> events = from(journal, 0);
        assertThat(events.get(events.size() - 1).last()).isTrue();
        assertThat(events.get(events.size() - 1).bundle().state()).isEqualTo(Job.State.CANCELLED);
        assertThat(jobs.follow(job.id())).isEmpty();
    }
}
