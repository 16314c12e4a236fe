package io.calink.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which bundles were deleted a short time ago, and when; nothing else is known of them any more. */
final class Tombstones {
    static final int MOST = 1000;
    static final Duration KEPT = Duration.ofDays(1);

    private final JobStore store;
    private final Map<String, Instant> deleted;

    Tombstones(JobStore store) throws IOException {
        this.store = store;
        this.deleted = new ConcurrentHashMap<>(store.tombstones());
    }

    boolean has(String id) {
        return deleted.containsKey(id);
    }

    /** All ids, greatest first. */
    List<String> ids() {
        return deleted.keySet().stream().sorted(Comparator.reverseOrder()).toList();
    }

    @Nullable
    String greatestId() {
        return deleted.keySet().stream().max(Comparator.naturalOrder()).orElse(null);
    }

    /** Puts a tombstone in the place of a record; if that fails, the record stays. */
    void put(String id, Instant now) throws IOException {
        store.bury(id, now);
        deleted.put(id, now);
    }

    /** Removes those that stood long enough, and the oldest of those too many. */
    void clear(Instant now) throws IOException {
        List<String> oldestFirst = deleted.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        for (String id : oldestFirst) {
            Instant when = deleted.get(id);
            if (deleted.size() > MOST || (when != null && isPast(when, now))) {
                store.remove(id);
                deleted.remove(id);
            }
        }
    }

    /** What lies more than a day ahead was written while the clock was wrong. */
    private static boolean isPast(Instant when, Instant now) {
        return Duration.between(when, now).abs().compareTo(KEPT) > 0;
    }
}
