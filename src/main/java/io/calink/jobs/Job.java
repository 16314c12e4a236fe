package io.calink.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.calink.bundle.Item;
import io.calink.bundle.Reason;
import io.calink.bundle.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bundle, from the moment it is asked for, as records and answers show it.
 *
 * @param id 26 characters {@code [0-9a-z]} that sort by time
 * @param stored whether its archive is kept here, or was only streamed to the one who asked
 * @param reason why it ended otherwise than whole
 * @param host the name of the host that it is about
 * @param expiresAt when its archive goes, or went
 * @param pinned whether its archive stays whatever the limits say
 * @param archive what was made, once it is whole
 * @param counts how many items ended how
 * @param problems the first of the items that are not as they should be
 * @param error what went wrong with a failed one
 */
public record Job(
        String id,
        State state,
        boolean stored,
        @Nullable String note,
        @Nullable Reason reason,
        String host,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        boolean pinned,
        Progress progress,
        @Nullable Archive archive,
        Map<Status, Long> counts,
        List<Item> problems,
        @Nullable Problem error) {
    /** What becomes of a bundle; it moves forward only. */
    public enum State {
        /** It waits for its turn. */
        QUEUED(0),
        /** It is being made. */
        RUNNING(1),
        /** It was asked to end early, and is about to. */
        CANCELLING(2),
        /** There is a whole archive. */
        SUCCEEDED(3),
        /** There is a valid archive that was cut short. */
        PARTIAL(3),
        /** There is none, because something went wrong. */
        FAILED(3),
        /** There is none, because somebody cancelled it. */
        CANCELLED(3),
        /** There was one, and its time is over. */
        EXPIRED(4);

        private final int rank;

        State(int rank) {
            this.rank = rank;
        }

        /** Whether nothing more is gathered. */
        public boolean isOver() {
            return rank >= SUCCEEDED.rank;
        }

        /** Whether an archive was made and has not expired. */
        public boolean hasArchive() {
            return this == SUCCEEDED || this == PARTIAL;
        }

        boolean canBecome(State next) {
            return next == EXPIRED ? hasArchive() : next.rank > rank;
        }
    }

    /**
     * How far it is.
     *
     * @param percent 0 to 100, gathering and packing by weight; never goes back, 100 only when there is an archive
     * @param step what is being done, such as {@code files}
     * @param item what was taken up last
     * @param itemsTotal as far as known yet
     * @param bytesRead of content
     * @param bytesWritten of archive
     */
    public record Progress(
            int percent,
            @Nullable String step,
            @Nullable String item,
            long itemsDone,
            long itemsTotal,
            long bytesRead,
            long bytesWritten) {
        static final Progress NONE = new Progress(0, null, null, 0, 0, 0, 0);

        Progress over(boolean whole) {
            return new Progress(whole ? 100 : percent, null, null, itemsDone, itemsTotal, bytesRead, bytesWritten);
        }
    }

    /**
     * The archive.
     *
     * @param name the file name under which it is handed over
     * @param format such as {@code tar.gz}
     * @param size in bytes
     * @param sha256 of the file as it is handed over, in hexadecimal digits
     * @param encryption how it is encrypted; {@code null} if it is not
     */
    public record Archive(
            String name,
            String format,
            long size,
            String sha256,
            @Nullable Encryption encryption) {
        public Archive {
            Objects.requireNonNull(name);
            Objects.requireNonNull(format);
            Objects.requireNonNull(sha256);
        }
    }

    /**
     * How an archive is encrypted.
     *
     * @param format {@code age}
     * @param recipients how many can decrypt it, each for himself
     */
    public record Encryption(String format, int recipients) {
        public Encryption {
            Objects.requireNonNull(format);
        }
    }

    public Job {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(host);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(progress);
        Map<Status, Long> all = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            all.put(status, counts.getOrDefault(status, 0L));
        }
        counts = Collections.unmodifiableMap(all);
        problems = List.copyOf(problems);
    }

    static Job queued(String id, boolean stored, @Nullable String note, String host, Instant now) {
        return new Job(
                id,
                State.QUEUED,
                stored,
                note,
                null,
                host,
                now,
                null,
                null,
                null,
                false,
                Progress.NONE,
                null,
                Map.of(),
                List.of(),
                null);
    }

    /** How long it took, or has taken so far; never negative, whatever became of the clock. */
    @JsonIgnore
    public Duration duration(Instant now) {
        if (startedAt == null) {
            return Duration.ZERO;
        }
        Duration took = Duration.between(startedAt, finishedAt == null ? now : finishedAt);
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** Whether its archive is kept here, to be downloaded. */
    boolean keepsArchive() {
        return stored && archive != null && state.hasArchive();
    }

    Job started(Instant now) {
        return change().state(State.RUNNING).startedAt(now).build();
    }

    Job cancelling() {
        return change().state(State.CANCELLING).build();
    }

    Job expired(Instant now) {
        return change().state(State.EXPIRED).expiresAt(now).pinned(false).build();
    }

    Job pin() {
        return change().pinned(true).expiresAt(null).build();
    }

    Job unpin(@Nullable Instant expiry) {
        return change().pinned(false).expiresAt(expiry).build();
    }

    Job progress(Progress progress, Map<Status, Long> counts) {
        return change().progress(progress).counts(counts).build();
    }

    JobChange change() {
        return new JobChange(this);
    }
}
