package io.calink.bundle;

import io.calink.archive.ArchiveWriter;
import io.calink.archive.ContentException;
import io.calink.archive.EarlierArchive;
import io.calink.archive.Entry;
import io.calink.files.FileFinder;
import io.calink.files.FileReader;
import io.calink.files.FoundFile;
import io.calink.files.NotFound;
import io.calink.files.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Packs the files that were found, whatever becomes of single ones. */
final class FilePacking implements Closeable {
    private static final int OWNER_READS = 0400;
    private static final int OWNER_READS_AND_ENTERS = 0700;
    private static final int WITHOUT_SETUID_AND_SETGID = 01777;

    private final Plan plan;
    private final Workplace workplace;
    private final Target target;
    private final Packer packer;
    private final Progress progress;
    private final Sieve sieve;
    private final Removals removals;
    private final FileReader reader;
    private final FilePreparation preparation;
    private final FilesAhead ahead;

    FilePacking(
            Plan plan,
            Workplace workplace,
            Target target,
            Packer packer,
            Sieve sieve,
            Removals removals,
            Progress progress) {
        this.plan = plan;
        this.workplace = workplace;
        this.target = target;
        this.packer = packer;
        this.progress = progress;
        this.sieve = sieve;
        this.removals = removals;
        this.reader = new FileReader(workplace.root());
        this.preparation =
                new FilePreparation(reader, sieve, packer.inheritance()::known, workplace.spool(), packer::isOver);
        this.ahead = new FilesAhead(file -> preparation.prepare(file, limit(file)));
    }

    private long limit(FoundFile file) {
        return plan.limits().fileSize(file.key());
    }

    static FileFinder finder(Plan plan, Workplace workplace, Collection<Path> own, Instant now) {
        Limits limits = plan.limits();
        Instant since = limits.since() == null ? null : now.minus(limits.since());
        List<Path> neverCollected = new ArrayList<>(workplace.neverCollected());
        neverCollected.addAll(own);
        return new FileFinder(workplace.root(), neverCollected, limits.depth(), limits.files(), since);
    }

    /** Collects the secrets of the files below {@code /etc} that will be packed. */
    void harvest(List<FoundFile> files, Harvesting harvesting) {
        harvesting.files(files, reader, sieve, packer::isOver);
    }

    void pack(List<FoundFile> files, Names names) throws IOException, InterruptedException {
        progress.step(Progress.Step.ARCHIVE_FILE, names.archiveFile());
        ahead.begin(files);
        for (FoundFile file : files) {
            pack(file);
        }
    }

    /** Finds what is to be packed, and writes down what is not there. */
    List<FoundFile> find(Instant now) throws IOException, InterruptedException {
        if (plan.files().isEmpty()) {
            return List.of();
        }
        progress.step(Progress.Step.FILEPATHS, "");
        FileFinder.Found found =
                finder(plan, workplace, target.neverCollected(), now).find(plan.files(), packer::isOver);
        packer.tally()
                .expect(
                        found.notFound().size()
                                + found.unfinished().size()
                                + found.files().size(),
                        found.files().stream().mapToLong(FoundFile::size).sum());
        for (NotFound missing : found.notFound()) {
            progress.notFound(missing.directory(), missing.realPath());
            packer.record(
                    Item.without(Item.Kind.FILE, missing.path(), Status.ABSENT, Wording.of(missing)), missing.glob());
        }
        if (found.cut()) {
            Packer.Cut cut = packer.cutSearch();
            for (String path : found.unfinished()) {
                String detail = "Not searched to the end: " + cut.sentence() + ".";
                packer.record(Item.without(Item.Kind.FILE, path, Status.SKIPPED, detail));
            }
        }
        return found.files();
    }

    private void pack(FoundFile file) throws IOException, InterruptedException {
        Packer.Cut cut = packer.cut();
        if (cut != null) {
            skip(file, Status.SKIPPED, notRead(cut));
        } else if (file.status() != FoundFile.Status.OK) {
            skip(file, Status.valueOf(file.status().name()), file.detail());
        } else if (file.type() == FoundFile.Type.FILE) {
            packContent(file);
        } else {
            packWithoutContent(file);
        }
    }

    private static String notRead(Packer.Cut cut) {
        return "Not read: " + cut.sentence() + " before its turn.";
    }

    private void skip(FoundFile file, Status status, @Nullable String detail) throws IOException {
        Item item = Item.without(Item.Kind.FILE, file.path(), status, Wording.sentence(detail));
        packer.record(status == Status.ABSENT || !file.isKnown() ? item : item.of(file.size(), octal(file)));
    }

