package io.calink.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The user that this process acts as; by number where the system tells it, else by name. */
record User(@Nullable Integer id, String name) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** The effective user: the second number of {@code Uid:} in {@code proc(5)}'s status. */
    static User effective() throws IOException {
        String name = System.getProperty("user.name");
        if (!Files.isReadable(STATUS)) {
            return new User(null, name);
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("Uid:")) {
                return new User(Integer.valueOf(line.split("\\s+", 4)[2]), name);
            }
        }
        return new User(null, name);
    }

    boolean owns(Path path) throws IOException {
        return id != null
                ? id.equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                : name.equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName());
    }
}
