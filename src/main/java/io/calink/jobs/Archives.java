package io.calink.jobs;

import io.calink.archive.Format;
import io.calink.archive.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;

/** The archives that are kept, each under the id of its bundle, and the space there is for more. */
final class Archives {
    private static final System.Logger LOG = System.getLogger(Archives.class.getName());
    private static final String RECORD = ".json";
    private static final double MIB = 1 << 20;

    private final DataDirectory data;
    private final JobLimits limits;

    Archives(DataDirectory data, JobLimits limits) {
        this.data = data;
        this.limits = limits;
    }

    /** Everything that is kept here; nothing of it is ever collected. */
    Path directory() {
        return data.path();
    }

    /** A file that becomes the archive of a job once it is whole. */
    WholeFile create(String id, Format format) throws IOException {
        return WholeFile.create(data.bundles(), id + format.suffix());
    }

    /** Where the archive of a job that has one is; it may have been removed by hand. */
    Path of(Job job) {
        return data.bundles().resolve(fileName(job));
    }

    private static String fileName(Job job) {
        String format = job.archive() == null ? "" : job.archive().format();
        for (Format known : Format.values()) {
            if (known.label().equals(format)) {
                return job.id() + known.suffix();
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

    /** Removes the archive of a job; a download that holds it open goes on to its end. */
    void remove(Job job) throws IOException {
        for (Format format : Format.values()) {
            Files.deleteIfExists(data.bundles().resolve(job.id() + format.suffix()));
        }
    }

    /** Sets aside what looks like an archive, but has no record that tells of it. */
    void setStrangersAside(Map<String, Job> jobs) throws IOException {
        Aside aside = new Aside(data);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.bundles())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.replaceFirst("\\..*", "");
                if (Ids.isValid(id) && !name.endsWith(RECORD) && !jobs.containsKey(id)) {
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
