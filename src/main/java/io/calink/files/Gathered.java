package io.calink.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What was found so far, each path once, and not more than is allowed. */
final class Gathered {
    private final long most;
    private final BooleanSupplier enough;
    private final Map<FoundFile, FoundFile> files = new LinkedHashMap<>();
    private final List<NotFound> notFound = new ArrayList<>();
    private final List<String> unfinished = new ArrayList<>();
    private long contents;
    private long directories;
    private long older;
    private boolean cut;

    /**
     * Takes at most {@code most} directories and as many other things, 0 is no limit, and nothing more once it is
     * {@code enough}.
     */
    Gathered(long most, BooleanSupplier enough) {
        this.most = most;
        this.enough = enough;
    }

    void add(FoundFile file) {
        FoundFile before = files.get(file);
        if (before != null) {
            if (isBetter(file, before)) {
                files.put(before, file);
            }
            return;
        }
        boolean directory = file.type() == FoundFile.Type.DIRECTORY;
        if (most > 0 && (directory ? directories : contents) >= most) {
            cut = true;
            return;
        }
        if (directory) {
            directories++;
        } else {
            contents++;
        }
        files.put(file, file);
    }

    void add(NotFound missing) {
        notFound.add(missing);
    }

    /** Notes what was not searched to its end. */
    void unfinished(String path) {
        unfinished.add(path);
    }

    /** Counts a file that was left out because it is older than what is wanted. */
    void leftOutAsOlder() {
        older++;
    }

    boolean isCut() {
        cut = cut || enough.getAsBoolean();
        return cut;
    }

    /**
     * @param followed named paths of links that have something below them in the result: an archive cannot hold a link
     *     there
     */
    FileFinder.Found result(Set<String> followed) {
        List<FoundFile> all = new ArrayList<>(files.values());
        files.clear();
        for (int i = 0; i < all.size(); i++) {
            FoundFile file = all.get(i);
            if (file.type() == FoundFile.Type.SYMLINK && followed.contains(file.named())) {
                String below = file.named() + "/";
                boolean holds = all.stream().anyMatch(f -> f.named().startsWith(below));
                all.set(i, holds ? file.asDirectory() : file);
            }
        }
        return new FileFinder.Found(all, notFound, cut, unfinished, older);
    }

    // what a line names itself says more than the link that a walk met, or the directory that was too deep for it
    private static boolean isBetter(FoundFile file, FoundFile before) {
        boolean link = before.type() == FoundFile.Type.SYMLINK && file.type() != FoundFile.Type.SYMLINK;
        return file.status() == FoundFile.Status.OK && (link || before.status() != FoundFile.Status.OK);
    }
}
