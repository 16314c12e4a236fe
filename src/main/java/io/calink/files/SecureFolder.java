package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A directory held by its descriptor: whoever moves it, or puts a link in its place, changes nothing here. */
final class SecureFolder implements Folder {
    private static final Path HERE = Path.of("");
    private static final String UNIX = "unix:mode,uid,gid,nlink,dev,ino,ctime,fileKey";

    private static final Set<OpenOption> BOTH_WAYS =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final long RELEASE_NANOS = 1_000_000_000;

    private final SecureDirectoryStream<Path> stream;
    private final boolean owned;
    private final Path within;
    private final Path location;
    private final Facts facts;
    private final Surroundings around;
    private final @Nullable Path mount; // the place of the remote file system that this is in
    private volatile boolean stuck;

    private SecureFolder(
            SecureDirectoryStream<Path> stream,
            boolean owned,
            Path within,
            Path location,
            Facts facts,
            Surroundings around,
            @Nullable Path mount) {
        this.stream = stream;
        this.owned = owned;
        this.within = within;
        this.location = location;
        this.facts = facts;
        this.around = around;
        this.mount = mount != null ? mount : around.remote(location) ? location : null;
    }

    /** Whether this system holds directories open. */
    static boolean canHold(Path directory) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            return stream instanceof SecureDirectoryStream;
        }
    }

    /** The directory where all begins; links in its own path are the caller's choice. */
    static Folder root(Path root, Surroundings around) throws IOException {
        Map<String, Object> unix = Files.readAttributes(root, UNIX);
        @SuppressWarnings("StreamResourceLeak") // the folder closes it
        SecureDirectoryStream<Path> stream = (SecureDirectoryStream<Path>) Files.newDirectoryStream(root);
        PosixFileAttributes seen =
                stream.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
        boolean same = Objects.equals(unix.get("fileKey"), seen.fileKey());
        return new SecureFolder(stream, true, HERE, root, same ? Facts.of(seen, unix) : Facts.of(seen), around, null);
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public @Nullable Facts facts(String name) throws IOException {
        Path plain = Folder.plain(name);
        Path place = mountOf(plain);
        if (place == null) {
            return look(plain);
        }
        return around.patiently(place, () -> Optional.ofNullable(look(plain))).orElse(null);
    }

    private @Nullable Path mountOf(Path name) {
        Path place = location.resolve(name);
        return mount != null ? mount : around.remote(place) ? place : null;
    }

    private @Nullable Facts look(Path name) throws IOException {
        PosixFileAttributes seen = null;
        for (int attempt = 0; attempt < 4; attempt++) {
            try {
                seen = view(name).readAttributes();
                // the secure view has no numbers: they come by path, and count only for the same file
                Map<String, Object> unix =
                        Files.readAttributes(location.resolve(name), UNIX, LinkOption.NOFOLLOW_LINKS);
                if (Objects.equals(unix.get("fileKey"), seen.fileKey())) {
                    return Facts.of(seen, unix);
                }
            } catch (NoSuchFileException e) {
                if (seen == null) {
                    return null;
                }
            } catch (FileSystemException e) {
                if (seen == null) {
                    return tooLong(e);
                }
            }
        }
        return seen == null ? null : Facts.of(seen);
    }

    private PosixFileAttributeView view(Path name) {
        return stream.getFileAttributeView(
                within.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static @Nullable Facts tooLong(FileSystemException e) throws FileSystemException {
        if ("File name too long".equals(e.getReason())) {
            return null; // a name that cannot exist does not exist
        }
        throw e;
    }

    @Override
    public List<Path> names(@Nullable Path after, int most) throws IOException {
        return mount != null ? around.patiently(mount, () -> list(after, most)) : list(after, most);
    }

    private List<Path> list(@Nullable Path after, int most) throws IOException {
        if (!owned) {
            throw new AccessDeniedException(RawNames.of(location));
        }
        try (DirectoryStream<Path> again = stream.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
            return Folder.smallest(again.iterator(), after, most);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Folder open(String name, Facts seen) throws IOException {
        Path plain = Folder.plain(name);
        SecureDirectoryStream<Path> child;
        try {
            child = within(plain, () -> openNow(plain));
        } catch (AccessDeniedException e) {
            return searchable(plain, seen, e);
        }
        Object key = child.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (!Objects.equals(key, seen.key())) {
            child.close();
            throw new Replaced(name);
        }
        return new SecureFolder(child, true, HERE, location.resolve(plain), seen, around, mount);
    }

    private SecureDirectoryStream<Path> openNow(Path name) throws IOException {
        return stream.newDirectoryStream(within.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A directory that may be entered but not listed: names in it are reached by two steps at once, which is safe where
     * nobody else can put a link in the place of the first.
     */
    private Folder searchable(Path name, Facts seen, AccessDeniedException denied) throws IOException {
        boolean fixed = facts.writableOnlyBy(around.user()) && (seen.uid() == 0 || seen.uid() == around.user());
        boolean enters = fixed && Files.isExecutable(location.resolve(name));
        if (!enters) {
            throw denied;
        }
        return new SecureFolder(stream, false, within.resolve(name), location.resolve(name), seen, around, mount);
    }

    @Override
    public SeekableByteChannel read(String name) throws IOException {
        Path plain = Folder.plain(name);
        return within(plain, () -> readNow(plain));
    }

    /** Opens what may be a pipe by now, which waits for ever. */
    private <T extends Closeable> T within(Path name, Patience.Work<T> opening) throws IOException {
        Path place = mountOf(name);
        if (place == null) {
            return around.guarded(location.resolve(name), opening, late -> release(name, late));
        }
        try {
            return around.patiently(place, opening);
        } catch (Patience.TimedOut e) {
            release(name, e);
            throw e;
        }
    }

    private SeekableByteChannel readNow(Path name) throws IOException {
        return stream.newByteChannel(within.resolve(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** Frees the thread that waits for a writer of a pipe: opened for both ways, a pipe never waits. */
    private void release(Path name, Patience.TimedOut waiting) {
        long end = System.nanoTime() + RELEASE_NANOS;
        while (!waiting.isOver() && System.nanoTime() - end < 0) {
            try {
                Facts now = look(name);
                if (now != null && now.isPipe()) {
                    stream.newByteChannel(within.resolve(name), BOTH_WAYS).close();
                }
            } catch (IOException e) {
                // it is being swapped to and fro: the next attempt may meet it
            }
            LockSupport.parkNanos(20_000);
        }
        stuck = !waiting.isOver();
    }

    @Override
    public String target(String name) throws IOException {
        return RawNames.of(Files.readSymbolicLink(location.resolve(Folder.plain(name))));
    }

    @Override
    public void close() {
        if (owned && stuck) {
            around.aside(this::closeNow); // waits until the one that is stuck lets go
        } else if (owned) {
            closeNow();
        }
    }

    private void closeNow() {
        try {
            stream.close();
        } catch (IOException e) {
            // nothing was written: there is nothing to lose
        }
    }
}
