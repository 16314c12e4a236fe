package io.calink.jobs;

import io.calink.archive.ArchiveFile;
import io.calink.archive.EarlierArchive;
import io.calink.archive.Format;
import io.calink.archive.WholeFile;
import io.calink.bundle.Names;
import io.calink.encryption.Encrypted;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The archives that are kept, each under the id of its bundle, and the space there is for more. */
final class Archives {
    private static final System.Logger LOG = System.getLogger(Archives.class.getName());
    private static final Set<String> RECORDS = Set.of(".json", ".gone");
    private static final List<String> UNFINISHED_AND_WHOLE = List.of(".part", "");
    private static final String INDEX = EarlierArchive.INDEX;
    private static final int MOST_LOOKED_INTO = 4;
    private static final double MIB = 1 << 20;

    private final DataDirectory data;
    private final JobLimits limits;

    /** Those that were looked into last, which know where in their indexes what stands. */
    private final Map<String, ArchiveFile> looked = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArchiveFile> eldest) {
            return size() > MOST_LOOKED_INTO;
        }
    };

    Archives(DataDirectory data, JobLimits limits) {
        this.data = data;
        this.limits = limits;
    }

    /** Everything that is kept here; nothing of it is ever collected. */
    Path directory() {
        return data.path();
    }

    /** A file that becomes the archive of a job once it is whole. */
    WholeFile create(String id, Names names) throws IOException {
        return WholeFile.create(data.bundles(), id + suffix(names.format(), names.isEncrypted()));
    }

    private static String suffix(Format format, boolean encrypted) {
        return format.suffix() + (encrypted ? Encrypted.SUFFIX : "");
    }

    /**
     * A file that becomes the index of an archive once that is whole; {@code null} if there cannot be one now, which
     * costs those time who look into the archive. An encrypted archive has none: it would tell what is inside.
     */
    @Nullable
    WholeFile createIndex(String id, Names names) {
        if (names.isEncrypted()) {
            return null;
        }
        try {
            return WholeFile.create(data.bundles(), id + INDEX);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An archive stays without its index: {0}", e.toString());
            return null;
        }
    }

    /** Whether an archive takes over what has not changed since the one before. */
    boolean reuses() {
        return limits.reuse();
    }

    /** The archive of a job that has one, to be taken from; empty if that was made under other conditions, or is gone. */
    Optional<EarlierArchive> open(Job job, String conditions) {
        Job.Archive archive = Objects.requireNonNull(job.archive());
        return EarlierArchive.open(of(job), index(job), archive.sha256(), conditions);
    }

    private Path index(Job job) {
        return data.bundles().resolve(job.id() + INDEX);
    }

    /** The archive of a job that has one, with its index. */
    ArchiveFile look(Job job) {
        Job.Archive archive = Objects.requireNonNull(job.archive());
        synchronized (looked) {
            return looked.computeIfAbsent(
                    job.id(), id -> new ArchiveFile(of(job), index(job), archive.sha256(), ArchiveFile.BROWSING));
        }
    }

    /** Where the archive of a job that has one is; it may have been removed by hand. */
    Path of(Job job) {
        return data.bundles().resolve(fileName(job));
    }

    private static String fileName(Job job) {
        Job.Archive archive = job.archive();
        for (Format known : Format.values()) {
            if (archive != null && known.label().equals(archive.format())) {
                return job.id() + suffix(known, archive.encryption() != null);
            }
        }
        return job.id() + ".archive";
    }

    /** Whether the archive of a job is there and as long as its record says. */
    boolean has(Job job) throws IOException {
        Path file = of(job);
        if (job.archive() == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .size()
                == job.archive().size();
    }

    /**
     * Removes the archive of a job, finished or not; a download that holds it open goes on to its end.
     *
     * @throws IOException if that cannot be done now; it is tried again later
     */
    void remove(String id) throws IOException {
        IOException trouble = null;
        for (Path file : files(id)) {
            try {
                data.leftovers().remove(file);
            } catch (IOException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /** Keeps what could not be removed of a job: it is to stay after all. */
    void spare(String id) {
        files(id).forEach(data.leftovers()::spare);
    }

    private List<Path> files(String id) {
        return Stream.concat(
                        Stream.of(Format.values())
                                .flatMap(format -> Stream.of(suffix(format, false), suffix(format, true))),
                        Stream.of(INDEX))
                .flatMap(kind -> UNFINISHED_AND_WHOLE.stream().map(end -> id + kind + end))
                .map(data.bundles()::resolve)
                .toList();
    }

    /** Removes what was put aside while bundles were made, and could not be removed then. Nobody makes one now. */
    void clearSpool() {
        try {
            data.clearSpool();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The spool directory could not be emptied yet: {0}", e.toString());
        }
    }

    /** Removes what could not be removed before. */
    void removeAgain() {
        data.leftovers().removeAgain();
    }

    /** Sets aside what looks like an archive, but has no record that tells of it. */
    void setStrangersAside(Map<String, Job> jobs) throws IOException {
        Aside aside = new Aside(data);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.bundles())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.replaceFirst("\\..*", "");
                boolean record = RECORDS.contains(name.substring(Math.min(id.length(), name.length())));
                if (Ids.isValid(id) && !record && !jobs.containsKey(id) && name.contains(INDEX)) {
                    data.leftovers().removeSometime(file);
                } else if (Ids.isValid(id) && !record && !jobs.containsKey(id)) {
                    LOG.log(System.Logger.Level.WARNING, "{0} has no record; it is now {1}", file, aside.put(file));
                }
            }
        }
    }

    /**
     * Makes sure that there is as much free space as must be.
     *
     * @throws NoSpaceException if there is not
     */
    void requireSpace() throws IOException, NoSpaceException {
        FileStore disk = Files.getFileStore(data.bundles());
        long floor = limits.floor(disk.getTotalSpace());
        long free = disk.getUsableSpace();
        if (free < floor) {
            throw new NoSpaceException(String.format(
                    Locale.ROOT,
                    "There are %.1f MiB of free space for bundles, and %.1f MiB must stay free: remove bundles or"
                            + " other files, or use ?stream=true, which stores nothing.",
                    free / MIB,
                    floor / MIB));
        }
    }

    /** Whether the disk is as good as full, whatever the free-space floor says. */
    boolean isFull() {
        try {
            return Files.getFileStore(data.bundles()).getUsableSpace() < (64 << 10);
        } catch (IOException e) {
            return false; // gone is not full
        }
    }
}
