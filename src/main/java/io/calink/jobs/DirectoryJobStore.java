package io.calink.jobs;

import io.calink.bundle.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON for each job, beside its archive. A record appears whole or not at all. */
final class DirectoryJobStore implements JobStore {
    private static final System.Logger LOG = System.getLogger(DirectoryJobStore.class.getName());
    private static final String SUFFIX = ".json";
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
            Files.deleteIfExists(fresh);
            throw e;
        }
        forceDirectory();
    }

    @Override
    public void remove(String id) throws IOException {
        if (Files.deleteIfExists(file(id))) {
            forceDirectory();
        }
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
