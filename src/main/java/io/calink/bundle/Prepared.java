package io.calink.bundle;

import io.calink.archive.EarlierArchive;
import io.calink.files.OpenFile;
import io.calink.redaction.Counts;
import io.calink.redaction.LeakException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that is ready to be packed, or the reason why it is not.
 *
 * @param open the file, which tells what became of it; {@code null} if it was not opened
 * @param content what is packed as it is, or {@code null}
 * @param clean what is packed instead, without secrets, or {@code null}
 * @param known what the archive before has of it, which then is packed, or {@code null}
 * @param counts what was removed
 * @param refusal why nothing is packed, or {@code null}
 * @param untouched why nothing could be looked for in it, or {@code null}
 * @param leak what ends the whole gathering, or {@code null}
 */
record Prepared(
        @Nullable OpenFile open,
        @Nullable InputStream content,
        @Nullable Spool clean,
        EarlierArchive.@Nullable Known known,
        Counts counts,
        @Nullable Refusal refusal,
        @Nullable String untouched,
        @Nullable LeakException leak)
        implements Closeable {
    /** Why a file stays out, and the rule that says so, if one does. */
    record Refusal(Status status, String detail, @Nullable String rule) {}

    static Prepared refused(@Nullable OpenFile open, Status status, String detail, @Nullable String rule) {
        return new Prepared(open, null, null, null, new Counts(), new Refusal(status, detail, rule), null, null);
    }

    static Prepared asItIs(OpenFile open, InputStream content, @Nullable String untouched) {
        return new Prepared(open, content, null, null, new Counts(), null, untouched, null);
    }

    static Prepared cleaned(OpenFile open, Spool clean, Counts counts) {
        return new Prepared(open, null, clean, null, counts, null, null, null);
    }

    /** The archive before has what would come of it; {@code null} if it has not, or does not say what was removed. */
    static @Nullable Prepared known(OpenFile open, EarlierArchive.@Nullable Known known, @Nullable String untouched) {
        Counts counts = known == null ? null : Counts.of(known.account());
        return counts == null ? null : new Prepared(open, null, null, known, counts, null, untouched, null);
    }

    static Prepared leaking(LeakException leak) {
        return new Prepared(null, null, null, null, new Counts(), null, null, leak);
    }

    /** Bytes that will be packed. */
    long size() {
        return clean != null ? clean.size() : open != null ? open.size() : 0;
    }

    /** What will be packed. */
    InputStream bytes() throws IOException {
        return clean != null ? clean.read() : content != null ? content : InputStream.nullInputStream();
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
        if (clean != null) {
            clean.close();
        }
    }
}
