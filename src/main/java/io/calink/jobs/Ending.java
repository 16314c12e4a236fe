package io.calink.jobs;

import io.calink.bundle.Names;
import io.calink.bundle.Outcome;
import io.calink.bundle.Reason;
import io.calink.redaction.LeakException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a job ends. */
final class Ending {
    private static final Set<String> FULL = wordsOfFullDisk();

    private Ending() {}

    /** It has an archive. */
    static Job with(Job job, Outcome outcome, Names names, @Nullable Instant expiry, Instant now) {
        return job.change()
                .state(outcome.cut() == null ? Job.State.SUCCEEDED : Job.State.PARTIAL)
                .reason(outcome.cut())
                .finishedAt(now)
                .expiresAt(job.stored() && !job.pinned() ? expiry : null)
                .progress(job.progress().over(true))
                .archive(archive(outcome, names))
                .counts(outcome.counts())
                .problems(outcome.problems())
                .build();
    }

    private static Job.Archive archive(Outcome outcome, Names names) {
        Job.Encryption encryption = names.isEncrypted()
                ? new Job.Encryption("age", names.recipients().count())
                : null;
        return new Job.Archive(
                names.archiveFile(), names.format().label(), outcome.size(), outcome.sha256(), encryption);
    }

    /**
     * It has none.
     *
     * @param failed whether that was nobody's wish
     */
    static Job without(Job job, Reason reason, boolean failed, @Nullable IOException cause, Instant now) {
        return job.change()
                .state(failed ? Job.State.FAILED : Job.State.CANCELLED)
                .reason(reason)
                .finishedAt(now)
                .pinned(false)
                .progress(job.progress().over(false))
                .error(failed ? problem(reason, cause) : null)
                .build();
    }

    /** Whether a job that ended for this reason, while this program was alive, has failed. */
    static boolean isFailure(Reason reason) {
        return switch (reason) {
            case CANCELLED, INTERRUPTED, CLIENT_GONE -> false;
            case DEADLINE, SIZE_LIMIT, INSUFFICIENT_STORAGE, IO_ERROR, INTERNAL -> true;
        };
    }

    /** What this system says of a full disk, in its own language; its words for a quota are known in English only. */
    private static Set<String> wordsOfFullDisk() {
        Set<String> words = new HashSet<>(Set.of("No space left on device", "Disk quota exceeded"));
        try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            full.write(0);
        } catch (IOException e) {
            String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
            if (said != null && !(e instanceof NoSuchFileException)) {
                words.add(said);
            }
        }
        return Set.copyOf(words);
    }

    /** Whether the system says that a disk, or a quota on it, is full. */
    static boolean tellsOfFullDisk(IOException e) {
        String text = String.valueOf(e.getMessage());
        return FULL.stream().anyMatch(text::contains);
    }

    private static Problem problem(Reason reason, @Nullable IOException cause) {
        return switch (reason) {
            case INSUFFICIENT_STORAGE ->
                problem(
                        reason,
                        507,
                        "There was not enough space to keep the archive: remove bundles or other files, raise"
                                + " calink.retention.size, or use ?stream=true, which stores nothing.");
            case IO_ERROR ->
                problem(
                        reason,
                        500,
                        "The archive could not be written" + because(cause) + ": look at the data directory.");
            case INTERRUPTED ->
                problem(reason, 503, "The service ended while the bundle was made: ask for the bundle again.");
            case INTERNAL ->
                problem(
                        reason,
                        500,
                        cause instanceof LeakException
                                ? "A secret that the redaction had left was found on its way into the archive, and"
                                        + " on_leak=fail forbids that: add a rule for it to [redaction], or set"
                                        + " on_leak=redact, by which it is removed there."
                                : "The gathering ended by a mistake of this program: its log has more under the id.");
            case DEADLINE, SIZE_LIMIT, CANCELLED, CLIENT_GONE ->
                problem(reason, 500, "The gathering ended before there was an archive: ask for the bundle again.");
        };
    }

    private static Problem problem(Reason reason, int status, String detail) {
        String words = reason.label().replace('-', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return new Problem("urn:calink:problem:" + reason.label(), title, status, detail);
    }

    /** What the system said, where it said something that a user can read. */
    private static String because(@Nullable IOException cause) {
        String said = cause instanceof FileSystemException file
                ? file.getReason()
                : cause != null && cause.getClass() == IOException.class ? cause.getMessage() : null;
        return said == null ? "" : " (" + said + ")";
    }
}
