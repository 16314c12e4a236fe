package io.calink.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Finds what the lines of {@code [files]} mean on this machine, without ever following a link that it met. */
public final class FileFinder {
    /**
     * What was found, in the order of the lines and, below a directory, of the names' bytes.
     *
     * @param files each path once
     * @param notFound what was asked for and is not there
     * @param cut whether there was more than the limit on files allows, or it was enough before the end
     * @param unfinished what was asked for and not searched to its end, as it is written, below the root
     * @param older how many files were left out because they were not modified since the time given
     */
    public record Found(
            List<FoundFile> files, List<NotFound> notFound, boolean cut, List<String> unfinished, long older) {
        public Found {
            files = List.copyOf(files);
            notFound = List.copyOf(notFound);
            unfinished = List.copyOf(unfinished);
        }
    }

    private final Path root;
    private final List<Path> neverCollected;
    private final int depth;
    private final long maxFiles;
    private final @Nullable Instant since;

    /**
     * Looks below a root.
     *
     * @param root stands before every path
     * @param neverCollected files or directories that are left out, by device and inode, wherever they are met
     * @param depth how many levels below the directory of a line are walked; 0 is no limit but 1000
     * @param maxFiles how many files are taken; 0 is no limit
     * @param since below directories called {@code log}, {@code logs} or {@code journal} files not modified since are
     *     left out; {@code null} takes all
     */
    public FileFinder(Path root, Collection<Path> neverCollected, int depth, long maxFiles, @Nullable Instant since) {
        this.root = root;
        this.neverCollected = List.copyOf(neverCollected);
        this.depth = depth;
        this.maxFiles = maxFiles;
        this.since = since;
    }

    /**
     * Finds what the lines mean now; trouble with a file is told in its place and never ends the search.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    public Found find(List<FileSelection> selections) throws InterruptedException {
        return find(selections, () -> false);
    }

    /**
     * The same, and ends early once it is enough; what was found by then counts.
     *
     * @param enough is asked often
     * @throws InterruptedException if the thread was interrupted
     */
    public Found find(List<FileSelection> selections, BooleanSupplier enough) throws InterruptedException {
        Set<Object> own = own();
        Gathered gathered = new Gathered(maxFiles, enough);
        try (Tree tree = new Tree(root, new Surroundings())) {
            Resolver resolver = new Resolver(tree, own);
            Owners owners = Owners.read(tree, resolver);
            Walk walk = new Walk(tree, own, depth, since);
            for (FileSelection selection : selections) {
                Line line = new Line(selection, rootText(), owners, gathered);
                new Search(line, tree, resolver, walk, depth).run();
            }
            return gathered.result(resolver.followed());
        }
    }

    private Set<Object> own() {
        Set<Object> keys = new HashSet<>();
        for (Path path : neverCollected) {
            try {
                Object key = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey();
                keys.add(key != null ? key : path.toAbsolutePath().normalize());
            } catch (IOException e) {
                // what is not there cannot be collected
            }
        }
        return keys;
    }

    private String rootText() {
        String text = RawNames.of(root.toAbsolutePath().normalize());
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
