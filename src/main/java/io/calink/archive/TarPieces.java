package io.calink.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What of a tar.gz archive is made so that a later one can take it over, and what is taken over. Large files are cut into
 * pieces that refer to nothing else. Small files refer to those of their group before them, so that they are compressed
 * well; which of them begin a group depends on their names, so that it is the same in the next archive.
 */
final class TarPieces {
    private static final int LARGE = 32 << 10;
    private static final int GROUPS = 0x9E3779B9;

    /** The least that stands right before the content of an entry. */
    private static final int HEADER = 512;

    private final GzipStream gzip;
    private final TarFraming tar;

    /** Where the last small file that was taken over ends, in the earlier archive and in this one; negative: none. */
    private long endThere = -1;

    private long endHere;

    /** Since where all small files were taken over one after the other. */
    private long since;

    TarPieces(GzipStream gzip, TarFraming tar) {
        this.gzip = gzip;
        this.tar = tar;
        gzip.announced();
    }

    private static boolean isLarge(long size) {
        return size >= LARGE;
    }

    /** An entry comes now; nothing of it has been written. */
    void beginEntry(Entry entry) throws IOException {
        boolean first = isFirstOfGroup(entry);
        if (gzip.isStale(2) || (gzip.isStale(1) && first)) {
            gzip.fresh();
            endThere = -1;
        }
        if (first) {
            gzip.beginGroup();
        }
    }

    /** About one of sixteen. */
    private static boolean isFirstOfGroup(Entry entry) {
        return (Listed.below(entry.name()).hashCode() * GROUPS) >>> 28 == 0;
    }

    /** The content of the entry comes now, which begins at {@code start} of its file. */
    void begin(long start, long size) {
        endThere = size == 0 ? endThere : -1;
        if (isLarge(size)) {
            gzip.beginLarge(start, size);
        } else if (size > 0) {
            gzip.beginSmall((int) size);
        }
    }

    /** Whether what the earlier archive has can be taken over for content that would begin at {@code place}. */
    boolean canCopy(EarlierArchive.Known known, long place) {
        if (isLarge(known.size())) {
            return true;
        }
        Segment segment = only(known);
        if (segment == null) {
            return false;
        }
        // before the first of them lies its header, to which nothing refers
        boolean follows = endThere >= 0
                && segment.plain() - segment.gap() == endThere
                && place - segment.gap() == endHere
                && place - segment.window() >= since - HEADER;
        return segment.window() == 0 || follows;
    }

    private static @Nullable Segment only(EarlierArchive.Known known) {
        try {
            Segment segment = known.segments().next();
            return segment != null && segment.length() == known.size() ? segment : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Takes the content of the entry over from the earlier archive. */
    void copy(EarlierArchive.Known known) throws IOException {
        long place = tar.position();
        Segment small = isLarge(known.size()) ? null : only(known);
        if (small == null) {
            endThere = -1;
            gzip.copy(known);
        } else {
            since = small.window() == 0 ? place : since;
            endThere = small.plain() + small.length();
            endHere = place + small.length();
            gzip.copySmall(small);
        }
        tar.pass(known.size());
    }

    long reused() {
        return gzip.reused();
    }
}
