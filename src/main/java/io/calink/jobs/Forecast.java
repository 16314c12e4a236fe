package io.calink.jobs;

import java.time.Duration;
import java.time.Instant;

/** How long things will take, by how far they are. */
final class Forecast {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
    private static final int UNTIL_IT_IS_KNOWN = 10;

    private final Records records;

    Forecast(Records records) {
        this.records = records;
    }

    /** How long it will take until one of those that are being made ends. */
    Duration nextEnd(Instant now) {
        return records.jobs().stream()
                .filter(job -> !job.state().isOver() && job.startedAt() != null)
                .map(job -> left(job, now))
                .min(Duration::compareTo)
                .orElse(SHORTEST);
    }

    /** After which time it is worth looking again whether a job is over; soon, where little is known of it yet. */
    Duration nextLook(Job job, Instant now) {
        Duration end = job.state() == Job.State.QUEUED ? nextEnd(now) : left(job, now);
        boolean known = job.state() == Job.State.QUEUED || job.progress().percent() >= UNTIL_IT_IS_KNOWN;
        return known ? shorter(end, LONGEST_LOOK) : SHORTEST;
    }

    private static Duration left(Job job, Instant now) {
        if (job.state() == Job.State.CANCELLING) {
            return SHORTEST;
        }
        int percent = Math.max(1, job.progress().percent());
        Duration left = job.duration(now).multipliedBy(100 - percent).dividedBy(percent);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : shorter(left, LONGEST);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
