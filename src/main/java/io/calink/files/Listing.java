package io.calink.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names in a directory, in the order of their bytes; of a very large one only some are held at a time. */
final class Listing {
    private static final int MOST = 16_384;

    private final Tree tree;
    private final String place;
    private List<Path> batch;
    private int next;

    /**
     * @param place the directory, below the root and free of links
     */
    Listing(Tree tree, String place) throws IOException {
        this.tree = tree;
        this.place = place;
        this.batch = tree.directory(place).names(null, MOST);
    }

    /** The next name, {@code null} after the last. */
    @Nullable
    String next() throws IOException {
        if (next == batch.size()) {
            if (batch.size() < MOST) {
                return null;
            }
            batch = tree.directory(place).names(batch.get(MOST - 1), MOST);
            next = 0;
            if (batch.isEmpty()) {
                return null;
            }
        }
        return RawNames.of(batch.get(next++));
    }
}
