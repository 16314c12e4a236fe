package io.calink.bundle;

import io.calink.archive.Format;
import org.jspecify.annotations.Nullable;

/**
 * What {@code [output]} names: templates without suffix, in which {@code $WORKSTATION} and {@code $TIMESTAMP} stand for
 * the host and the epoch seconds; {@code null} is the default name.
 */
public record Output(
        @Nullable String archive,
        @Nullable String json,
        @Nullable String commands,
        Format format) {
    /** The names that hold where nothing is said. */
    public static final Output DEFAULT = new Output(null, null, null, Format.TAR_GZ);
}
