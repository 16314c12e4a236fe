package io.calink.bundle;

import io.calink.archive.ArchiveWriter;
import io.calink.archive.Compression;
import io.calink.archive.Entry;
import io.calink.archive.Reuse;
import io.calink.encryption.EncryptedStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts entries into the one directory of the archive, and every item into the ledger, within the bounds of a bundle. */
final class Packer implements Closeable {
    private static final long LOOK_MILLIS = 50;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;

    private final Names names;
    private final Limits limits;
    private final Deadline deadline;
    private final Stop stop;
    private final ArchiveStream stream;
    private final @Nullable EncryptedStream encrypted;
    private final ArchiveWriter writer;
    private final Inheritance inheritance;
    private final Ledger ledger;
    private final Sieve sieve;
    private final Tally tally;
    private final Progress progress;
    private final Instant now;
    private @Nullable Heartbeat heart;
    private boolean shown;
    private @Nullable Cut cut;
    private @Nullable Cut end;
    private @Nullable Long overSince;
    private String sha256 = "";

    /** Why a bundle is cut short, and by which limit. */
    record Cut(Reason reason, @Nullable String limit, String sentence) {}

    Packer(
            Limits limits,
            Names names,
            Compression compression,
            Target target,
            @Nullable Reuse reuse,
            Deadline deadline,
            Stop stop,
            Ledger ledger,
            Sieve sieve,
            Progress progress,
            Instant now)
            throws IOException {
        this.names = names;
        this.limits = limits;
        this.deadline = deadline;
        this.stop = stop;
        this.ledger = ledger;
        this.sieve = sieve;
        this.progress = progress;
        this.now = now;
        this.stream = new ArchiveStream(target.archive(), target.live() ? deadline::pause : nanos -> {});
        this.encrypted = names.isEncrypted() ? new EncryptedStream(stream, names.recipients()) : null;
        this.writer = new ArchiveWriter(
                encrypted == null ? stream : encrypted, names.format(), compression, target.index(), reuse);
        this.tally = new Tally(progress, stream::size);
        this.inheritance = new Inheritance(writer, reuse, this::room, sieve::treatment);
        writer.add(Entry.directory(names.archive()).mode(DIRECTORY_MODE).modified(now));
        if (target.live()) {
            writer.flush();
            // what is encrypted flows in whole parts only
            heart = new Heartbeat(writer, encrypted == null ? 1 : EncryptedStream.CHUNK, stop);
        }
    }

    Tally tally() {
        return tally;
    }

