package io.calink.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a mark.
 *
 * @param id the bundle's, once there is one
 * @param since when the bundle was asked for
 * @param parts the fingerprint of each part of the request
 */
record KeptMark(@Nullable String id, Instant since, Map<String, String> parts) {
    static final Duration KEPT = Duration.ofHours(24);

    KeptMark {
        parts = Map.copyOf(parts);
    }

    KeptMark of(String bundle) {
        return new KeptMark(bundle, since, parts);
    }

    /** The same, unless it is of a time to come: then the clock was wrong, and the day begins now. */
    KeptMark notAfter(Instant now) {
        return since.isAfter(now) ? new KeptMark(id, now, parts) : this;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end());
    }

    Instant end() {
        return since.plus(KEPT);
    }
}
