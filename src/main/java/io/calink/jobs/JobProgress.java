package io.calink.jobs;

import io.calink.bundle.Item;
import io.calink.bundle.Progress;
import io.calink.bundle.Status;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a job is. It is told often and asked seldom, so that it only notes what it is told. */
final class JobProgress implements Progress {
    private static final long WEIGHT_OF_ITEM = 64 << 10;
    private static final int UNTIL_FILES_ARE_KNOWN = 5;
    private static final int UNTIL_WHOLE = 99;

    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private @Nullable String step;
    private @Nullable String item;
    private boolean filesKnown;
    private int percent;
    private long itemsDone;
    private long itemsTotal;
    private long bytesRead;
    private long bytesWritten;

    @Override
    public synchronized void step(Step step, String name) {
        this.step = label(step);
        this.filesKnown |= step == Step.ARCHIVE_FILE;
    }

    private static String label(Step step) {
        return switch (step) {
            case INFORMATIONS -> "informations";
            case JSON_FILE -> "json";
            case COMMANDS_FILE -> "commands";
            case FILEPATHS -> "files";
            case ARCHIVE_FILE -> "archive";
        };
    }

    @Override
    public synchronized void item(Item.Kind kind, String name) {
        this.item = name;
    }

    @Override
    public synchronized void done(Item item) {
        counts.merge(item.status(), 1L, Long::sum);
    }

    @Override
    public synchronized void count(
            long itemsDone, long itemsTotal, long bytesRead, long bytesTotal, long bytesWritten) {
        this.itemsDone = Math.max(this.itemsDone, itemsDone);
        this.itemsTotal = Math.max(this.itemsTotal, itemsTotal);
        this.bytesRead = Math.max(this.bytesRead, bytesRead);
        this.bytesWritten = Math.max(this.bytesWritten, bytesWritten);
        double whole = (double) bytesTotal + (double) itemsTotal * WEIGHT_OF_ITEM;
        double part = Math.min(bytesRead, bytesTotal) + (double) Math.min(itemsDone, itemsTotal) * WEIGHT_OF_ITEM;
        int upTo = filesKnown ? UNTIL_WHOLE : UNTIL_FILES_ARE_KNOWN;
        percent = Math.max(percent, whole > 0 ? (int) Math.min(upTo, part / whole * UNTIL_WHOLE) : 0);
    }

    synchronized Job.Progress now() {
        return new Job.Progress(percent, step, item, itemsDone, itemsTotal, bytesRead, bytesWritten);
    }

    synchronized Map<Status, Long> counts() {
        return Map.copyOf(counts);
    }
}
