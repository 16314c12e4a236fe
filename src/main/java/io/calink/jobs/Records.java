package io.calink.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All jobs, in memory and in the store. What cannot be stored is tried again later. */
final class Records {
    private static final System.Logger LOG = System.getLogger(Records.class.getName());

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final JobStore store;
    private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final Set<Entry> unsaved = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Job>> watchers = new CopyOnWriteArrayList<>();

    Records(JobStore store, List<Job> jobs) {
        this.store = store;
        jobs.forEach(job -> entries.put(job.id(), new Entry(job)));
    }

    @Nullable
    String greatestId() {
        return entries.isEmpty() ? null : entries.lastKey();
    }

    /** Adds a job that is not to be begun unless its record is safe. */
    void add(Entry entry) throws IOException {
        store.save(entry.latest());
        addUnsaved(entry);
    }

    /** Adds a job that is begun whether its record can be written or not; it is, when it begins. */
    void addUnsaved(Entry entry) {
        synchronized (entry) {
            entries.put(entry.latest().id(), entry);
            tell(entry.latest());
        }
    }

    /** From now on this one is told of each job that is added or changes its state, while nobody else changes it. */
    void watch(Consumer<Job> watcher) {
        watchers.add(watcher);
    }

    private void tell(Job job) {
        watchers.forEach(watcher -> watcher.accept(job));
    }

    Optional<Entry> find(String id) {
        return Ids.isValid(id) ? Optional.ofNullable(entries.get(id)) : Optional.empty();
    }

    /** How long it will take until one of those that are being made ends, by how far they are. */
    Duration nextEnd(Instant now) {
        return newestFirst().stream()
                .map(Entry::now)
                .filter(job -> !job.state().isOver() && job.startedAt() != null)
                .map(job -> left(job, now))
                .min(Duration::compareTo)
                .orElse(SHORTEST);
    }

    private static Duration left(Job job, Instant now) {
        int percent = Math.max(1, job.progress().percent());
        Duration left = job.duration(now).multipliedBy(100 - percent).dividedBy(percent);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    List<Entry> newestFirst() {
        return List.copyOf(entries.descendingMap().values());
    }

    /** Moves a job forward, unless it is beyond that already; tells whether it did. */
    boolean change(Entry entry, UnaryOperator<Job> change) {
        synchronized (entry) {
            Job next = change.apply(entry.now());
            if (!entry.latest().state().canBecome(next.state())) {
                return false;
            }
            saveIfPossible(entry, next);
            entry.publish(next);
            tell(next);
            return true;
        }
    }

    private void saveIfPossible(Entry entry, Job job) {
        try {
            if (!entry.isRemoved()) {
                store.save(job);
            }
            unsaved.remove(entry);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The record of {0} could not be written: {1}", job.id(), e);
            unsaved.add(entry);
        }
    }

    /** Writes what could not be written before. */
    void catchUp() {
        for (Entry entry : List.copyOf(unsaved)) {
            synchronized (entry) {
                saveIfPossible(entry, entry.latest());
            }
        }
    }

    void remove(Entry entry) throws IOException {
        synchronized (entry) {
            entry.markRemoved();
            unsaved.remove(entry);
            entries.remove(entry.latest().id());
            store.remove(entry.latest().id());
        }
    }
}
