package io.calink.jobs;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How it stands with the data directory, and with the disk it is on. */
public final class Storage {
    private final DataDirectory data;
    private final JobLimits limits;

    public Storage(DataDirectory data, JobLimits limits) {
        this.data = data;
        this.limits = limits;
    }

    /**
     * What a look has found.
     *
     * @param directory the data directory
     * @param trouble why nothing can be kept there, as a sentence; {@code null} if it can
     * @param space that of its disk, {@code null} if that cannot be told
     */
    public record State(
            Path directory,
            @Nullable String trouble,
            @Nullable Space space) {}

    /**
     * The space of a disk.
     *
     * @param total bytes in all
     * @param free bytes that this user can have
     * @param floor bytes that must stay free
     */
    public record Space(long total, long free, long floor) {
        /** Whether nothing is stored for now. */
        public boolean isShort() {
            return free < floor;
        }
    }

    /** Looks at both. This takes as long as the disk takes to answer, which may be for ever. */
    public State look() {
        Path directory = data.path();
        try {
            data.check();
            return new State(directory, null, space(directory));
        } catch (DataDirectoryException e) {
            return new State(directory, e.getMessage(), null);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file ? file.getReason() : null;
            return new State(
                    directory,
                    "The data directory " + directory + " cannot be looked at ("
                            + Objects.requireNonNullElse(reason, "no reason was given") + "): mend that.",
                    null);
        }
    }

    private Space space(Path directory) throws IOException {
        FileStore disk = Files.getFileStore(directory);
        long total = disk.getTotalSpace();
        return new Space(total, disk.getUsableSpace(), limits.floor(total));
    }
}
