package io.calink.files;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a value of a line means on this machine. A name that exists as it is written comes before the pattern. */
final class Expansion {
    private static final int DEEPEST = 512;

    /**
     * One path that a value leads to.
     *
     * @param globbed whether a pattern led to it, and not only names
     * @param listed whether its last name was seen in a listing
     */
    record Match(String named, Landing landing, boolean globbed, boolean listed) {}

    @FunctionalInterface
    interface Taker {
        /** Returns false if no more is wanted. */
        boolean take(Match match) throws InterruptedException;
    }

    private final Tree tree;
    private final Resolver resolver;
    private final int deepest;
    private final Taker taker;
    private final BooleanSupplier enough;
    private final Set<String> visited = new HashSet<>();
    private boolean over;

    /**
     * @param depth how many levels {@code **} goes down; 0 is no limit of the configuration's
     * @param enough whether nothing more is wanted, found or not
     */
    Expansion(Tree tree, Resolver resolver, int depth, Taker taker, BooleanSupplier enough) {
        this.tree = tree;
        this.resolver = resolver;
        this.deepest = depth == 0 ? DEEPEST : Math.min(depth, DEEPEST);
        this.taker = taker;
        this.enough = enough;
    }

    void of(String base, PathPattern pattern) throws InterruptedException {
        if (pattern.alternatives().size() > 1) {
            String written = base + "/" + String.join("/", pattern.written());
            Landing landing = resolver.resolve(written);
            if (landing.kind() == Landing.Kind.FOUND) {
                taker.take(new Match(written, landing, false, false));
                return;
            }
        }
        boolean globbed = pattern.alternatives().size() > 1;
        for (List<PathPattern.Part> parts : pattern.alternatives()) {
            visited.clear();
            step(base, parts, 0, globbed, false, 0);
        }
    }

    private void step(String named, List<PathPattern.Part> parts, int at, boolean globbed, boolean listed, int deep)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the search for files was interrupted");
        }
        over = over || enough.getAsBoolean();
        if (over) {
            return;
        }
        if (at == parts.size()) {
            over = !taker.take(new Match(named, resolver.resolve(named), globbed, listed));
            return;
        }
        PathPattern.Part part = parts.get(at);
        String only = part.only();
        String written = named + "/" + part.raw();
        if (part.raw().equals(only) || resolver.resolve(written).kind() != Landing.Kind.MISSING) {
            step(written, parts, at + 1, globbed, false, 0);
        } else if (only != null) {
            step(named + "/" + only, parts, at + 1, globbed, false, 0);
        } else if (visited.add(at + named)) {
            list(named, parts, at, deep);
        }
    }

    private void list(String named, List<PathPattern.Part> parts, int at, int deep) throws InterruptedException {
        PathPattern.Part part = parts.get(at);
        boolean last = at == parts.size() - 1;
        if (part.deep() && !last) {
            step(named, parts, at + 1, true, false, 0);
        }
        Landing landing = resolver.resolve(named);
        if (!landing.is(FoundFile.Type.DIRECTORY)) {
            tell(named, landing);
            return;
        }
        try {
            Listing listing = new Listing(tree, landing.path());
            for (String name = listing.next(); name != null && !over; name = listing.next()) {
                String child = named + "/" + name;
                if (!part.deep() && part.glob().matches(name)) {
                    meet(child, landing.path(), name, parts, at + 1);
                } else if (part.deep() && !name.startsWith(".")) {
                    descend(child, landing.path(), name, parts, at, deep);
                }
            }
        } catch (IOException e) {
            Trouble trouble = Trouble.of(e);
            boolean denied = trouble.status() == FoundFile.Status.DENIED;
            tell(named, failed(landing.path(), denied, trouble.reason()));
        }
    }

    private void meet(String child, String place, String name, List<PathPattern.Part> parts, int next)
            throws InterruptedException, IOException {
        if (next < parts.size()) {
            Facts facts = tree.directory(place).facts(name);
            if (facts == null || facts.is(FoundFile.Type.FILE) || facts.is(FoundFile.Type.OTHER)) {
                return;
            }
        }
        step(child, parts, next, true, true, 0);
    }

    // ** goes through directories only: a link on its way is not followed
    private void descend(String child, String place, String name, List<PathPattern.Part> parts, int at, int deep)
            throws InterruptedException, IOException {
        Facts facts = tree.directory(place).facts(name);
        boolean last = at == parts.size() - 1;
        if (last && facts != null) {
            step(child, parts, parts.size(), true, true, 0);
        }
        if (facts != null && facts.is(FoundFile.Type.DIRECTORY) && deep + 1 < deepest) {
            step(child, parts, at, true, true, deep + 1);
        }
    }

    private void tell(String named, Landing landing) throws InterruptedException {
        if (landing.kind() != Landing.Kind.MISSING && landing.kind() != Landing.Kind.FOUND) {
            over = !taker.take(new Match(named, landing, true, true));
        }
    }

    private static Landing failed(String place, boolean denied, @Nullable String reason) {
        Landing.Kind kind = denied ? Landing.Kind.DENIED : Landing.Kind.FAILED;
        return new Landing(kind, place, null, null, false, reason);
    }
}
