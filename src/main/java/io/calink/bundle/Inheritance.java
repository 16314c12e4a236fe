package io.calink.bundle;

import io.calink.archive.ArchiveWriter;
import io.calink.archive.EarlierArchive;
import io.calink.archive.Entry;
import io.calink.archive.Origin;
import io.calink.archive.Reuse;
import io.calink.files.Identity;
import io.calink.files.OpenFile;
import io.calink.redaction.Counts;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What of the archive before becomes a part of the one that is made, and what of this one a later one can take. */
final class Inheritance {
    private final ArchiveWriter writer;
    private final @Nullable Reuse reuse;
    private final LongSupplier room;
    private final LongSupplier treatment;

    /**
     * What one archive has of another.
     *
     * @param room how many bytes the archive may still get
     * @param treatment what is done to content on its way into the archive
     */
    Inheritance(ArchiveWriter writer, @Nullable Reuse reuse, LongSupplier room, LongSupplier treatment) {
        this.writer = writer;
        this.reuse = reuse;
        this.room = room;
        this.treatment = treatment;
    }

    /**
     * What the archive before has of the same unchanged file, or {@code null}. From any thread.
     *
     * @param untouched whether secrets are not looked for in it
     */
    EarlierArchive.@Nullable Known known(OpenFile file, boolean untouched) {
        Origin origin = origin(file, untouched);
        return reuse == null || reuse.earlier() == null || origin == null
                ? null
                : reuse.earlier().find(origin);
    }

    /** Packs what the archive before has, or gives {@code null} if it cannot be had here. */
    ArchiveWriter.@Nullable Again take(Entry entry, EarlierArchive.Known known) throws IOException {
        return known.packed() > room.getAsLong() ? null : writer.addAgain(entry, known);
    }

    /** Remembers that what was packed last is just what is in that file, or came of it when this was removed. */
    void vouch(OpenFile file, boolean untouched, Counts removed) {
        Origin origin = origin(file, untouched);
        if (origin != null) {
            writer.vouch(origin, removed.lines());
        }
    }

    private @Nullable Origin origin(OpenFile file, boolean untouched) {
        Identity identity = reuse == null ? null : file.identity();
        return identity == null
                ? null
                : new Origin(
                        identity.device(),
                        identity.inode(),
                        identity.size(),
                        identity.modified(),
                        identity.changed(),
                        file.start(),
                        untouched ? ~treatment.getAsLong() : treatment.getAsLong());
    }

    /** Tells what was taken; nothing is told where nothing could be. */
    void tell(Ledger ledger) throws IOException {
        if (reuse != null) {
            writer.settle();
            ledger.taken(writer.taken());
        }
    }
}
