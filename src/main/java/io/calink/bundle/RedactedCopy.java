package io.calink.bundle;

import io.calink.archive.ArchiveReader;
import io.calink.archive.ArchiveWriter;
import io.calink.archive.Entry;
import io.calink.archive.Format;
import io.calink.archive.Kind;
import io.calink.archive.WholeFile;
import io.calink.encryption.Encrypted;
import io.calink.redaction.Counts;
import io.calink.redaction.Harvest;
import io.calink.redaction.KnownValues;
import io.calink.redaction.Masking;
import io.calink.redaction.NeverTaken;
import io.calink.redaction.Rules;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an archive, or of a text, without its secrets, whoever made it: entry by entry, names too, in memory that does
 * not grow with it. An archive is read twice, since what is secret in a file below {@code etc} is removed everywhere.
 */
public final class RedactedCopy {
    private static final int BUFFER = 1 << 16;

    private final Rules rules;
    private final @Nullable Masking masking;
    private final Path spool;
    private final Stop stop;
    private final Counts counts = new Counts();
    private final List<Told> leftOut = new ArrayList<>();
    private final List<Told> unredacted = new ArrayList<>();
    private long leftOutInAll;
    private long unredactedInAll;
    private long entries;

    /** An entry, and what is to be said of it as the end of a sentence that begins with its name. */
    public record Told(String name, String what) {}

    /**
     * What came of it.
     *
     * @param entries how many entries the copy has; 1 for a text
     * @param removed how often each rule removed something
     * @param leftOut the first of the entries that the copy does not have
     * @param leftOutInAll how many it does not have
     * @param unredacted the first of the entries that were copied as they are
     * @param unredactedInAll how many those are
     */
    public record Report(
            long entries,
            Map<String, Long> removed,
            List<Told> leftOut,
            long leftOutInAll,
            List<Told> unredacted,
            long unredactedInAll) {
        /** How many entries are named; of more only the number is told. */
        public static final int NAMED = 1_000;
    }

    /**
     * One copy.
     *
     * @param spool a directory for what is put aside, without its secrets, until its size is known
     */
    public RedactedCopy(Rules rules, Path spool, Stop stop) {
        this(rules, null, spool, stop);
    }

    /** One copy, with the pseudonyms that bundles have here where the redaction wants them. */
    public static RedactedCopy of(Redaction redaction, Workplace workplace, Stop stop) {
        return new RedactedCopy(redaction.rules(), workplace.masking(redaction, null), workplace.spool(), stop);
    }

    private RedactedCopy(Rules rules, @Nullable Masking masking, Path spool, Stop stop) {
        this.rules = rules;
        this.masking = masking;
        this.spool = spool;
        this.stop = stop;
    }

    /**
     * Makes the copy; call it once.
     *
     * @param out a name that is free, whose suffix tells the format of an archive
     * @throws StoppedException if that was asked for; there is no copy then
     * @throws IllegalArgumentException if the suffix is of no format that can be written
     * @throws IOException if anything cannot be read or written; there is no copy then
     */
    public Report make(Path in, Path out) throws IOException {
        if (Encrypted.is(in)) {
            throw new IOException(in + " is encrypted. " + Encrypted.wayOut(String.valueOf(in.getFileName())));
        }
        Kind kind = Kind.of(in);
        boolean archive = kind.archive() != Kind.Archive.NONE;
        ArchiveName name = archive ? ArchiveName.of(String.valueOf(out.getFileName())) : null;
        Path directory = out.toAbsolutePath().getParent();
        try (WholeFile file = WholeFile.create(directory == null ? Path.of("/") : directory, "" + out.getFileName());
                OutputStream buffered = new BufferedOutputStream(file.out(), BUFFER)) {
            if (name != null) {
                copyArchive(in, buffered, name);
            } else {
                copyText(in, buffered);
            }
            buffered.flush();
            stop.check();
            file.keep();
        }
        if (masking != null) {
            masking.pseudonyms().settle();
        }
        return new Report(
                entries, counts.byRule(), List.copyOf(leftOut), leftOutInAll, List.copyOf(unredacted), unredactedInAll);
    }