    /**
     * The result of {@code future}, which has a deadline of its own.
     *
     * @throws StoppedException if the gathering is ended meanwhile
     */
    <T> T await(Future<T> future) throws IOException, InterruptedException {
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                stop.check();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A reading or a command let an exception escape", e.getCause());
            }
        }
    }

    /**
     * The result of {@code future}; empty if the bundle's time is over, or its end was requested, and it does not come
     * within a last second, which is the same for all that are waited for.
     *
     * @throws StoppedException if the gathering is ended meanwhile
     */
    <T> Optional<T> awaitToTheEnd(Future<T> future) throws IOException, InterruptedException {
        while (!future.isDone()) {
            Cut over = over();
            long now = System.nanoTime();
            if (over != null && overSince == null) {
                overSince = now;
            }
            if (over != null && overSince != null && now - overSince > GRACE_NANOS) {
                cutBy(over);
                return Optional.empty();
            }
            look(future);
        }
        return Optional.of(await(future));
    }

    private void look(Future<?> future) throws IOException, InterruptedException {
        try {
            future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            stop.check(); // what came of it is told when it is asked for
        }
    }

    /** Why nothing more is taken in, or {@code null} to go on. To be asked when there is something to take in. */
    @Nullable
    Cut cut() throws IOException {
        stop.check();
        if (end == null) {
            end = over();
        }
        if (end == null && limits.bundleSize() > 0 && isFull()) {
            end = new Cut(Reason.SIZE_LIMIT, "bundle_size", "bundle_size was reached");
        }
        if (end != null) {
            cutBy(end);
        }
        return end;
    }

    private long room() {
        long limit = limits.bundleSize();
        return limit == 0 ? Long.MAX_VALUE : limit - stream.size() - writer.pending();
    }

    /** Near the limit it has to be known what becomes of the bytes that are still being compressed. */
    private boolean isFull() throws IOException {
        if (writer.bytesWritten() + writer.pending() >= limits.bundleSize()) {
            writer.settle();
        }
        return writer.bytesWritten() >= limits.bundleSize();
    }

    /** Whether there is no time for anything more. */
    boolean isOver() {
        return over() != null;
    }

    private @Nullable Cut over() {
        Reason asked = stop.reason();
        if (asked != null) {
            return new Cut(asked, null, "the bundle was " + asked.label());
        }
        return deadline.isOver() ? new Cut(Reason.DEADLINE, "bundle_time", "bundle_time was over") : null;
    }

    /** Says that more was there than was found, and gives why: for want of time, or because of the limit on files. */
    Cut cutSearch() throws IOException {
        Cut over = cut();
        Cut why = over != null ? over : new Cut(Reason.SIZE_LIMIT, "files", "the limit files was reached");
        cutBy(why);
        return why;
    }

    /** Says that a command did not get the time that it was to have. */
    void cutCommand() {
        Cut over = over();
        cutBy(over != null ? over : new Cut(Reason.DEADLINE, "bundle_time", "half of bundle_time was over"));
    }

    /** The first cut is the one that is told. */
    private void cutBy(Cut why) {
        if (cut == null) {
            cut = why;
        }
    }

    /** What made the bundle shorter than was asked for, now that all of it is packed; {@code null} if nothing did. */
    @Nullable
    Cut outcome() throws StoppedException {
        stop.check();
        return cut == null && stop.reason() != null ? over() : cut;
    }

    /** Packs content of a known size, and gives its sha256. */
    String add(Entry entry, InputStream content) throws IOException {
        return add(entry, 0, content);
    }

    /** The same for content that begins at {@code start} of its file. */
    String add(Entry entry, long start, InputStream content) throws IOException {
        String sha256 = writer.add(entry, start, content);
        if (heart != null && entry.size() > 0 && !shown) {
            writer.flush();
            shown = true;
        }
        return sha256;
    }

    /** What of the archive before becomes a part of this one. */
    Inheritance inheritance() {
        return inheritance;
    }

    /** Packs content that CaLink itself made, under a name below the archive's directory, and gives its sha256. */
    String add(String name, long size, InputStream content) throws IOException {
        return add(Entry.file(inside(name), size).mode(FILE_MODE).modified(now), content);
    }

    /** Packs a document that is no item, and gives its sha256. */
    String addDocument(String name, long size, InputStream content) throws IOException {
        String sha256 = add(name, size, content);
        ledger.document(new Manifest.Document(name, size, sha256));
        return sha256;
    }

    /** The full name of an entry, given the one below the archive's directory. */
    String inside(String name) {
        return names.archive() + "/" + name;
    }

    void record(Item item) throws IOException {
        record(item, false);
    }

    /** Writes an item down. {@code expected}: that it is not there is nothing to worry about. */
    void record(Item item, boolean expected) throws IOException {
        Item clean = sieve.item(item);
        ledger.add(clean, expected);
        tally.done();
        progress.done(clean);
    }

    void finish() throws IOException {
        stopBeating();
        writer.finish();
        if (encrypted != null) {
            encrypted.finish();
        }
        stream.flush();
        sha256 = stream.sha256();
        writer.endIndex(sha256);
        tally.tell();
    }

    long size() {
        return stream.size();
    }

    /** Of the archive, once it is finished. */
    String sha256() {
        return sha256;
    }

    private void stopBeating() {
        if (heart != null) {
            heart.close();
        }
    }

    @Override
    public void close() throws IOException {
        stopBeating();
        writer.close();
    }
}
