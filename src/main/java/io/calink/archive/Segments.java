package io.calink.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The segments of some content in an earlier archive, one after the other. */
final class Segments {
    private final EarlierArchive from;
    private final long end;
    private long position;

    /** Those of the content that begins at {@code plain} of what comes out of the archive. */
    Segments(EarlierArchive from, long plain, long size) {
        this.from = from;
        this.position = plain;
        this.end = plain + size;
    }

    /** The next one; {@code null} after the last. */
    @Nullable
    Segment next() throws IOException {
        if (position == end) {
            return null;
        }
        Segment segment = from.at(position);
        if (segment == null
                || segment.plain() != position
                || segment.length() < 1
                || segment.length() > end - position) {
            throw new IOException("The earlier archive does not hold all of it");
        }
        position += segment.length();
        return segment;
    }
}
