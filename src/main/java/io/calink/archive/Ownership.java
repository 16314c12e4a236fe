package io.calink.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Whose a file is, and who may write it. */
final class Ownership {
    private static final int WRITABLE_BY_OTHERS = 022;

    private Ownership() {}

    /** Whether it is this user's or root's, and nobody else's to write; also where a system cannot tell. */
    static boolean isOurs(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true;
        }
        Map<String, Object> there = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        Path self = Path.of("/proc/self");
        Object user = Files.exists(self) ? Files.getAttribute(self, "unix:uid") : there.get("uid");
        boolean owned = Objects.equals(there.get("uid"), 0) || Objects.equals(there.get("uid"), user);
        return owned && there.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) == 0;
    }
}
