package io.calink.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An archive in a file, any entry of which can be looked at by itself: through the index that was written with it, or,
 * where that is missing or damaged, by a pass over the archive. It holds nothing open.
 */
public final class ArchiveFile {
    /**
     * What is browsed: a million entries, 64 GiB, and no more than deflate can pack into a byte. Archives that are
     * larger are for programs made to unpack them.
     */
    public static final ArchiveReader.Bounds BROWSING = new ArchiveReader.Bounds(1_000_000, 64L << 30, 1040);

    /** How long a pass over the archive may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path file;
    private final @Nullable Path index;
    private final String sha256;
    private final ArchiveReader.Bounds bounds;
    private volatile @Nullable IndexFile known;

    /**
     * An archive with its index.
     *
     * @param index where the index may be
     * @param sha256 of the archive in hexadecimal digits, as its index has to say it
     * @param bounds what a pass over the archive may take
     */
    public ArchiveFile(Path file, @Nullable Path index, String sha256, ArchiveReader.Bounds bounds) {
        this.file = file;
        this.index = index;
        this.sha256 = sha256;
        this.bounds = bounds;
    }

    /** An archive of which nothing is known. */
    public ArchiveFile(Path file) {
        this(file, null, "", BROWSING);
    }

    /**
     * Makes sure that it is a file, as long as it was when it was written.
     *
     * @throws IOException if it is not, or is not there
     */
    public void requireSize(long size) throws IOException {
        BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!there.isRegularFile()) {
            throw new DamagedException("a link, or something else that is no file, stands in its place");
        }
        long now = there.size();
        if (now != size) {
            throw new DamagedException("it has " + now + " bytes, and was written with " + size);
        }
    }

    /**
     * The entries in their order.
     *
     * @param prefix what their names begin with, below the directory at the top
     * @param after the number of the entry before the first
     * @param most how many at most
     * @throws IOException if the archive cannot be read, is damaged, or is beyond the bounds
     */
    public List<Listed> list(String prefix, long after, int most) throws IOException {
        List<Listed> found = new ArrayList<>();
        byte[] raw = RawText.encode(prefix);
        if (!eachIndexed(after + 1, name -> begins(name, raw), entry -> {
            if (!entry.name().isEmpty()) {
                found.add(entry);
            }
            return found.size() < most;
        })) {
            found.clear();
            // to its end: an archive of which any part is refused is refused
            eachPassed(entry -> {
                if (entry.number() > after
                        && !entry.name().isEmpty()
                        && entry.name().startsWith(prefix)
                        && found.size() < most) {
                    found.add(entry);
                }
                return true;
            });
        }
        return found;
    }

    /** The entry of this number, if there is one; exceptions as for {@link #list}. */
    public Optional<Listed> find(long number) throws IOException {
        List<Listed> found = new ArrayList<>();
        if (!eachIndexed(number, name -> true, entry -> !found.add(entry))) {
            return first(entry -> entry.number() == number);
        }
        return found.stream()
                .filter(entry -> entry.number() == number && !entry.name().isEmpty())
                .findFirst();
    }

    /** The first entry of this name below the directory at the top; that of a directory may lack its slash. */
    public Optional<Listed> find(String name) throws IOException {
        IndexFile indexed = index();
        if (indexed != null) {
            try {
                for (long number : indexed.named(RawText.encode(name))) {
                    Optional<Listed> found = find(number).filter(entry -> isNamed(entry, name));
                    if (found.isPresent()) {
                        return found;
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                return first(entry -> isNamed(entry, name));
            }
        }
        return first(entry -> isNamed(entry, name));
    }

    private static boolean isNamed(Listed entry, String name) {
        return entry.name().equals(name) || entry.name().equals(name + "/");
    }

    private Optional<Listed> first(Predicate<Listed> wanted) throws IOException {
        List<Listed> found = new ArrayList<>();
        eachPassed(entry -> {
            if (found.isEmpty() && !entry.name().isEmpty() && wanted.test(entry)) {
                found.add(entry);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /**
     * The content of a file in the archive, which has to be closed; it may go on after {@link Listed#size}.
     *
     * @param from how many bytes of the content are passed over
     * @throws IOException if the archive cannot be read, is damaged, or has changed
     */
    public InputStream content(Listed entry, long from) throws IOException {
        if (entry.type() != Entry.Type.FILE || from < 0 || from > entry.size()) {
            throw new IllegalArgumentException("There is no such content");
        }
        IndexFile indexed = entry.position() < 0 ? null : index();
        InputStream content = indexed == null ? null : indexed(indexed, entry, from);
        return content == null ? passed(entry, from) : content;
    }

    private @Nullable IndexFile index() {
        IndexFile before = known;
        if (index != null && (before == null || !before.isStillThatOf(file))) {
            known = IndexFile.of(index, file, sha256);
        }
        return known;
    }

    /** Whether that could be read; what was handed over counts only then. {@code wanted}: false ends it. */
    private boolean eachIndexed(long first, Predicate<ByteBuffer> names, Predicate<Listed> wanted) {
        IndexFile indexed = index();
        if (indexed == null) {
            return false;
        }
        try {
            indexed.entries(
                    first,
                    (number, record) -> !names.test(IndexFile.below(IndexFile.name(record)))
                            || wanted.test(IndexFile.entry(number, record)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean begins(ByteBuffer name, byte[] prefix) {
        return name.limit() >= prefix.length && name.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
    }

    private void eachPassed(Predicate<Listed> wanted) throws IOException {
        try (ArchiveReader reader = ArchiveReader.of(file, bounds)) {
            TextCheck check = new TextCheck();
            byte[] buffer = new byte[64 << 10];
            boolean more = true;
            long number = 0;
            Patience patience = new Patience(PATIENCE, "the archive has no index that can be used");
            for (Entry entry = reader.next(); entry != null && more; entry = reader.next()) {
                check.restart();
                InputStream content = reader.content();
                for (int length = content.read(buffer); length > 0; length = content.read(buffer)) {
                    check.take(buffer, length);
                    patience.check();
                }
                number++;
                more = wanted.test(Listed.of(number, entry, check.isText()));
            }
        }
    }

    /** {@code null} if what lies there is not what the index says, or cannot be reached by itself. */
    private @Nullable InputStream indexed(IndexFile indexed, Listed entry, long from) throws IOException {
        Inflated in = new Inflated(FileChannel.open(file, StandardOpenOption.READ), 0);
        boolean found = false;
        try {
            found = new Seeker(indexed, in).seek(entry, from);
            return found ? in : null;
        } catch (IOException | IllegalArgumentException e) {
            return null; // the pass says what is wrong, if anything is
        } finally {
            if (!found) {
                in.close();
            }
        }
    }

    private InputStream passed(Listed wanted, long from) throws IOException {
        ArchiveReader reader = ArchiveReader.of(file, bounds);
        try {
            Entry entry = reader.next();
            Patience patience = new Patience(PATIENCE, "the archive has no index that can be used");
            for (long number = 1; entry != null && number < wanted.number(); number++) {
                patience.skip(reader.content(), entry.size());
                entry = reader.next();
            }
            if (entry == null || !Listed.below(entry.name()).equals(wanted.name()) || entry.size() != wanted.size()) {
                throw new DamagedException("it does not hold what its index says");
            }
            patience.skip(reader.content(), from);
            return new Rest(reader);
        } catch (EOFException e) {
            reader.close();
            throw new DamagedException("an entry in it is cut off");
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The rest of the current entry, which closes the archive with it. */
    private static final class Rest extends InputStream {
        private final ArchiveReader reader;

        Rest(ArchiveReader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return reader.content().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return reader.content().read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