    private void packContent(FoundFile file) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Optional<Prepared> ready = ahead.take(file, packer);
        if (ready.isEmpty()) {
            skip(file, Status.SKIPPED, packer.cut() == null ? null : notRead(Objects.requireNonNull(packer.cut())));
            return;
        }
        try (Prepared prepared = ready.get()) {
            if (prepared.known() == null || prepared.open() == null) {
                pack(file, prepared, begin);
            } else if (!packAgain(file, prepared, prepared.open(), prepared.known(), begin)) {
                try (Prepared anew = preparation.prepareAnew(file, limit(file))) {
                    pack(file, anew, begin);
                }
            }
        }
    }

    private void pack(FoundFile file, Prepared prepared, long begin) throws IOException {
        if (prepared.leak() != null) {
            throw prepared.leak();
        }
        if (prepared.refusal() != null) {
            refuse(file, prepared.refusal());
        } else if (prepared.open() != null) {
            packOpen(file, prepared, prepared.open(), begin);
        }
    }

    private void refuse(FoundFile file, Prepared.Refusal refusal) throws IOException {
        if (refusal.rule() != null) {
            removals.leftOut(sieve.path(file.path()), refusal.rule());
        }
        skip(file, refusal.status(), refusal.detail());
    }

    private void packOpen(FoundFile file, Prepared prepared, OpenFile open, long begin) throws IOException {
        if (!FilePreparation.hasContent(open)) {
            skip(file, Status.valueOf(open.status().name()), open.detail());
            return;
        }
        progress.item(Item.Kind.FILE, file.realPath());
        Item item = packRead(file, prepared, open);
        packer.record(item.took((System.nanoTime() - begin) / 1_000_000));
    }

    /** Packs what the archive before has of an unchanged file; false if it cannot be had from there after all. */
    private boolean packAgain(FoundFile file, Prepared prepared, OpenFile open, EarlierArchive.Known known, long begin)
            throws IOException {
        ArchiveWriter.Again again = packer.inheritance().take(entry(file, Entry.Type.FILE, open.size()), known);
        if (again == null) {
            return false;
        }
        progress.item(Item.Kind.FILE, file.realPath());
        packer.tally().read(again.size());
        removals.of(name(file), prepared);
        packer.record(packed(file, open, null, null)
                .in(name(file), again.size(), again.sha256())
                .took((System.nanoTime() - begin) / 1_000_000));
        return true;
    }

    private Item packRead(FoundFile file, Prepared prepared, OpenFile open) throws IOException {
        BoundedContent content = new BoundedContent(prepared.bytes(), prepared.size(), packer);
        String sha256 = null;
        String trouble = null;
        try {
            sha256 = packer.add(entry(file, Entry.Type.FILE, prepared.size()), open.start(), content);
        } catch (ContentException e) {
            trouble = e.getMessage();
        }
        removals.of(name(file), prepared);
        // of pseudonyms the archive tells how many there are, which only reading finds
        boolean told = sieve.masking() == null || prepared.counts().total() == 0;
        if (sha256 != null && content.cutDetail() == null && told) {
            packer.inheritance().vouch(open, prepared.untouched() != null, prepared.counts());
        }
        return packed(file, open, content.cutDetail(), trouble).in(name(file), prepared.size(), sha256);
    }

    private static Item packed(FoundFile file, OpenFile open, @Nullable String cut, @Nullable String trouble) {
        Status status = Status.valueOf(open.status().name());
        String detail = open.detail() == null ? file.detail() : open.detail();
        if (trouble != null) {
            status = Status.FAILED;
            detail = trouble;
        } else if (cut != null) {
            status = Status.TRUNCATED;
            detail = cut;
        }
        return new Item(
                Item.Kind.FILE,
                file.path(),
                null,
                status,
                Wording.sentence(detail),
                null,
                open.originalSize(),
                null,
                octal(file),
                null,
                null);
    }

    private void packWithoutContent(FoundFile file) throws IOException {
        boolean link = file.type() == FoundFile.Type.SYMLINK;
        packer.add(entry(file, link ? Entry.Type.SYMLINK : Entry.Type.DIRECTORY, 0), InputStream.nullInputStream());
        packer.record(new Item(
                Item.Kind.FILE,
                file.path(),
                name(file),
                Status.OK,
                link ? "A symbolic link to " + file.linkTarget() + "." : Wording.sentence(file.detail()),
                0L,
                0L,
                null,
                octal(file),
                null,
                null));
    }

    private Entry entry(FoundFile file, Entry.Type type, long size) {
        boolean directory = type == Entry.Type.DIRECTORY;
        byte[] target = type == Entry.Type.SYMLINK ? file.rawLinkTarget() : null;
        return new Entry(
                packer.inside(place(file) + (directory ? "/" : "")),
                type,
                size,
                (file.mode() | (directory ? OWNER_READS_AND_ENTERS : OWNER_READS)) & WITHOUT_SETUID_AND_SETGID,
                file.uid(),
                file.gid(),
                sieve.owner(file.owner(), file.uid()),
                sieve.owner(file.group(), file.gid()),
                file.modified(),
                target == null ? null : sieve.path(Entry.text(target)));
    }

    private String name(FoundFile file) {
        return EntryNames.shown(place(file));
    }

    private String place(FoundFile file) {
        String path = sieve.path(Entry.text(file.rawPath()));
        return path.equals("/") ? "files" : "files" + path;
    }

    private static String octal(FoundFile file) {
        return String.format("%04o", file.mode() & 07777);
    }

    @Override
    public void close() throws IOException {
        try (reader) {
            ahead.close();
        }
    }
}
