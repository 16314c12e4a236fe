package io.calink.files;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a directory and all below it, dotfiles too, following no link. */
final class Walk {
    private static final Set<String> LOGS = Set.of("log", "logs", "journal");

    // every level holds descriptors open, which others in this process need too
    private static final int DEEPEST = 1000;

    private record Level(FoundFile.Spot spot, Listing listing, int depth, boolean logs) {}

    private final Tree tree;
    private final Set<Object> own;
    private final int most;
    private final @Nullable Instant since;

    /**
     * @param own keys of what is left out in silence
     * @param most how many levels are walked; 0 is no limit
     * @param since the age below which log files are taken
     */
    Walk(Tree tree, Set<Object> own, int most, @Nullable Instant since) {
        this.tree = tree;
        this.own = own;
        this.most = most == 0 ? DEEPEST : Math.min(most, DEEPEST);
        this.since = since;
    }

    /** Takes the directory {@code named}, which really lies at {@code landing}. */
    void all(Line line, String base, String named, Landing landing, @Nullable String detail)
            throws InterruptedException {
        Facts facts = java.util.Objects.requireNonNull(landing.facts());
        Deque<Level> levels = new ArrayDeque<>();
        try {
            Listing listing = new Listing(tree, landing.path());
            line.named(named, landing.path(), facts, FoundFile.Status.OK, detail);
            levels.push(new Level(line.spot(named, landing.path()), listing, 0, isLog(named)));
        } catch (IOException e) {
            Trouble trouble = Trouble.of(e);
            line.named(named, landing.path(), facts, trouble.status(), trouble.reason());
        }
        while (!levels.isEmpty() && !line.isCut()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the search for files was interrupted");
            }
            String name = next(levels.element());
            if (name == null) {
                levels.pop();
            } else if (!line.selection().leavesOut(base, levels.element().spot().named() + "/" + name)) {
                visit(line, levels, name);
            }
        }
    }

    /** Whether a file below {@code directory} is too old to be wanted. */
    boolean isTooOld(Facts file, String directory) {
        return isTooOld(file, isLog(directory));
    }

    @Nullable
    Instant since() {
        return since;
    }

    private boolean isTooOld(Facts file, boolean logs) {
        return since != null && logs && file.modified().isBefore(since);
    }

    private boolean isLog(String directory) {
        List<String> names = RawNames.split(directory);
        return since != null && names.stream().anyMatch(LOGS::contains);
    }

    private static @Nullable String next(Level level) {
        try {
            return level.listing().next();
        } catch (IOException e) {
            return null; // what was there so far is told
        }
    }

    private void visit(Line line, Deque<Level> levels, String name) {
        Level level = levels.element();
        for (int attempt = 0; ; attempt++) {
            Facts facts = null;
            try {
                Folder folder = tree.directory(level.spot().place());
                facts = folder.facts(name);
                if (facts != null && !own.contains(facts.key())) {
                    take(line, levels, name, facts, folder);
                }
                return;
            } catch (Replaced e) {
                if (attempt < 3) {
                    continue;
                }
                tell(line, level, name, facts, Trouble.of(e));
                return;
            } catch (IOException e) {
                tell(line, level, name, facts, Trouble.of(e));
                return;
            }
        }
    }

    private static void tell(Line line, Level level, String name, @Nullable Facts facts, Trouble trouble) {
        Facts known = facts != null ? facts : Facts.unknown(FoundFile.Type.OTHER);
        line.found(level.spot(), name, known, null, trouble.status(), trouble.reason());
    }

    private void take(Line line, Deque<Level> levels, String name, Facts facts, Folder folder) throws IOException {
        FoundFile.Spot spot = levels.element().spot();
        switch (facts.type()) {
            case DIRECTORY -> enter(line, levels, name, facts);
            case SYMLINK -> line.found(spot, name, facts, folder.target(name), FoundFile.Status.OK, null);
            case OTHER ->
                line.found(
                        spot,
                        name,
                        facts,
                        null,
                        FoundFile.Status.SKIPPED,
                        "is " + facts.kind() + ", which is not read");
            case FILE -> {
                if (isTooOld(facts, levels.element().logs())) {
                    line.leftOutAsOlder();
                } else if (facts.isSmuggledInto(folder.facts())) {
                    String reason = facts.smuggled(folder.facts());
                    line.found(spot, name, facts, null, FoundFile.Status.SKIPPED, reason);
                } else {
                    line.found(spot, name, facts, null, FoundFile.Status.OK, null);
                }
            }
        }
    }

    private void enter(Line line, Deque<Level> levels, String name, Facts facts) throws IOException {
        Level level = levels.element();
        FoundFile.Spot spot = level.spot();
        int depth = level.depth() + 1;
        String place = spot.place() + "/" + name;
        if (depth >= most) {
            String reason = "lies " + depth + " levels down, and the limit on depth is " + most + ": not entered";
            line.found(spot, name, facts, null, FoundFile.Status.SKIPPED, reason);
            return;
        }
        if (tree.around().mounts().mountsWhenEntered(RawNames.of(tree.real(place)))) {
            String reason = "would be mounted if it were entered, and is not";
            line.found(spot, name, facts, null, FoundFile.Status.SKIPPED, reason);
            return;
        }
        Listing listing = new Listing(tree, place);
        String named = spot.named() + "/" + name;
        line.found(spot, name, facts, null, FoundFile.Status.OK, null);
        levels.push(new Level(line.spot(named, place), listing, depth, level.logs() || LOGS.contains(name)));
    }
}
