package io.calink.jobs;

import java.io.IOException;
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

    private final JobStore store;
    private final Tombstones tombstones;
    private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final Set<Entry> unsaved = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Job>> watchers = new CopyOnWriteArrayList<>();

    Records(JobStore store, Tombstones tombstones, List<Job> jobs) {
        this.store = store;
        this.tombstones = tombstones;
        jobs.forEach(job -> entries.put(job.id(), new Entry(job)));
    }

    @Nullable
    String greatestId() {
        String buried = tombstones.greatestId();
        String last = entries.isEmpty() ? null : entries.lastKey();
        return last == null || (buried != null && buried.compareTo(last) > 0) ? buried : last;
    }

    /** Adds a job that is not to be begun unless its record is safe. */
    void add(Entry entry) throws IOException {
        try {
            store.save(entry.latest());
        } catch (IOException e) {
            forget(entry.latest().id());
            throw e;
        }
        addUnsaved(entry);
    }

    /** A record may be there although it could not be made to last. */
    private void forget(String id) {
        try {
            store.remove(id);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The record of {0}, which was refused, may be left: {1}",
                    id,
                    e.toString());
        }
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

    List<Entry> newestFirst() {
        return List.copyOf(entries.descendingMap().values());
    }

    /** All jobs with how far they are, newest first. */
    List<Job> jobs() {
        return newestFirst().stream().map(Entry::now).toList();
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

    /** Changes what may change in any state; if that cannot be stored, nothing changes. */
    void amend(Entry entry, UnaryOperator<Job> change) throws IOException {
        synchronized (entry) {
            Job next = change.apply(entry.now());
            if (!next.equals(entry.now()) && !entry.isRemoved()) {
                store.save(next);
                unsaved.remove(entry);
                entry.publish(next);
            }
        }
    }

    private void saveIfPossible(Entry entry, Job job) {
        try {
            if (!entry.isRemoved()) {
                store.save(job);
            }
            unsaved.remove(entry);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The record of {0} could not be written: {1}", job.id(), e.toString());
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

    /** Leaves nothing of a job. */
    void forget(Entry entry) throws IOException {
        synchronized (entry) {
            entry.markRemoved(true);
            store.remove(entry.latest().id());
            drop(entry);
        }
    }

    /** Leaves of a job that it was deleted. */
    void bury(Entry entry, Instant now) throws IOException {
        synchronized (entry) {
            entry.markRemoved(true);
            tombstones.put(entry.latest().id(), now);
            drop(entry);
        }
    }

    /** A job stays after all, because its files cannot be removed. */
    void keep(Entry entry) {
        synchronized (entry) {
            entry.markRemoved(false);
            saveIfPossible(entry, entry.latest());
        }
    }

    private void drop(Entry entry) {
        unsaved.remove(entry);
        entries.remove(entry.latest().id());
    }
}
