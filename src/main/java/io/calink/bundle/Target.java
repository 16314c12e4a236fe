package io.calink.bundle;

import io.calink.archive.EarlierArchive;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a gathering writes. It closes none of the streams.
 *
 * @param archive gets the archive
 * @param json gets a copy of the JSON document, if anything
 * @param commands gets a copy of the commands log, if anything
 * @param index gets the archive's index, if anything
 * @param live whether somebody reads the archive while it is made: then something flows every second, and the time
 *     spent waiting for the reader does not count
 * @param neverCollected files and directories that are left out wherever the configuration points
 */
public record Target(
        OutputStream archive,
        @Nullable OutputStream json,
        @Nullable OutputStream commands,
        @Nullable OutputStream index,
        boolean live,
        Collection<Path> neverCollected,
        @Nullable Function<String, Optional<EarlierArchive>> earlier) {
    public Target {
        neverCollected = List.copyOf(neverCollected);
    }

    /** A target that takes nothing over, and of which nothing is taken over later. */
    public Target(
            OutputStream archive,
            @Nullable OutputStream json,
            @Nullable OutputStream commands,
            @Nullable OutputStream index,
            boolean live,
            Collection<Path> neverCollected) {
        this(archive, json, commands, index, live, neverCollected, null);
    }

    /** The same for nothing but the archive: what is encrypted is nowhere else. */
    Target alone() {
        return new Target(archive, null, null, null, live, neverCollected);
    }
}
