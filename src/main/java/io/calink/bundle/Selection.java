package io.calink.bundle;

import io.calink.archive.Format;
import io.calink.encryption.Recipients;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request picks from a configuration, by key. A missing list is all of its section, an empty one is none of it;
 * a missing {@code since} or {@code format} leaves the configuration's.
 *
 * @param recipients for whom the archive is encrypted besides those whom the configuration names
 */
public record Selection(
        @Nullable List<String> info,
        @Nullable List<String> files,
        @Nullable List<String> commands,
        @Nullable Duration since,
        @Nullable Format format,
        Recipients recipients) {
    /** A choice that names no recipients. */
    public Selection(
            @Nullable List<String> info,
            @Nullable List<String> files,
            @Nullable List<String> commands,
            @Nullable Duration since,
            @Nullable Format format) {
        this(info, files, commands, since, format, Recipients.NONE);
    }

    /** Everything that is configured. */
    public static final Selection ALL = new Selection(null, null, null, null, null);

    /** The same in that format. */
    public Selection in(Format other) {
        return new Selection(info, files, commands, since, other, recipients);
    }
}
