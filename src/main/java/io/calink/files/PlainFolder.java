package io.calink.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory by its path, on systems that cannot hold one open: links are not followed, races are not excluded. */
final class PlainFolder implements Folder {
    private final Path location;
    private final Facts facts;

    private PlainFolder(Path location, Facts facts) {
        this.location = location;
        this.facts = facts;
    }

    static Folder root(Path root) throws IOException {
        return new PlainFolder(root, factsOf(root));
    }

    private static Facts factsOf(Path path, LinkOption... options) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, options);
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> unix = Files.readAttributes(path, "unix:mode,uid,gid,nlink,dev,ino,ctime", options);
            return Facts.of(seen, unix);
        }
        return Facts.of(seen, path.toAbsolutePath().normalize());
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public @Nullable Facts facts(String name) throws IOException {
        try {
            return factsOf(location.resolve(Folder.plain(name)), LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public List<Path> names(@Nullable Path after, int most) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(location)) {
            return Folder.smallest(entries.iterator(), after, most);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Folder open(String name, Facts seen) throws IOException {
        Facts now = facts(name);
        if (now == null || !now.same(seen)) {
            throw new Replaced(name);
        }
        return new PlainFolder(location.resolve(name), now);
    }

    @Override
    public SeekableByteChannel read(String name) throws IOException {
        return Files.newByteChannel(
                location.resolve(Folder.plain(name)), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public String target(String name) throws IOException {
        return RawNames.of(Files.readSymbolicLink(location.resolve(Folder.plain(name))));
    }

    @Override
    public void close() {}
}
