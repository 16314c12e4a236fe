package io.calink.bundle;

import io.calink.archive.Compression;
import io.calink.archive.EarlierArchive;
import io.calink.archive.Reuse;
import java.io.Closeable;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The archive before, held open while another one is made, whatever becomes of its files meanwhile. */
final class Predecessor implements Closeable {
    private final @Nullable Reuse reuse;

    private Predecessor(@Nullable Reuse reuse) {
        this.reuse = reuse;
    }

    static Predecessor of(Target target, Limits limits, Compression compression, Instant begun) {
        Function<String, Optional<EarlierArchive>> opener = target.earlier();
        if (opener == null) {
            return new Predecessor(null);
        }
        String conditions = compression.conditions("file_size " + limits.fileSize() + " "
                + new TreeMap<>(limits.fileSizeOf()) + ", since " + limits.since());
        return new Predecessor(
                new Reuse(conditions, begun, opener.apply(conditions).orElse(null)));
    }

    /** {@code null} if nothing is taken over, now or later. */
    @Nullable
    Reuse reuse() {
        return reuse;
    }

    @Override
    public void close() {
        if (reuse != null && reuse.earlier() != null) {
            reuse.earlier().close();
        }
    }
}
