package io.calink.jobs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Keeps the journals of the bundles that ended last, for those who were away then; of the others only the end. */
final class RecentJournals implements Consumer<Job> {
    static final int MOST = 16;

    private final Records records;
    private final Deque<String> ended = new ArrayDeque<>();

    RecentJournals(Records records) {
        this.records = records;
    }

    @Override
    public synchronized void accept(Job job) {
        if (!job.state().isOver() || job.state() == Job.State.EXPIRED || ended.contains(job.id())) {
            return;
        }
        ended.add(job.id());
        if (ended.size() > MOST) {
            records.find(ended.remove()).ifPresent(entry -> entry.journal().forget());
        }
    }
}
