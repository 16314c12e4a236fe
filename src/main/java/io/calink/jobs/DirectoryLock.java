package io.calink.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory to one process. Who holds it stands in a file of its own: this system drops a process's lock when
 * the process closes any descriptor of the locked file, so that nobody may read that one.
 */
final class DirectoryLock implements Closeable {
    private static final FileAttribute<Set<PosixFilePermission>> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final String key;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(Path file, FileChannel channel, FileLock lock) throws IOException {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.key = key(file);
    }

    static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        Path holder = directory.resolve("lock.holder");
        String here = holder();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && note(here, file).equals(read(holder))) {
            throw taken(file, here);
        }
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), OWN);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(file, read(holder));
            }
            write(holder, note(here, file));
            return new DirectoryLock(file, channel, lock);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(file, here);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static DataDirectoryException taken(Path file, @Nullable String holder) {
        return new DataDirectoryException("The data directory " + file.getParent() + " is in use by "
                + (holder == null ? "another process" : "process " + holder.replaceFirst(" .*", ""))
                + ", which holds the lock " + file + ": end that one, or name another directory in calink.data-dir.");
    }

    /** A copy of the directory has another lock. */
    private static String note(String holder, Path file) throws IOException {
        return holder + " by " + key(file);
    }

    /** This process and no other, not even one of the same number after a restart of its container. */
    private static String holder() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid() + " since " + process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static @Nullable String read(Path holder) {
        try {
            return Files.readString(holder).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** A full disk keeps nobody from holding the lock: the note only serves the message. */
    private static void write(Path holder, String text) throws IOException {
        Files.deleteIfExists(holder);
        try (FileChannel out =
                FileChannel.open(holder, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN)) {
            out.write(StandardCharsets.UTF_8.encode(text + "\n"));
        } catch (IOException e) {
            Files.deleteIfExists(holder);
        }
    }

    private static String key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:dev", LinkOption.NOFOLLOW_LINKS)
                + ":"
                + Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the locked file is still the one in the directory. */
    boolean isThere() throws IOException {
        try {
            return key(file).equals(key);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isValid() && isThere()) {
            Files.deleteIfExists(file.resolveSibling("lock.holder"));
        }
        channel.close();
    }
}
