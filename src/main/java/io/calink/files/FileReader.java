package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opens what {@link FileFinder} found, from the root down, without following a link that has come meanwhile. The
 * directories that lead to the last file stay open for the next one, until this is closed.
 */
public final class FileReader implements Closeable {
    private static final int SAMPLE = 8 * 1024;
    private static final int BEFORE = 64 * 1024;
    private static final int LONGEST_LINE = 1 << 20;
    private static final long MOST_IN_MEMORY = 16L << 20;
    private static final int ATTEMPTS = 4;

    private final Surroundings around;
    private final Tree tree;

    private record Opened(SeekableByteChannel channel, Facts facts) {}

    /**
     * Reads below a root.
     *
     * @param root the one that the files were found below
     */
    public FileReader(Path root) {
        this(root, new Surroundings());
    }

    FileReader(Path root, Surroundings around) {
        this.around = around;
        this.tree = new Tree(root, around);
    }

    /**
     * Opens a file. Trouble with it is told by the status of the result, which then has no content.
     *
     * @param maxSize bytes to keep; of a longer text its last lines are kept, and what is longer and not text is
     *     skipped; 0 is no limit
     */
    public synchronized OpenFile open(FoundFile file, long maxSize) {
        if (file.status() != FoundFile.Status.OK || file.type() != FoundFile.Type.FILE) {
            return OpenFile.without(status(file.status()), file.detail(), file.size());
        }
        try {
            Opened opened = opened(file);
            Source source = new Source(opened.channel(), around, mount(file));
            boolean kept = false;
            try {
                OpenFile open = limited(source, opened.facts(), file, maxSize);
                kept = true;
                return open;
            } finally {
                if (!kept) {
                    source.close();
                }
            }
        } catch (IOException e) {
            return refused(e, file.size());
        }
    }

    /** Closes the directories that are still open; files that are open stay so. */
    @Override
    public synchronized void close() {
        tree.close();
    }

    private Opened opened(FoundFile file) throws IOException {
        try {
            return open(file);
        } catch (NoSuchFileException e) {
            tree.close(); // a directory that is still open may have been removed and made anew
            return open(file);
        }
    }

    private @Nullable Path mount(FoundFile file) {
        if (!around.mounts().anyRemote()) {
            return null;
        }
        String place = around.mounts().remoteAbove(RawNames.of(tree.real(file.directory())));
        return place == null ? null : RawNames.path(place);
    }

