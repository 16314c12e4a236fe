package io.calink.jobs;

import io.calink.bundle.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of JSON for each job, beside its archive. A record appears whole or not at all. That of a buried one becomes an
 * empty file, whose time says when: so a full disk is no reason to keep anything.
 */
final class DirectoryJobStore implements JobStore {
    private static final System.Logger LOG = System.getLogger(DirectoryJobStore.class.getName());
    private static final String SUFFIX = ".json";
    private static final String BURIED = ".gone";
    private static final int LARGEST = 4 << 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final DataDirectory data;
    private final Aside aside;
    private final JsonMapper json = Json.mapper();

    DirectoryJobStore(DataDirectory data) {
        this.data = data;
        this.aside = new Aside(data);
    }

    @Override
    public List<Job> load() throws IOException {
        List<Job> jobs = new ArrayList<>();
        try (DirectoryStream<Path> records = Files.newDirectoryStream(data.bundles(), "*" + SUFFIX)) {
            for (Path record : records) {
                Job job = read(record);
                if (job != null) {
                    jobs.add(job);
                }
            }
        }
        return jobs;
    }

    private @Nullable Job read(Path record) throws IOException {
        String trouble;
        try (InputStream in = Files.newInputStream(record, LinkOption.NOFOLLOW_LINKS)) {
            Job job = json.readValue(in.readNBytes(LARGEST), Job.class);
            if (Ids.isValid(job.id()) && record.equals(file(job.id()))) {
                return job;
            }
            trouble = "it is about another bundle";
        } catch (JacksonException e) {
            trouble = "it is no record of a bundle";
        } catch (IOException e) {
            trouble = "it could not be read: " + e.getMessage();
        }
        Path where = aside.put(record);
        LOG.log(System.Logger.Level.WARNING, "The record {0} is damaged ({1}); it is now {2}", record, trouble, where);
        return null;
    }

    @Override
    public void save(Job job) throws IOException {
        Path record = file(job.id());
        Path fresh = record.resolveSibling(record.getFileName() + ".tmp");
        ByteBuffer bytes = ByteBuffer.wrap(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(job));
        data.leftovers().spare(fresh);
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out =
                    FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN)) {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(fresh, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            data.leftovers().removeSometime(fresh);
            throw e;
        }
        forceDirectory();
    }

    @Override
    public Map<String, Instant> tombstones() throws IOException {
        Map<String, Instant> tombstones = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.bundles(), "*" + BURIED)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - BURIED.length());
                if (Ids.isValid(id) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Instant when = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant();
                    inscribe(file, when);
                    tombstones.put(id, when);
                }
            }
        }
        return tombstones;
    }

    @Override
    public void bury(String id, Instant when) throws IOException {
        Path tombstone = data.bundles().resolve(id + BURIED);
        try {
            Files.move(file(id), tombstone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) { // its record was never written
            Files.deleteIfExists(tombstone);
            Files.createFile(tombstone, OWN);
        }
        try {
            inscribe(tombstone, when);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The record {0} could not be emptied: {1}", tombstone, e.toString());
        }
        forceDirectory();
    }

    /** What was known of the job goes; a process that was killed before it came to this does it at the next start. */
    private static void inscribe(Path tombstone, Instant when) throws IOException {
        try (FileChannel file =
                FileChannel.open(tombstone, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            file.truncate(0);
            Files.setLastModifiedTime(tombstone, FileTime.from(when));
            file.force(true);
        }
    }

    @Override
    public void remove(String id) throws IOException {
        data.leftovers().remove(file(id));
        data.leftovers().remove(data.bundles().resolve(id + BURIED));
        forceDirectory();
    }

    /** Only then does a rename or a removal survive a loss of power. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(data.bundles(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Path file(String id) {
        return data.bundles().resolve(id + SUFFIX);
    }
}
