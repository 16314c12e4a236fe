package io.calink.web;

import io.calink.archive.Format;
import io.calink.bundle.Selection;
import io.calink.jobs.Request;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Which format of archive a request asks for. */
final class Formats {
    private Formats() {}

    /** The format of a name as {@code tar.gz}; 422 if it is none that can be made. */
    static Format named(String name) {
        for (Format format : Format.values()) {
            if (format.label().equals(name)) {
                return format;
            }
        }
        throw ProblemType.UNSUPPORTED_FORMAT.says(
                "There is no format " + Parameters.quoted(name) + "; there is " + known() + ".");
    }

    private static String known() {
        return Arrays.stream(Format.values()).map(Format::label).collect(Collectors.joining(", "));
    }

    /**
     * The format in which the archive itself is asked for, since the client ranks it above JSON; {@code null} if JSON
     * will do.
     */
    static @Nullable Format ranked(Accept accept) {
        double best = accept.quality(MediaType.APPLICATION_JSON);
        Format ranked = null;
        for (Format format : Format.values()) {
            double quality = accept.quality(MediaType.valueOf(format.mediaType()));
            if (quality > best) {
                best = quality;
                ranked = format;
            }
        }
        return ranked;
    }

    /** The request with the format that the client accepts, if it accepts one; 406 if its body asks for another. */
    static Request in(@Nullable Format accepted, Request request) {
        Selection selection = request.selection();
        if (accepted == null || accepted == selection.format()) {
            return request;
        }
        if (selection.format() != null) {
            throw ProblemType.NOT_ACCEPTABLE.says("The Accept header asks for " + accepted.mediaType()
                    + ", and the body for the format " + selection.format().label() + ": make them agree.");
        }
        return new Request(request.note(), selection.in(accepted));
    }
}
