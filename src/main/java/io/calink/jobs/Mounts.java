package io.calink.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tells whether a directory is the root of a mounted volume. */
final class Mounts {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private Mounts() {}

    /** Another device than the parent's, or a mount of the same device that {@code proc(5)} names in mountinfo. */
    static boolean isRoot(Path directory) throws IOException {
        Path real = directory.toRealPath();
        Path parent = real.getParent();
        return parent == null
                || !Files.getAttribute(real, "unix:dev").equals(Files.getAttribute(parent, "unix:dev"))
                || isListed(real.toString());
    }

    private static boolean isListed(String path) {
        String escaped = path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
        try (Stream<String> lines = Files.lines(MOUNTINFO)) {
            return lines.map(line -> line.split(" ", MOUNT_POINT + 2))
                    .anyMatch(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(escaped));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // a system without it: the devices have decided
        }
    }
}
