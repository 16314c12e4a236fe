package io.calink.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where files go that do not make sense, for somebody to look at. The latest few are kept. */
final class Aside {
    private static final int KEPT = 20;

    private final DataDirectory data;

    Aside(DataDirectory data) {
        this.data = data;
    }

    /** Moves a file there, over one of the same name, and tells where it is now. */
    Path put(Path file) throws IOException {
        Path directory = data.path().resolve("damaged");
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path where = directory.resolve(file.getFileName());
        Files.move(file, where, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        thin(directory);
        return where;
    }

    private static void thin(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(files::add);
        }
        files.sort(Comparator.comparing(Path::getFileName).reversed()); // ids sort by time
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.deleteIfExists(old);
        }
    }
}
