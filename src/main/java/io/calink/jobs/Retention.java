package io.calink.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which archives have had their time, and which records. All lists are newest first. */
final class Retention {
    static final int MOST_RECORDS = 1000;
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofDays(1);
    private static final double MIB = 1 << 20;

    private final JobLimits limits;

    Retention(JobLimits limits) {
        this.limits = limits;
    }

    /** When the archive of a job that ends now goes; {@code null} is never. */
    @Nullable
    Instant expiry(Instant now) {
        return limits.age().isZero() ? null : now.plus(limits.age());
    }

    /** The same for one that was pinned until now: counted from its end, but a day is left, or its whole age again. */
    @Nullable
    Instant expiryOfUnpinned(Job job, Instant now) {
        if (job.finishedAt() == null || limits.age().isZero()) {
            return null;
        }
        Instant expiry = job.finishedAt().plus(limits.age());
        Instant earliest = now.plus(limits.age().compareTo(GRACE) < 0 ? limits.age() : GRACE);
        return expiry.isBefore(earliest) ? earliest : expiry;
    }

    /** How many bytes the next archive may have, if all goes that may go; zero is any number. */
    long room(List<Job> jobs) {
        return limits.size() == 0 ? 0 : Math.max(1, limits.size() - sizeOfPinned(jobs));
    }

    /** Makes sure that there is any room for another archive. */
    void requireRoom(List<Job> jobs) throws NoSpaceException {
        long pinned = sizeOfPinned(jobs);
        if (limits.size() > 0 && pinned >= limits.size()) {
            throw new NoSpaceException(String.format(
                    Locale.ROOT,
                    "The pinned bundles take %.1f MiB of the %.1f MiB that may be kept: unpin or delete some, raise"
                            + " calink.retention.size, or use ?stream=true, which stores nothing.",
                    pinned / MIB,
                    limits.size() / MIB));
        }
    }

    private static long sizeOfPinned(List<Job> jobs) {
        return size(
                jobs.stream().filter(job -> job.pinned() && job.keepsArchive()).toList());
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

    /**
     * The jobs whose records go: a day after their archives did, and the oldest of those too many, first of them those
     * that keep no archive.
     */
    List<Job> forgotten(List<Job> jobs, Instant now) {
        List<Job> left = new ArrayList<>(jobs);
        List<Job> forgotten = new ArrayList<>();
        left.removeIf(job -> isPast(job, now) && forgotten.add(job));
        for (boolean withArchive : new boolean[] {false, true}) {
            for (int i = left.size() - 1; i >= 0 && left.size() > MOST_RECORDS; i--) {
                Job job = left.get(i);
                if (job.state().isOver() && !job.pinned() && job.keepsArchive() == withArchive) {
                    forgotten.add(left.remove(i));
                }
            }
        }
        return forgotten;
    }

    private static boolean isPast(Job job, Instant now) {
        return job.state() == Job.State.EXPIRED
                && job.expiresAt() != null
                && now.isAfter(job.expiresAt().plus(REMEMBERED));
    }
}