    private void copyText(Path in, OutputStream out) throws IOException {
        String name = String.valueOf(in.getFileName());
        Content content = new Content(rules, KnownValues.none(), masking, counts, stop);
        try (InputStream text = new BufferedInputStream(Files.newInputStream(in), BUFFER)) {
            Content.Outcome outcome = content.copy(name, text, out);
            if (outcome.leftOut() != null) {
                throw new IOException(in + " " + outcome.leftOut() + ": there would be no copy left.");
            }
            entries = 1;
            note(name, outcome);
        }
    }

    private void copyArchive(Path in, OutputStream out, ArchiveName name) throws IOException {
        Content content = new Content(rules, harvest(in), masking, counts, stop);
        try (ArchiveReader reader = ArchiveReader.foreign(in, (entry, why) -> leaveOut(content, entry, why));
                ArchiveWriter writer = name.writer(out)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                stop.check();
                copy(entry, reader.content(), content, writer);
            }
            writer.finish();
        }
    }

    /** Secrets that stand in a file of settings may stand in a log, too, where nothing shows that they are secret. */
    private KnownValues harvest(Path in) throws IOException {
        Harvest harvest = new Harvest(rules);
        try (ArchiveReader reader = ArchiveReader.foreign(in, (entry, why) -> {})) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                stop.check();
                boolean settings = Stream.of(entry.name().split("/", -1)).anyMatch("etc"::equals);
                if (settings && entry.type() == Entry.Type.FILE && neverTaken(entry.name()) == null) {
                    try (InputStream text = new BufferedInputStream(reader.content(), BUFFER)) {
                        if (Content.isText(entry.name(), text)) {
                            harvest.scan(text);
                        }
                    }
                }
            }
        }
        return harvest.values();
    }

    private void copy(Entry entry, InputStream body, Content content, ArchiveWriter writer) throws IOException {
        String rule = neverTaken(entry.name());
        if (rule != null) {
            leaveOut(content, entry.name(), "is never taken (" + rule + ")");
            return;
        }
        Entry named;
        try {
            named = named(entry, content, 0);
        } catch (IllegalArgumentException e) {
            leaveOut(content, entry.name(), "has a name that cannot be kept");
            return;
        }
        if (entry.type() != Entry.Type.FILE) {
            writer.add(named);
            entries++;
            return;
        }
        try (Spool put = new Spool(spool);
                InputStream whole = new BufferedInputStream(body, BUFFER)) {
            Content.Outcome outcome = content.copy(entry.name(), whole, put);
            if (outcome.leftOut() != null) {
                leaveOut(content, entry.name(), outcome.leftOut());
                return;
            }
            writer.add(sized(named, put.size()), put.read());
            entries++;
            note(named.name(), outcome);
        }
    }

    private static Entry named(Entry entry, Content content, long size) {
        String target = entry.linkTarget();
        return new Entry(
                content.name(entry.name()),
                entry.type(),
                size,
                entry.mode(),
                entry.uid(),
                entry.gid(),
                content.owner(entry.owner(), entry.uid()),
                content.owner(entry.group(), entry.gid()),
                entry.modified(),
                target == null ? null : content.name(target));
    }

    private static Entry sized(Entry entry, long size) {
        return new Entry(
                entry.name(),
                entry.type(),
                size,
                entry.mode(),
                entry.uid(),
                entry.gid(),
                entry.owner(),
                entry.group(),
                entry.modified(),
                entry.linkTarget());
    }

    private @Nullable String neverTaken(String name) {
        return Content.places(name).stream()
                .filter(path -> !rules.allows(path))
                .map(NeverTaken::rule)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void leaveOut(Content content, String name, String why) {
        leftOutInAll++;
        if (leftOut.size() < Report.NAMED) {
            leftOut.add(new Told(EntryNames.shown(content.shown(name)), content.shown(why)));
        }
    }

    private void note(String name, Content.Outcome outcome) {
        if (outcome.unredacted() != null) {
            unredactedInAll++;
            if (unredacted.size() < Report.NAMED) {
                unredacted.add(new Told(EntryNames.shown(name), outcome.unredacted()));
            }
        }
    }

    /** What the suffixes are of which an archive can be written. */
    static String suffixes() {
        return Stream.concat(Stream.of(Format.values()).map(Format::suffix), ArchiveName.OTHERS.keySet().stream())
                .collect(Collectors.joining(", "));
    }
}
