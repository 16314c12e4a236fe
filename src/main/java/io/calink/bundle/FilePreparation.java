package io.calink.bundle;

import io.calink.archive.DamagedException;
import io.calink.archive.EarlierArchive;
import io.calink.archive.Packing;
import io.calink.files.FileReader;
import io.calink.files.FoundFile;
import io.calink.files.OpenFile;
import io.calink.redaction.Binary;
import io.calink.redaction.Counts;
import io.calink.redaction.LeakException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Opens files, and removes their secrets before they are packed, whatever comes of single ones. */
final class FilePreparation {
    private static final String ALLOW = "; a glob under allow in [redaction] lifts that";

    private final FileReader reader;
    private final Sieve sieve;
    private final Earlier earlier;
    private final Path spool;
    private final BooleanSupplier over;

    /** What the archive before has. */
    @FunctionalInterface
    interface Earlier {
        /** {@return what it has of a file in which secrets are looked for, or are not, or null} */
        EarlierArchive.@Nullable Known of(OpenFile file, boolean untouched);
    }

    /**
     * Preparation by these.
     *
     * @param over whether there is no time for anything more
     */
    FilePreparation(FileReader reader, Sieve sieve, Earlier earlier, Path spool, BooleanSupplier over) {
        this.reader = reader;
        this.sieve = sieve;
        this.earlier = earlier;
        this.spool = spool;
        this.over = over;
    }

    /** Prepares a file; whatever goes wrong is told by what is returned. */
    Prepared prepare(FoundFile file, long limit) {
        return prepare(file, limit, earlier);
    }

    /** The same, whatever the archive before has. */
    Prepared prepareAnew(FoundFile file, long limit) {
        return prepare(file, limit, (open, untouched) -> null);
    }

    private Prepared prepare(FoundFile file, long limit, Earlier earlier) {
        String rule = sieve.neverTaken(file.path(), file.place());
        if (rule != null) {
            return Prepared.refused(null, Status.SKIPPED, "Never taken by the rule " + rule + ALLOW + ".", rule);
        }
        OpenFile open = reader.open(file, limit);
        Prepared prepared = null;
        try {
            prepared = Prepared.known(open, hasContent(open) ? earlier.of(open, false) : null, null);
            if (prepared == null) {
                prepared = sieve.isOn() && hasContent(open)
                        ? sieved(file, limit, open, earlier)
                        : Prepared.asItIs(open, open.content(), null);
            }
        } catch (LeakException e) {
            prepared = Prepared.leaking(e);
        } catch (ClosedChannelException e) {
            prepared = Prepared.refused(null, Status.SKIPPED, "Not read to its end: the bundle ended before.", null);
        } catch (IOException e) {
            prepared = Prepared.refused(null, Status.FAILED, reason(e), null);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            prepared = Prepared.refused(null, Status.FAILED, RedactionFailedException.SENTENCE, null);
        } finally {
            if (prepared == null || prepared.open() != open) {
                open.close();
            }
        }
        return prepared;
    }

    private static String reason(IOException e) {
        return e instanceof RedactionFailedException || e instanceof UnfinishedException
                ? String.valueOf(e.getMessage())
                : "What is left of it without its secrets could not be put aside: " + e.getMessage() + ".";
    }

    /** Whether there is something to pack. */
    static boolean hasContent(OpenFile open) {
        return switch (open.status()) {
            case OK, TRUNCATED, CHANGED -> true;
            case TIMEOUT -> open.size() > 0;
            case SKIPPED, DENIED, ABSENT, FAILED -> false;
        };
    }

