package io.calink.jobs;

import io.calink.bundle.Item;
import io.calink.bundle.Reason;
import io.calink.bundle.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is different in the next version of a job. */
final class JobChange {
    private final Job job;
    private Job.State state;
    private @Nullable Reason reason;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant expiresAt;
    private boolean pinned;
    private Job.Progress progress;
    private Job.@Nullable Archive archive;
    private Map<Status, Long> counts;
    private List<Item> problems;
    private @Nullable Problem error;

    JobChange(Job job) {
        this.job = job;
        this.state = job.state();
        this.reason = job.reason();
        this.startedAt = job.startedAt();
        this.finishedAt = job.finishedAt();
        this.expiresAt = job.expiresAt();
        this.pinned = job.pinned();
        this.progress = job.progress();
        this.archive = job.archive();
        this.counts = job.counts();
        this.problems = job.problems();
        this.error = job.error();
    }

    JobChange state(Job.State state) {
        this.state = state;
        return this;
    }

    JobChange reason(@Nullable Reason reason) {
        this.reason = reason;
        return this;
    }

    JobChange startedAt(Instant startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    /** A clock that was set back does not make it end before it began. */
    JobChange finishedAt(Instant now) {
        Instant began = startedAt == null ? job.createdAt() : startedAt;
        this.finishedAt = now.isBefore(began) ? began : now;
        return this;
    }

    JobChange expiresAt(@Nullable Instant expiresAt) {
        this.expiresAt = expiresAt;
        return this;
    }

    JobChange pinned(boolean pinned) {
        this.pinned = pinned;
        return this;
    }

    JobChange progress(Job.Progress progress) {
        this.progress = progress;
        return this;
    }

    JobChange archive(Job.Archive archive) {
        this.archive = archive;
        return this;
    }

    JobChange counts(Map<Status, Long> counts) {
        this.counts = counts;
        return this;
    }

    JobChange problems(List<Item> problems) {
        this.problems = problems;
        return this;
    }

    JobChange error(@Nullable Problem error) {
        this.error = error;
        return this;
    }

    Job build() {
        return new Job(
                job.id(),
                state,
                job.stored(),
                job.note(),
                reason,
                job.host(),
                job.createdAt(),
                startedAt,
                finishedAt,
                expiresAt,
                pinned,
                progress,
                archive,
                counts,
                problems,
                error);
    }
}
