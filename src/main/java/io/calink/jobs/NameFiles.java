package io.calink.jobs;

import io.calink.redaction.Pseudonyms;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The files of the pseudonyms in a data directory: their key, and a table of what they stand for. */
final class NameFiles {
    private static final String KEY = "pseudonyms.key";
    private static final String BOOK = "pseudonyms.tsv";
    private static final String LOCK = "pseudonyms.lock";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private volatile byte @Nullable [] key;

    NameFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes all that is known and this, one process after the other.
     *
     * @param most how many are kept, of which these are the youngest
     */
    void add(Map<String, String> some, int most) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), options, PRIVATE)) {
            if (!locks(channel)) {
                throw new FileSystemException(directory.resolve(LOCK).toString(), null, "another process holds it");
            }
            byte[] known = key;
            if (known != null && !Files.exists(directory.resolve(KEY), LinkOption.NOFOLLOW_LINKS)) {
                create(KEY, known); // somebody has cleared the directory meanwhile
            }
            Map<String, String> all = read();
            some.forEach((pseudonym, original) -> {
                all.remove(pseudonym); // what is used again is among the youngest
                all.put(pseudonym, original);
            });
            StringBuilder text = new StringBuilder();
            int left = all.size();
            for (Map.Entry<String, String> line : all.entrySet()) {
                if (left-- <= most) {
                    text.append(line.getKey())
                            .append('\t')
                            .append(line.getValue())
                            .append('\n');
                }
            }
            Path part = write(BOOK, text.toString().getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(part, directory.resolve(BOOK), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Waits for the lock, which is let go of with its channel, as long as is bearable. */
    private static boolean locks(FileChannel channel) throws IOException {
        long begin = System.nanoTime();
        while (!locksAtOnce(channel)) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private static boolean locksAtOnce(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another book of this process has it
        }
    }

    /** What each pseudonym stands for. */
    Map<String, String> read() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            byte[] bytes = bytes(BOOK);
            new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    all.put(line.substring(0, tab), line.substring(tab + 1));
                }
            });
        } catch (NoSuchFileException e) {
            return all;
        }
        return all;
    }

    /** The key, which is made where it is missing. */
    byte[] key() throws IOException {
        byte[] made = new byte[Pseudonyms.KEY];
        new SecureRandom().nextBytes(made);
        byte[] found;
        try {
            found = checked(bytes(KEY));
        } catch (NoSuchFileException e) {
            found = create(KEY, made) ? made : checked(bytes(KEY));
        }
        key = found;
        return found;
    }

    private byte[] checked(byte[] bytes) throws IOException {
        if (bytes.length != Pseudonyms.KEY) {
            throw new FileSystemException(
                    directory.resolve(KEY).toString(), null, "it has " + bytes.length + " bytes, and a key has 32");
        }
        return bytes;
    }

    private byte[] bytes(String name) throws IOException {
        try (FileChannel channel =
                FileChannel.open(directory.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    /** Makes a file that appears whole; false if another process was faster. */
    private boolean create(String name, byte[] content) throws IOException {
        Path part = write(name, content);
        try {
            Files.createLink(directory.resolve(name), part);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path write(String name, byte[] content) throws IOException {
        Path part = directory.resolve(name + "." + ProcessHandle.current().pid() + ".part");
        Files.deleteIfExists(part); // of a process of this number that was killed
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(part, options, PRIVATE);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(content);
            channel.force(true);
            return part;
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }
}
