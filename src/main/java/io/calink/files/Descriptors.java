package io.calink.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Looks at what this process really holds open. Comparing a name before and after opening it is not enough where
 * somebody else can swap it for a hard link and back in between.
 */
final class Descriptors {
    private static final Path OWN = Path.of("/proc/self/fd");

    private Descriptors() {}

    /** Whether the file that was seen is one of those that are open, if others can write to its directory at all. */
    static boolean vouch(Facts seen, Facts directory, Surroundings around) throws IOException {
        if (directory.writableOnlyBy(around.user()) || !Files.isDirectory(OWN)) {
            return true;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN)) {
            for (Path descriptor : descriptors) {
                if (isOf(descriptor, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOf(Path descriptor, Facts seen) {
        try {
            return Objects.equals(Files.getAttribute(descriptor, "fileKey"), seen.key());
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
