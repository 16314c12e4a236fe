package io.calink.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The directory in which a service keeps what it must not lose: its own, closed to everybody else, and used by one
 * process at a time.
 */
public final class DataDirectory implements Closeable {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> AS_OWN = PosixFilePermissions.asFileAttribute(OWN);
    private static final int OTHERS = 077;
    private static final int GROUP_WRITABLE = 020;
    private static final String INSIDE_VOLUME = "calink";
    private static final String ANOTHER = ", or name another directory in calink.data-dir.";

    private final Path wanted;
    private final Leftovers leftovers = new Leftovers();
    private volatile Path path;
    private DirectoryLock lock;

    private DataDirectory(Path wanted, Path path, DirectoryLock lock) {
        this.wanted = wanted;
        this.path = path;
        this.lock = lock;
    }

    /**
     * Where the data directory usually is: {@code /var/lib/calink} for root, else {@code .local/state/calink} in the
     * user's home; empty for a user who has none.
     */
    public static Optional<Path> usual() {
        if (System.getProperty("user.name").equals("root")) {
            return Optional.of(Path.of("/var/lib/calink"));
        }
        Path home = Path.of(System.getProperty("user.home"));
        return home.isAbsolute() ? Optional.of(home.resolve(".local/state/calink")) : Optional.empty();
    }

    /**
     * Opens the directory, and makes it where it is missing. Of a mounted volume's root that a group may write, a
     * directory inside is used. What a process that was killed left unfinished is removed.
     *
     * @throws DataDirectoryException if it is a link, belongs to another, is open to others, cannot be written, or is
     *     in use by another process
     */
    public static DataDirectory open(Path directory) throws IOException {
        Path wanted = directory.toAbsolutePath().normalize();
        try {
            Path path = prepare(wanted);
            DataDirectory data = new DataDirectory(wanted, path, DirectoryLock.take(path));
            try {
                data.furnish();
                data.removeUnfinished();
            } catch (IOException e) {
                data.close();
                throw e;
            }
            return data;
        } catch (AccessDeniedException e) {
            throw new DataDirectoryException("The data directory " + wanted + " cannot be written by "
                    + System.getProperty("user.name") + ": give it to that user" + ANOTHER);
        } catch (FileSystemException e) {
            throw new DataDirectoryException("The data directory " + wanted + " cannot be used ("
                    + Objects.requireNonNullElse(e.getReason(), "no reason was given") + "): mend that" + ANOTHER);
        }
    }

    /**
     * The directory that is used where this one is asked for, made where it is missing and looked at, but not held: others
     * may use it at the same time.
     *
     * @throws DataDirectoryException if it is a link, belongs to another or is open to others
     */
    static Path place(Path wanted) throws IOException {
        return prepare(wanted.toAbsolutePath().normalize());
    }

    private static Path prepare(Path wanted) throws IOException {
        create(wanted);
        checkKind(wanted);
        if ((mode(wanted) & GROUP_WRITABLE) != 0 && Mounts.isRoot(wanted)) {
            Path inside = wanted.resolve(INSIDE_VOLUME);
            create(inside);
            checkKind(inside);
            checkOwner(inside);
            return inside;
        }
        checkOwner(wanted);
        return wanted;
    }

    private static void create(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null && !Files.exists(parent)) {
            create(parent);
        }
        try {
            Files.createDirectory(directory, AS_OWN);
            Files.setPosixFilePermissions(directory, OWN); // a strict umask has taken some away
        } catch (FileAlreadyExistsException e) {
            // somebody was faster; the checks that follow look at what is there now
        }
    }

    private static void checkKind(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new DataDirectoryException("The data directory " + directory
                    + " is a link, and could be pointed elsewhere: name the directory itself in calink.data-dir.");
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new DataDirectoryException(
                    "The data directory " + directory + " is not a directory: remove it" + ANOTHER);
        }
    }

    private static void checkOwner(Path directory) throws IOException {
        if (!User.effective().owns(directory)) {
            throw new DataDirectoryException("The data directory " + directory + " belongs to "
                    + Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName()
                    + ", not to the user that this process runs as: run it as its owner" + ANOTHER);
        }
        int mode = mode(directory);
        if ((mode & OTHERS) != 0) {
            throw new DataDirectoryException("The data directory " + directory + " is open to others (mode "
                    + Integer.toOctalString(mode) + ", expected 700): run \"chmod 700 " + directory + "\"" + ANOTHER);
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    /** The directory itself; of a mounted volume, the one inside. It must never be collected. */
    public Path path() {
        return path;
    }

    /** A directory for bytes that are put aside while a bundle is made; emptied when the data directory is opened. */
    public Path spool() {
        return path().resolve("spool");
    }

    /** Where records and archives are. */
    Path bundles() {
        return path().resolve("bundles");
    }

    /** Where it is remembered under which keys requests were sent. */
    Path marks() {
        return path().resolve("idempotency-keys");
    }

    /** What could not be removed from here when it should have been. */
    Leftovers leftovers() {
        return leftovers;
    }

    /** Makes what somebody has removed meanwhile, with a new lock. */
    synchronized void restore() throws IOException {
        if (!lock.isThere()) {
            Path again = prepare(wanted);
            lock.close();
            lock = DirectoryLock.take(again);
            path = again;
        }
        furnish();
    }

    /**
     * Makes sure that it is still there, this user's, closed to others, and can be written.
     *
     * @throws DataDirectoryException if not
     */
    synchronized void check() throws IOException {
        for (Path directory : new Path[] {path, bundles(), spool()}) {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new DataDirectoryException(
                        "The directory " + directory + " has been removed; the next bundle makes it again.");
            }
            checkKind(directory);
            checkOwner(directory);
            if (!Files.isWritable(directory)) {
                throw new DataDirectoryException("The directory " + directory
                        + " cannot be written: mount its disk for writing, or give it to the user of this process.");
            }
        }
        if (!lock.isThere()) {
            throw new DataDirectoryException(
                    "The data directory " + path + " is another than it was; the next bundle takes it over.");
        }
    }

    private void furnish() throws IOException {
        for (Path directory : new Path[] {bundles(), marks(), spool()}) {
            create(directory);
            checkKind(directory);
            checkOwner(directory);
        }
    }

    private void removeUnfinished() throws IOException {
        removeFiles(bundles(), "*{.part,.tmp}");
        removeFiles(marks(), "*.part");
        clearSpool();
    }

    void clearSpool() throws IOException {
        removeFiles(spool(), "*");
    }

    private static void removeFiles(Path directory, String glob) throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, glob)) {
            for (Path file : unfinished) {
                if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Lets go of the directory, so that another process may open it. */
    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
