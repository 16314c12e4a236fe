package io.calink.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which archives have had their time, and which records. All lists are newest first. */
final class Retention {
    static final int MOST_RECORDS = 1000;
    private static final Duration TOMBSTONE = Duration.ofDays(1);

    private final JobLimits limits;

    Retention(JobLimits limits) {
        this.limits = limits;
    }

    /** When the archive of a job that ends now goes; {@code null} is never. */
    @Nullable
    Instant expiry(Instant now) {
        return limits.age().isZero() ? null : now.plus(limits.age());
    }

    /**
     * The jobs whose archives go: those too old, and the oldest of those too many or too large in all. A pinned one
     * stays, and so does the newest, unless it is too old.
     */
    List<Job> due(List<Job> jobs, Instant now) {
        List<Job> kept = new ArrayList<>(jobs.stream().filter(Job::keepsArchive).toList());
        List<Job> due = new ArrayList<>();
        kept.removeIf(job -> isTooOld(job, now) && due.add(job));
        for (int i = kept.size() - 1; i > 0 && (isTooMany(kept) || isTooLarge(kept)); i--) {
            if (!kept.get(i).pinned()) {
                due.add(kept.remove(i));
            }
        }
        return due;
    }

    private boolean isTooOld(Job job, Instant now) {
        return !job.pinned() && job.expiresAt() != null && !now.isBefore(job.expiresAt());
    }

    private boolean isTooMany(List<Job> kept) {
        return limits.count() > 0 && kept.size() > limits.count();
    }

    private boolean isTooLarge(List<Job> kept) {
        return limits.size() > 0 && size(kept) > limits.size();
    }

    private static long size(List<Job> kept) {
        return kept.stream()
                .mapToLong(job -> job.archive() == null ? 0 : job.archive().size())
                .sum();
    }

    /** The jobs whose records go: a day after their archives did, and the oldest of those too many. */
    List<Job> forgotten(List<Job> jobs, Instant now) {
        List<Job> forgotten = new ArrayList<>();
        int left = jobs.size();
        for (int i = jobs.size() - 1; i >= 0; i--) {
            Job job = jobs.get(i);
            if (job.state().isOver() && !job.pinned() && (isPast(job, now) || left > MOST_RECORDS)) {
                forgotten.add(job);
                left--;
            }
        }
        return forgotten;
    }

    private static boolean isPast(Job job, Instant now) {
        return job.state() == Job.State.EXPIRED
                && job.expiresAt() != null
                && now.isAfter(job.expiresAt().plus(TOMBSTONE));
    }
}
