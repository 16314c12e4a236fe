package io.calink.jobs;

import io.calink.redaction.Pseudonyms;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The key of the pseudonyms, and what they stand for: two files of a data directory, which never leave the machine. Several
 * processes may use them at once. Safe to use from several threads.
 */
public final class NameBook implements Closeable {
    /** How many pseudonyms are remembered; the oldest are forgotten first. */
    static final int MOST = 200_000;

    private static final String KEY = "pseudonyms.key";
    private static final String BOOK = "pseudonyms.tsv";
    private static final String LOCK = "pseudonyms.lock";
    private static final long PATIENCE_SECONDS = 2;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path wanted;
    private final Consumer<String> warnings;
    private final Map<String, String> unsaved = new LinkedHashMap<>();
    private final Object saving = new Object();
    private volatile Path directory = Path.of("");
    private @Nullable Pseudonyms pseudonyms;
    private byte @Nullable [] key;
    private @Nullable ScheduledExecutorService timer;
    private boolean closed;

    /**
     * The book of a data directory; nothing is read or written yet.
     *
     * @param wanted the data directory, which is made where it is missing
     * @param warnings is told what cannot be kept
     */
    public NameBook(Path wanted, Consumer<String> warnings) {
        this.wanted = wanted;
        this.warnings = warnings;
    }

    /** The pseudonyms under this directory's key; where that cannot be had, under one that lasts as long as this. */
    public synchronized Pseudonyms pseudonyms() {
        if (pseudonyms == null) {
            try {
                pseudonyms = open();
            } catch (IOException e) {
                warnings.accept(
                        "Pseudonyms are made under a key for this time only, because the key that is kept cannot"
                                + " be used: " + reason(e));
                pseudonyms = Pseudonyms.passing();
            }
        }
        return pseudonyms;
    }

    /**
     * The pseudonyms under this directory's key, which is made where it is missing.
     *
     * @throws IOException if it can be neither read nor kept
     */
    public synchronized Pseudonyms open() throws IOException {
        if (pseudonyms == null) {
            directory = DataDirectory.place(wanted);
            key = key();
            pseudonyms = new Pseudonyms(key, true, new Notes());
        }
        return pseudonyms;
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? e.getMessage() + " is not readable and writable for " + System.getProperty("user.name")
                : String.valueOf(e.getMessage());
    }

    /**
     * What each pseudonym stands for; nothing where there is no such directory.
     *
     * @throws IOException if the book cannot be read
     */
    public Map<String, String> originals() throws IOException {
        if (!Files.exists(wanted)) {
            return Map.of();
        }
        directory = DataDirectory.place(wanted);
        return read();
    }

    /** Takes note of pseudonyms: soon by itself, or at once when it is asked to. */
    private final class Notes implements Pseudonyms.Book {
        @Override
        public void note(String pseudonym, String original) {
            synchronized (unsaved) {
                if (unsaved.size() < MOST) {
                    unsaved.putIfAbsent(pseudonym, original);
                }
                if (timer == null && !closed) {
                    timer = timer();
                }
            }
        }

        @Override
        public void settle() {
            save();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it lets no exception escape, and ends with this
    private ScheduledExecutorService timer() {
        ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "calink-pseudonyms");
            thread.setDaemon(true);
            return thread;
        });
        saver.scheduleWithFixedDelay(this::save, PATIENCE_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return saver;
    }

    private void save() {
        synchronized (saving) {
            Map<String, String> some;
            synchronized (unsaved) {
                some = new LinkedHashMap<>(unsaved);
            }
            if (some.isEmpty()) {
                return;
            }
            try {
                write(some);
                synchronized (unsaved) {
                    unsaved.keySet().removeAll(some.keySet());
                }
            } catch (IOException e) {
                warnings.accept("What the pseudonyms stand for cannot be written down in " + directory + " yet: "
                        + e.getMessage());
            }
        }
    }

    /** Writes all that is known and this, one process after the other. */
    private void write(Map<String, String> some) throws IOException {
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
            some.forEach(all::putIfAbsent);
            StringBuilder text = new StringBuilder();
            int left = all.size();
            for (Map.Entry<String, String> line : all.entrySet()) {
                if (left-- <= MOST) {
                    text.append(line.getKey())
                            .append('\t')
                            .append(line.getValue())
                            .append('\n');
                }
            }
            Path part = write(BOOK, text.toString().getBytes(StandardCharsets.UTF_8));
            Files.move(part, directory.resolve(BOOK), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Waits for the lock, which is let go of with its channel, as long as is bearable. */
    private static boolean locks(FileChannel channel) throws IOException {
        long begin = System.nanoTime();
        while (!locksAtOnce(channel)) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
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

    private Map<String, String> read() throws IOException {
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

    private byte[] key() throws IOException {
        try {
            return checked(bytes(KEY));
        } catch (NoSuchFileException e) {
            byte[] made = new byte[Pseudonyms.KEY];
            new SecureRandom().nextBytes(made);
            return create(KEY, made) ? made : checked(bytes(KEY));
        }
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
        }
        return part;
    }

    /** Writes down what was noted, and remembers nothing more. */
    @Override
    public void close() {
        synchronized (unsaved) {
            closed = true;
            if (timer != null) {
                timer.shutdownNow();
            }
        }
        save();
    }
}
