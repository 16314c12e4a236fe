package io.calink.jobs;

import java.io.IOException;
import java.util.Optional;

/**
 * The right to ask for the one bundle of a {@link Mark}, or that bundle, where it was asked for before. As long as this
 * is neither used nor closed, all others with the same mark wait.
 */
public final class Claim implements AutoCloseable {
    private final Marks marks;
    private final String hash;
    private final KeptMark kept;
    private boolean decided;

    /** {@code kept}: without an id as long as there is no bundle. */
    Claim(Marks marks, String hash, KeptMark kept) {
        this.marks = marks;
        this.hash = hash;
        this.kept = kept;
        this.decided = kept.id() != null;
    }

    /** The id of the bundle that was asked for before with the same mark; it may have been removed since. */
    public Optional<String> bundle() {
        return Optional.ofNullable(kept.id());
    }

    /** Writes down that the bundle of this id will bear the mark. */
    void reserve(String id) throws IOException {
        marks.reserve(hash, kept.of(id));
    }

    /** The bundle's record is safe: from now on everybody with the same mark gets it. */
    void keep(String id) {
        decided = true;
        marks.keep(hash, kept.of(id));
    }

    /** If no bundle was made the mark is free again. */
    @Override
    public void close() {
        if (!decided) {
            decided = true;
            marks.release(hash);
        }
    }
}
