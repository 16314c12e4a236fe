package io.calink.bundle;

import io.calink.archive.Format;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request picks from a configuration, by key. A missing list is all of its section, an empty one is none of it;
 * a missing {@code since} or {@code format} leaves the configuration's.
 */
public record Selection(
        @Nullable List<String> info,
        @Nullable List<String> files,
        @Nullable List<String> commands,
        @Nullable Duration since,
        @Nullable Format format) {
    /** Everything that is configured. */
    public static final Selection ALL = new Selection(null, null, null, null, null);
}
