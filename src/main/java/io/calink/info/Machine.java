package io.calink.info;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The machine that is looked at: its {@code /proc}, {@code /sys} and {@code /etc}, below a root directory. */
public final class Machine {
    private static final int LARGEST = 16 << 20;
    private static final int LINKS = 40;

    private final Path root;
    private final boolean own;

    private Machine(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.own = this.root.getParent() == null;
    }

    /** The machine whose file system begins at a directory: {@code /} for this one, {@code /host} in a container. */
    public static Machine at(Path root) {
        return new Machine(root);
    }

    /** The directory that stands before every path, absolute. */
    public Path root() {
        return root;
    }

    /** Whether this is the machine that the program runs on, seen from its own root. */
    public boolean own() {
        return own;
    }

    /** Whether it is read from {@code /proc} and {@code /sys}; below any root but {@code /} it always is. */
    public boolean linux() {
        return !own || Files.isDirectory(Path.of("/proc/self"));
    }

    /**
     * The whole text of a file, such as {@code /proc/loadavg}; bytes that are not UTF-8 are replaced.
     *
     * @throws IOException if it cannot be read, or has more than 16 MiB
     */
    public String text(String path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path(path))) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(real(path) + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (bytes.length > LARGEST) {
            throw new IOException(real(path) + " has more than 16 MiB, which no such file should have.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The lines of a file, as {@link #text} reads it.
     *
     * @throws IOException if it cannot be read, or has more than 16 MiB
     */
    public List<String> lines(String path) throws IOException {
        return text(path).lines().toList();
    }

    /**
     * Tells a file line by line, for tables that may be larger than {@link #text} takes.
     *
     * @throws IOException if it cannot be read
     */
    public void eachLine(String path, Consumer<String> line) throws IOException {
        try (InputStream in = Files.newInputStream(path(path));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                line.accept(next);
            }
        }
    }

    /**
     * The end of a regular file that holds records of one size: as many whole ones as are asked for, the last at last.
     *
     * @throws IOException if it cannot be read, or is no regular file
     */
    public byte[] records(String path, int size, int most) throws IOException {
        Path file = path(path);
        if (!Files.isRegularFile(file)) {
            throw Files.exists(file)
                    ? new IOException(real(path) + " is no regular file.")
                    : new NoSuchFileException(real(path).toString());
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long records = channel.size() / size;
            long first = Math.max(0, records - most);
            return Channels.newInputStream(channel.position(first * size)).readNBytes((int) (records - first) * size);
        }
    }

    /**
     * The beginning of a file that is no text.
     *
     * @throws IOException if it cannot be read
     */
    public byte[] bytes(String path, int most) throws IOException {
        try (InputStream in = Files.newInputStream(path(path))) {
            return in.readNBytes(most);
        }
    }

    /**
     * How many bytes a file has.
     *
     * @throws IOException if it does not exist, or may not be looked at
     */
    public long size(String path) throws IOException {
        return Files.size(path(path));
    }

    /**
     * Where a symbolic link points to, as it stands there.
     *
     * @throws IOException if it is none, or cannot be read
     */
    public String target(String path) throws IOException {
        return Files.readSymbolicLink(real(path)).toString();
    }

    /**
     * What a parser makes of a file.
     *
     * @throws IOException if the file cannot be read, or the parser threw an {@link IllegalArgumentException}; the
     *     message then names the file
     */
    public <T> T parse(String path, Function<String, T> parser) throws IOException {
        String text = text(path);
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IOException(real(path) + " does not hold the numbers that were expected there.", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(real(path) + ": " + e.getMessage(), e);
        }
    }

    /** Whether something exists at a path. */
    public boolean has(String path) {
        try {
            return Files.exists(path(path));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The names in a directory, in no order.
     *
     * @throws IOException if the directory cannot be read
     */
    public List<String> names(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(path))) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Where a path of the machine lies for this process; links that the machine has are followed inside the root. */
    private Path path(String path) throws IOException {
        boolean kernels = path.startsWith("/proc/") || path.startsWith("/sys/");
        return own ? Path.of(path) : kernels ? real(path) : followed(path);
    }

    private Path followed(String path) throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        Path.of(path).forEach(ahead::add);
        Path at = root;
        int links = 0;
        while (!ahead.isEmpty()) {
            Path next = at.resolve(ahead.pop()).normalize();
            if (!next.startsWith(root)) {
                continue;
            }
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > LINKS) {
                throw new FileSystemLoopException(real(path).toString());
            }
            Path target = Files.readSymbolicLink(next);
            at = target.isAbsolute() ? root : at;
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                ahead.push(target.getName(i));
            }
        }
        return at;
    }

    private Path real(String path) {
        return root.resolve(path.substring(1));
    }
}
