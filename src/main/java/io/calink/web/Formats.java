package io.calink.web;

import io.calink.archive.Format;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Which format of archive a request asks for. */
final class Formats {
    /** Formats of the contract whose making comes with a later version. */
    private static final List<String> LATER = List.of("tar.zst", "zip");

    private static final List<MediaType> TYPES_LATER =
            List.of(MediaType.valueOf("application/zstd"), MediaType.valueOf("application/zip"));

    private Formats() {}

    /** The format of a name as {@code tar.gz}; 422 if it is none that can be made. */
    static Format named(String name) {
        for (Format format : Format.values()) {
            if (format.label().equals(name)) {
                return format;
            }
        }
        throw ProblemType.UNSUPPORTED_FORMAT.says(
                LATER.contains(name)
                        ? "The format \"" + name + "\" comes with a later version; for now there is " + known() + "."
                        : "There is no format " + Parameters.quoted(name) + "; there is " + known() + ".");
    }

    private static String known() {
        return Arrays.stream(Format.values()).map(Format::label).collect(Collectors.joining(", "));
    }

    /**
     * The format in which the archive itself is asked for, since the client ranks it above JSON; {@code null} if JSON
     * will do.
     */
    static @Nullable Format ranked(Accept accept) {
        double json = accept.quality(MediaType.APPLICATION_JSON);
        for (Format format : Format.values()) {
            if (accept.quality(MediaType.valueOf(format.mediaType())) > json) {
                return format;
            }
        }
        if (TYPES_LATER.stream().anyMatch(type -> accept.quality(type) > json)) {
            throw ProblemType.NOT_ACCEPTABLE.says(
                    "zip and zstd come with a later version; for now an archive is application/gzip.");
        }
        return null;
    }
}
