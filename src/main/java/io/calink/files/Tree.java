package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories below the root, opened one after the other without following a link. Those that lead to the one asked
 * for last stay open, for the next is mostly near.
 */
final class Tree implements Closeable {
    private final Path root;
    private final Surroundings around;
    private final List<String> names = new ArrayList<>();
    private final List<Folder> folders = new ArrayList<>();

    Tree(Path root, Surroundings around) {
        this.root = root.toAbsolutePath();
        this.around = around;
    }

    /** The directory at a path below the root that has no links in it; it stays open until another one is asked for. */
    Folder directory(String path) throws IOException {
        return directory(RawNames.split(path));
    }

    /** The same for the names between the slashes. */
    Folder directory(List<String> wanted) throws IOException {
        if (folders.isEmpty()) {
            folders.add(openRoot());
        }
        int common = 0;
        while (common < names.size()
                && common < wanted.size()
                && names.get(common).equals(wanted.get(common))) {
            common++;
        }
        shorten(common);
        for (String name : wanted.subList(common, wanted.size())) {
            folders.add(open(folders.get(folders.size() - 1), name));
            names.add(name);
        }
        return folders.get(folders.size() - 1);
    }

    Surroundings around() {
        return around;
    }

    /** The absolute path, as this machine knows it. */
    Path real(String path) {
        return path.isEmpty() ? root : root.resolve(RawNames.path(path.substring(1)));
    }

    @Override
    public void close() {
        shorten(0);
        folders.forEach(Folder::close);
        folders.clear();
    }

    private Folder openRoot() throws IOException {
        return SecureFolder.canHold(root) ? SecureFolder.root(root, around) : PlainFolder.root(root);
    }

    private static Folder open(Folder parent, String name) throws IOException {
        Facts seen = parent.facts(name);
        if (seen == null) {
            throw new NoSuchFileException(name);
        }
        if (!seen.is(FoundFile.Type.DIRECTORY)) {
            throw new NotDirectoryException(name);
        }
        return parent.open(name, seen);
    }

    private void shorten(int length) {
        while (names.size() > length) {
            names.remove(names.size() - 1);
            folders.remove(folders.size() - 1).close();
        }
    }
}
