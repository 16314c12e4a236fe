package io.calink.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration only if nobody but root and the caller can have written it: whoever writes the commands of a
 * configuration is whoever runs it.
 */
final class Trust {
    private static final String WAY_OUT = ", or use it all the same with --allow-insecure-config";
    private static final int WRITABLE_BY_GROUP = 0020;
    private static final int WRITABLE_BY_OTHERS = 0002;
    private static final int PERMISSIONS = 07777;

    private final Caller caller;
    private final boolean allowInsecure;

    /** A file or directory as {@code stat} sees it. */
    private record Stat(Object key, boolean regular, boolean directory, boolean link, long uid, int mode) {
        static Stat of(Path path, LinkOption... options) throws IOException {
            Map<String, Object> found = Files.readAttributes(path, "unix:*", options);
            return new Stat(
                    Objects.requireNonNull(found.get("fileKey")),
                    Boolean.TRUE.equals(found.get("isRegularFile")),
                    Boolean.TRUE.equals(found.get("isDirectory")),
                    Boolean.TRUE.equals(found.get("isSymbolicLink")),
                    Integer.toUnsignedLong((Integer) Objects.requireNonNull(found.get("uid"))),
                    (Integer) Objects.requireNonNull(found.get("mode")) & PERMISSIONS);
        }
    }

    /** @param allowInsecure whether a file is read that others can have written, with a warning */
    Trust(Caller caller, boolean allowInsecure) {
        this.caller = caller;
        this.allowInsecure = allowInsecure;
    }

    /**
     * Reads a file; at most one byte more than a configuration may have.
     *
     * @param path absolute
     * @param warnings gets why the file is not to be trusted, where it is used all the same
     * @throws NoSuchFileException if there is none
     * @throws ConfigurationException if it is refused or cannot be read
     */
    byte[] read(Path path, List<String> warnings) throws NoSuchFileException, ConfigurationException {
        try {
            List<String> doubts = new ArrayList<>();
            Path file = path;
            if (Stat.of(path, LinkOption.NOFOLLOW_LINKS).link()) {
                doubts.add(
                        "is a symbolic link, and who may change what it points to is not known; name the file itself");
                refuse(path, doubts);
                file = path.toRealPath();
            }
            byte[] bytes = read(path, file, doubts);
            doubts.forEach(doubt -> warnings.add(used(path, doubt)));
            return bytes;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(path + ": cannot be read, user " + caller.uid()
                    + " has no permission; give it the right to read, or name another file with --config");
        } catch (IOException e) {
            String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
            throw new ConfigurationException(path + ": cannot be read: " + reason);
        }
    }

    private static String used(Path path, String doubt) {
        String what = doubt.contains(";") ? doubt.substring(0, doubt.indexOf(';')) : doubt;
        return path + ": " + what + "; it is used all the same, as --allow-insecure-config says";
    }

    private byte[] read(Path path, Path file, List<String> doubts) throws IOException, ConfigurationException {
        Path parent = Objects.requireNonNullElse(file.getParent(), file);
        if (!Files.isReadable(parent)) {
            // it may be passed through all the same, but not be held
            return read(path, file, parent, null, doubts);
        }
        // with the directory held open, nobody can put another in its place while its rights are looked at
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            SecureDirectoryStream<Path> held = stream instanceof SecureDirectoryStream<Path> secure ? secure : null;
            return read(path, file, parent, held, doubts);
        }
    }

    private byte[] read(
            Path path, Path file, Path parent, @Nullable SecureDirectoryStream<Path> held, List<String> doubts)
            throws IOException, ConfigurationException {
        Stat directory = Stat.of(parent);
        Stat seen = Stat.of(file, LinkOption.NOFOLLOW_LINKS);
        if (!seen.regular()) {
            throw new ConfigurationException(path + ": is " + (seen.directory() ? "a directory" : "not a regular file")
                    + "; a configuration is a regular file");
        }
        doubts.addAll(doubts(parent, directory, seen));
        refuse(path, doubts);
        byte[] bytes = bytes(held, file);
        boolean same = seen.key().equals(key(held, file))
                && (held == null || directory.key().equals(key(held)));
        if (!same) {
            throw new ConfigurationException(path + ": was replaced while it was read; try again");
        }
        return bytes;
    }

    private void refuse(Path path, List<String> doubts) throws ConfigurationException {
        if (!allowInsecure && !doubts.isEmpty()) {
            throw new ConfigurationException(
                    doubts.stream().map(doubt -> path + ": " + doubt + WAY_OUT).toList());
        }
    }

    private List<String> doubts(Path parent, Stat directory, Stat file) {
        List<String> doubts = new ArrayList<>();
        if (!caller.trusted().contains(file.uid())) {
            doubts.add("belongs to user " + file.uid() + "; a configuration belongs to " + caller.names()
                    + "; change its owner with chown");
        }
        if (!caller.root()) {
            return doubts;
        }
        if (writable(file) != null) {
            doubts.add("can be written by " + writable(file) + "; what root runs must not be; take the right away with"
                    + " chmod go-w");
        }
        String folder = "lies in the directory " + parent + ", which ";
        if (!caller.trusted().contains(directory.uid())) {
            doubts.add(folder + "belongs to user " + directory.uid() + "; what root runs lies in a directory of "
                    + caller.names() + "; copy it to one");
        }
        if (writable(directory) != null) {
            doubts.add(
                    folder + "can be written by " + writable(directory) + "; what root runs must not lie in one; copy"
                            + " it to another, or take the right away with chmod go-w");
        }
        return doubts;
    }

    private static @Nullable String writable(Stat stat) {
        boolean group = (stat.mode() & WRITABLE_BY_GROUP) != 0;
        boolean others = (stat.mode() & WRITABLE_BY_OTHERS) != 0;
        String who = group && others ? "its group and others" : group ? "its group" : others ? "others" : null;
        return who == null ? null : who + " (mode " + Integer.toOctalString(stat.mode()) + ")";
    }

    private static byte[] bytes(@Nullable SecureDirectoryStream<Path> held, Path file) throws IOException {
        Set<java.nio.file.OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel channel =
                held == null ? Files.newByteChannel(file, options) : held.newByteChannel(file.getFileName(), options)) {
            ByteBuffer buffer = ByteBuffer.allocate(IniText.MOST_BYTES + 1);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    private static @Nullable Object key(@Nullable SecureDirectoryStream<Path> held, Path file) throws IOException {
        return held == null
                ? Stat.of(file, LinkOption.NOFOLLOW_LINKS).key()
                : held.getFileAttributeView(file.getFileName(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                        .fileKey();
    }

    private static @Nullable Object key(SecureDirectoryStream<Path> held) throws IOException {
        return held.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }
}
