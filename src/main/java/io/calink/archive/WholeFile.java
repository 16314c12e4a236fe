package io.calink.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name whole or not at all. Until then it is {@code NAME.part} in the same directory,
 * with mode 0600. No link is ever followed, and nothing of anybody else's is overwritten.
 */
public final class WholeFile implements Closeable {
    private static final Set<OpenOption> EXCLUSIVE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path path;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream out;
    private final @Nullable Object identity;
    private boolean done;

    private WholeFile(Path path, Path part, FileChannel channel) throws IOException {
        this.path = path;
        this.part = part;
        this.channel = channel;
        this.out = new NamedOutput(channel, part);
        this.identity = attributes(part).fileKey();
    }

    /**
     * Begins a file whose name must be free.
     *
     * @throws FileAlreadyExistsException if the name, or {@code NAME.part}, is taken by anything, also by a link that
     *     leads nowhere
     * @throws FileSystemException if the directory cannot be written; the message says why
     */
    public static WholeFile create(Path directory, String name) throws IOException {
        WholeFile file = begin(directory, name);
        // Looked at only now: while the .part is held, nobody else can make the name appear this way.
        if (Files.exists(file.path, LinkOption.NOFOLLOW_LINKS)) {
            file.close();
            throw taken(file.path, "the name is taken");
        }
        return file;
    }

    /**
     * Begins a file that may take the place of another by {@link #replace}.
     *
     * @throws FileAlreadyExistsException if {@code NAME.part} is taken, or the name by what is no regular file of the
     *     user who runs this
     * @throws FileSystemException if the directory cannot be written; the message says why
     */
    public static WholeFile replacing(Path directory, String name) throws IOException {
        WholeFile file = begin(directory, name);
        try {
            file.checkReplaceable();
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static WholeFile begin(Path directory, String name) throws IOException {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("A plain file name was expected: '" + RawText.shown(name) + "'.");
        }
        Path path = directory.resolve(name);
        Path part = directory.resolve(name + ".part");
        FileChannel channel = open(part);
        try {
            restrict(part);
            return new WholeFile(path, part, channel);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(part);
            throw e;
        }
    }

    /** Where the content goes. It is the caller's to close or not: the file takes care of itself. */
    public OutputStream out() {
        return out;
    }

    /** The path that the file will have. */
    public Path path() {
        return path;
    }

    /**
     * Forces the content to disk, lets the file appear under its name, and forces that to disk.
     *
     * @throws FileAlreadyExistsException if the name was taken meanwhile; what has it is untouched
     * @throws FileSystemException if anything of this fails; the name then does not exist
     */
    public void keep() throws IOException {
        settle();
        try {
            Files.createLink(path, part);
        } catch (FileAlreadyExistsException e) {
            throw taken(path, "the name was taken by something else meanwhile");
        } catch (UnsupportedOperationException | FileSystemException e) {
            rename();
        }
        try {
            Files.deleteIfExists(part);
            force(path);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        done = true;
    }

    /**
     * The same, but takes the place of a regular file of the same user's, in one step.
     *
     * @throws FileAlreadyExistsException if the name is taken by anything else; it is untouched
     * @throws FileSystemException if anything of this fails
     */
    public void replace() throws IOException {
        settle();
        checkReplaceable();
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        done = true;
        force(path);
    }

    /** Removes what was written, unless it was kept. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!done) {
            done = true;
            if (isOurs()) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static FileChannel open(Path part) throws IOException {
        try {
            return openWith(part, PRIVATE);
        } catch (UnsupportedOperationException e) {
            // a file system without modes
            return openWith(part);
        } catch (FileAlreadyExistsException e) {
            throw taken(part, "another run is writing it, or was ended while it did");
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(part.toString(), null, "the directory does not exist");
        }
    }

    private static FileChannel openWith(Path part, FileAttribute<?>... attributes) throws IOException {
        return FileChannel.open(part, EXCLUSIVE, attributes);
    }

    /** A umask can take from the mode that was asked for; some file systems (vfat) have none to give. */
    private static void restrict(Path part) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !view.readAttributes().permissions().equals(OWNER_ONLY)) {
            try {
                view.setPermissions(OWNER_ONLY);
            } catch (FileSystemException e) {
                // Then it is as private as the file system makes its files.
                return;
            }
        }
    }

    private void settle() throws IOException {
        if (done) {
            throw new IOException("The file '" + path + "' is closed or kept already.");
        }
        if (!isOurs()) {
            throw new FileSystemException(part.toString(), null, "it was removed or replaced while it was written");
        }
        try {
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw NamedOutput.explained(e, part);
        }
    }

    /** For file systems without hard links: the name is taken by an empty file, which the rename then replaces. */
    private void rename() throws IOException {
        try {
            open(path).close();
        } catch (FileAlreadyExistsException e) {
            throw taken(path, "the name was taken by something else meanwhile");
        }
        try {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void checkReplaceable() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BasicFileAttributes there = attributes(path);
        if (!there.isRegularFile()) {
            throw taken(path, there.isSymbolicLink() ? "the name is a link" : "the name is not that of a regular file");
        }
        if (!sameOwner(path, part)) {
            throw taken(path, "the file belongs to another user");
        }
    }

    static boolean sameOwner(Path one, Path other) throws IOException {
        return Files.getAttribute(one, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                .equals(Files.getAttribute(other, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    private boolean isOurs() throws IOException {
        return Files.exists(part, LinkOption.NOFOLLOW_LINKS)
                && Objects.equals(attributes(part).fileKey(), identity);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void force(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            } catch (IOException e) {
                throw NamedOutput.explained(e, directory);
            }
        }
    }

    private static FileAlreadyExistsException taken(Path path, String why) {
        return new FileAlreadyExistsException(path.toString(), null, why);
    }
}