    private Prepared sieved(FoundFile file, long limit, OpenFile open, Earlier earlier) throws IOException {
        PushbackInputStream content = new PushbackInputStream(open.content(), Binary.HEAD);
        Binary kind = kind(content, file.path());
        if (kind == Binary.TEXT || open.before().length > 0) {
            Counts counts = new Counts();
            Spool clean = new Spool(spool);
            boolean endless = open.status() == OpenFile.Status.TRUNCATED && open.before().length == 0;
            OutputStream sink = endless ? new WholeLines(new BoundedSpool(clean)) : new BoundedSpool(clean);
            return cleaned(open, clean, counts, sieve.over(sink, counts, open.before()), content);
        }
        if (kind == Binary.KNOWN && !isClosed(file)) {
            return asItIs(open, content, "It is of a binary format that is known to hold no secrets.", earlier);
        }
        if (kind == Binary.FOREIGN || kind == Binary.KNOWN) {
            return sieve.allows(file.path())
                    ? asItIs(open, content, allowed(), earlier)
                    : foreign(open, "It is of a binary format");
        }
        return unpacked(file, limit, open, content, Packing.valueOf(kind.name()), earlier);
    }

    /** Lists of logins and the like hold no secrets, but names. */
    private boolean isClosed(FoundFile file) {
        return sieve.masking() != null && !sieve.allows(file.path());
    }

    private static Binary kind(PushbackInputStream content, String name) throws IOException {
        byte[] head = content.readNBytes(Binary.HEAD);
        content.unread(head);
        return head.length == 0 ? Binary.TEXT : Binary.of(head, name);
    }

    private static Prepared foreign(OpenFile open, String what) {
        String detail = what + ", in which secrets and names cannot be looked for" + ALLOW + ".";
        return Prepared.refused(open, Status.SKIPPED, detail, "binary");
    }

    private static String allowed() {
        return "It is of a binary format, and the configuration allows it.";
    }

    /** Passes a text through a sieve, and keeps what comes out. */
    private Prepared cleaned(OpenFile open, Spool clean, Counts counts, OutputStream through, InputStream text)
            throws IOException {
        boolean done = false;
        try {
            copy(text, through);
            done = true;
            return Prepared.cleaned(open, clean, counts);
        } finally {
            if (!done) {
                clean.close();
            }
        }
    }

    private void copy(InputStream text, OutputStream through) throws IOException {
        try (through) {
            byte[] buffer = new byte[1 << 16];
            for (int length; (length = text.read(buffer)) > 0; ) {
                if (over.getAsBoolean()) {
                    throw new UnfinishedException("Not read to its end: the bundle's time was over before.");
                }
                through.write(buffer, 0, length);
            }
        }
    }

    private Prepared unpacked(
            FoundFile file, long limit, OpenFile open, InputStream packed, Packing packing, Earlier earlier)
            throws IOException {
        String trouble;
        try {
            PushbackInputStream text = new PushbackInputStream(new BoundedText(packing.unpacked(packed)), Binary.HEAD);
            Binary kind = kind(text, stem(file.path()));
            if (kind == Binary.TEXT) {
                Counts counts = new Counts();
                Spool clean = new Spool(spool);
                OutputStream repacked = packing.packed(new BoundedSpool(clean));
                return cleaned(open, clean, counts, new Repacking(sieve.over(repacked, counts), repacked), text);
            }
            if (kind == Binary.KNOWN && !isClosed(file)) {
                return again(file, limit, open, "It holds a binary format that is known to hold no secrets.", earlier);
            }
            trouble = "It is compressed, and holds a binary format";
        } catch (DamagedException e) {
            trouble = "It is compressed and damaged";
        } catch (BoundedText.TooMuchException e) {
            trouble = "It is compressed, and holds more than " + BoundedText.MOST + " bytes";
        }
        return sieve.allows(file.path()) ? again(file, limit, open, allowed(), earlier) : foreign(open, trouble);
    }

    /** As it is after all: what was read of it is read once more. */
    private Prepared again(FoundFile file, long limit, OpenFile before, String untouched, Earlier earlier) {
        before.close();
        OpenFile open = reader.open(file, limit);
        return asItIs(open, open.content(), untouched, earlier);
    }

    private static Prepared asItIs(OpenFile open, InputStream content, String untouched, Earlier earlier) {
        Prepared known = Prepared.known(open, hasContent(open) ? earlier.of(open, true) : null, untouched);
        return known == null ? Prepared.asItIs(open, content, untouched) : known;
    }

    private static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }
}
