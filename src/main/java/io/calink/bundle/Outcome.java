package io.calink.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a gathering whose archive is valid.
 *
 * @param cut why the archive is shorter than was asked for, or {@code null} if it is whole
 * @param cutBy which limit cut it, such as {@code bundle_time}; {@code null} if none did
 * @param host the host's name, if it could be told
 * @param size bytes of the archive
 * @param sha256 of the archive, in hexadecimal digits
 * @param counts how many items ended how
 * @param problems the first of the items that are not as they should be
 */
public record Outcome(
        @Nullable Reason cut,
        @Nullable String cutBy,
        @Nullable String host,
        Instant startedAt,
        Instant finishedAt,
        long size,
        String sha256,
        Map<Status, Long> counts,
        List<Item> problems) {}