    private Opened open(FoundFile file) throws IOException {
        String name = file.nameInPlace();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Folder folder = tree.directory(file.directory());
            Facts before = folder.facts(name);
            if (before == null) {
                throw new NoSuchFileException(name);
            }
            check(before, folder.facts());
            SeekableByteChannel channel = folder.read(name);
            try {
                Facts after = folder.facts(name);
                if (after != null && after.same(before) && Descriptors.vouch(before, folder.facts(), around)) {
                    Opened opened = new Opened(channel, after);
                    channel = null;
                    return opened;
                }
            } finally {
                if (channel != null) {
                    channel.close();
                }
            }
        }
        throw new Replaced(name);
    }

    private static void check(Facts facts, Facts directory) throws Unwanted {
        switch (facts.type()) {
            case FILE -> {
                if (facts.isSmuggledInto(directory)) {
                    throw new Unwanted(facts.smuggled(directory));
                }
            }
            case SYMLINK -> throw new Unwanted("was replaced by a link since it was found, which is not followed");
            case DIRECTORY -> throw new Unwanted("was replaced by a directory since it was found");
            case OTHER -> throw new Unwanted("was replaced by " + facts.kind() + " since it was found");
        }
    }

    private OpenFile limited(Source source, Facts facts, FoundFile file, long maxSize) throws IOException {
        long size = source.size();
        Mounts mounts = around.mounts();
        if (mounts.madeUp(facts.device()) || (size == 0 && mounts.fromProgram(facts.device()))) {
            return inMemory(source, file, maxSize);
        }
        if (maxSize > 0 && size > maxSize) {
            return tail(source, identity(facts, size), file, size, maxSize);
        }
        firstByte(source, 0, size);
        boolean replaced = !facts.same(file.facts());
        OpenFile.Status status = replaced ? OpenFile.Status.CHANGED : OpenFile.Status.OK;
        String detail = replaced ? "was replaced by another file since it was found, which is the one taken" : null;
        return OpenFile.from(source, identity(facts, size), 0, size, status, joined(file.detail(), detail));
    }

    /** {@code null} where the times of a file do not tell that its content is the same. */
    private @Nullable Identity identity(Facts facts, long size) {
        return facts.changed() != null
                        && facts.size() == size
                        && around.mounts().keepsTrack(facts.device())
                ? new Identity(facts.device(), facts.inode(), size, facts.modified(), facts.changed())
                : null;
    }

    // a file that cannot be read at all says so here, while its size can still be 0
    private static void firstByte(Source source, long start, long size) throws IOException {
        if (size > start) {
            source.sample(start, 1);
        }
        source.position(start);
    }

    private static OpenFile inMemory(Source source, FoundFile file, long maxSize) {
        long cap = maxSize > 0 ? Math.min(maxSize, MOST_IN_MEMORY) : MOST_IN_MEMORY;
        Memory memory = Memory.read(source, cap);
        IOException failure = memory.failure();
        if (failure instanceof Patience.TimedOut late) {
            String sentence = late.getMessage() + ": kept are the " + memory.size() + " bytes that came until then";
            return OpenFile.read(OpenFile.Status.TIMEOUT, joined(file.detail(), sentence), memory);
        }
        if (failure != null && memory.size() == 0) {
            return refused(failure, 0);
        }
        if (failure != null) {
            String sentence = "could not be read from byte " + memory.size() + " on (" + failure.getMessage() + ")";
            return OpenFile.read(OpenFile.Status.TRUNCATED, joined(file.detail(), sentence), memory);
        }
        if (memory.hasMore()) {
            String sentence = "kept are the first " + cap + " bytes, there are more";
            return OpenFile.read(OpenFile.Status.TRUNCATED, joined(file.detail(), sentence), memory);
        }
        return OpenFile.read(OpenFile.Status.OK, file.detail(), memory);
    }

    private static OpenFile tail(Source source, @Nullable Identity identity, FoundFile file, long size, long maxSize)
            throws IOException {
        byte[] head = source.sample(0, SAMPLE);
        long from = size - maxSize;
        if (Sample.hasMagic(head) || Sample.isBinary(head) || Sample.isBinary(source.sample(from, SAMPLE))) {
            source.close();
            String reason = "is too large: it has " + size + " bytes, the limit is " + maxSize
                    + ", and of what is compressed or binary a part is of no use";
            return OpenFile.without(OpenFile.Status.SKIPPED, reason, size);
        }
        boolean wide = isWide(head);
        long line = lineStart(source, from, size);
        long start = wide ? line + line % 2 : line;
        firstByte(source, start, size);
        String detail = "kept are the last " + (size - start) + " of " + size + " bytes";
        String told = String.valueOf(joined(file.detail(), detail));
        return OpenFile.tail(source, identity, start, size, told, before(source, start, wide ? head : new byte[0]));
    }

    /** Whether it is UTF-16, as its byte order mark says. */
    private static boolean isWide(byte[] head) {
        int mark = head.length < 2 ? 0 : ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    /** What the cut may go through has begun there: a key of many lines, a record of several. */
    private static byte[] before(Source source, long start, byte[] wide) throws IOException {
        int mark = Math.min(wide.length, 2);
        long from = Math.max(mark, start - BEFORE);
        byte[] before = source.sample(from, (int) Math.max(0, start - from));
        source.position(start);
        byte[] all = Arrays.copyOf(wide, mark + before.length);
        System.arraycopy(before, 0, all, mark, before.length);
        return all;
    }

    private static long lineStart(Source source, long from, long size) throws IOException {
        long position = from - 1;
        while (position < size - 1 && position < from + LONGEST_LINE) {
            byte[] bytes = source.sample(position, SAMPLE);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n' && position + i + 1 < size) {
                    return position + i + 1;
                }
            }
            if (bytes.length == 0) {
                break;
            }
            position += bytes.length;
        }
        return from; // one endless line
    }

    private static OpenFile refused(IOException e, long size) {
        if (e instanceof Unwanted unwanted) {
            return OpenFile.without(OpenFile.Status.SKIPPED, unwanted.getReason(), size);
        }
        if (e instanceof Patience.TimedOut late) {
            return OpenFile.without(OpenFile.Status.TIMEOUT, late.getMessage(), size);
        }
        Trouble trouble = Trouble.of(e);
        boolean told =
                trouble.status() != FoundFile.Status.SKIPPED || trouble.reason().startsWith("was replaced");
        return told
                ? OpenFile.without(status(trouble.status()), trouble.reason(), size)
                : OpenFile.without(OpenFile.Status.FAILED, "could not be read: " + trouble.reason(), size);
    }

    private static @Nullable String joined(@Nullable String found, @Nullable String opened) {
        return found == null ? opened : opened == null ? found : found + "; " + opened;
    }

    private static OpenFile.Status status(FoundFile.Status status) {
        return switch (status) {
            case OK -> OpenFile.Status.OK;
            case SKIPPED -> OpenFile.Status.SKIPPED;
            case DENIED -> OpenFile.Status.DENIED;
            case ABSENT -> OpenFile.Status.ABSENT;
        };
    }
}
