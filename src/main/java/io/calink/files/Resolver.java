package io.calink.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a line names through its links, inside the root, as the kernel would if the root were {@code /}: but
 * only links that nobody but root and the collecting user can have made.
 */
final class Resolver {
    private static final int MOST_LINKS = 40; // as in the kernel

    private final Tree tree;
    private final Set<Object> own;
    private final Set<String> followed = new HashSet<>();

    /**
     * @param own keys of what is never collected
     */
    Resolver(Tree tree, Set<Object> own) {
        this.tree = tree;
        this.own = own;
    }

    /** The named paths of links that were followed on the way to something behind them. */
    Set<String> followed() {
        return followed;
    }

    Landing resolve(String named) {
        Way way = new Way(RawNames.split(named));
        try {
            return way.go();
        } catch (NoSuchFileException e) {
            return way.ends(Landing.Kind.MISSING, null);
        } catch (NotDirectoryException e) {
            return way.ends(Landing.Kind.MISSING, "was replaced while it was being looked at");
        } catch (IOException e) {
            Trouble trouble = Trouble.of(e);
            boolean denied = trouble.status() == FoundFile.Status.DENIED;
            return way.ends(
                    denied ? Landing.Kind.DENIED : Landing.Kind.FAILED, trouble.reason() + " at " + way.shown(null));
        }
    }

    private final class Way {
        private final Deque<String> ahead;
        private final List<String> behind = new ArrayList<>();
        private final StringBuilder named = new StringBuilder();
        private final Set<String> passed = new HashSet<>();
        private int namedAhead;
        private int followedLinks;

        Way(List<String> names) {
            this.ahead = new ArrayDeque<>(names);
            this.namedAhead = names.size();
        }

        Landing go() throws IOException {
            Folder folder = tree.directory(behind);
            Facts facts = folder.facts();
            Facts parent = facts;
            while (!ahead.isEmpty()) {
                boolean ofTheName = ahead.size() <= namedAhead;
                String name = ahead.pop();
                if (ofTheName) {
                    namedAhead = ahead.size();
                    named.append('/').append(name);
                }
                if (name.equals("..")) {
                    if (!behind.isEmpty()) {
                        behind.remove(behind.size() - 1);
                    }
                    folder = tree.directory(behind);
                    facts = folder.facts();
                    parent = facts;
                    continue;
                }
                if (!facts.is(FoundFile.Type.DIRECTORY)) {
                    return ends(Landing.Kind.MISSING, shown(null) + " is not a directory");
                }
                folder = tree.directory(behind);
                parent = folder.facts();
                Facts next = folder.facts(name);
                if (next == null) {
                    String target =
                            followedLinks == 0 ? null : "is a link to " + shown(name) + ", which does not exist";
                    return ends(Landing.Kind.MISSING, target);
                }
                if (own.contains(next.key())) {
                    return ends(Landing.Kind.OWN, "belongs to CaLink itself and is never collected");
                }
                if (next.is(FoundFile.Type.SYMLINK)) {
                    String distrust = distrust(parent, next, name);
                    if (distrust != null) {
                        return ends(Landing.Kind.REFUSED, distrust);
                    }
                    follow(folder.target(name), ofTheName);
                    facts = tree.directory(behind).facts();
                    parent = facts;
                    continue;
                }
                behind.add(name);
                facts = next;
            }
            followed.addAll(passed);
            return new Landing(Landing.Kind.FOUND, place(), facts, parent, followedLinks > 0, null);
        }

        private void follow(String target, boolean ofTheName) {
            if (ofTheName && namedAhead > 0) {
                passed.add(named.toString());
            }
            if (target.startsWith("/")) {
                behind.clear();
            }
            List<String> names = RawNames.split(target);
            for (int i = names.size() - 1; i >= 0; i--) {
                ahead.push(names.get(i));
            }
        }

        private @Nullable String distrust(Facts directory, Facts link, String name) {
            int user = tree.around().user();
            if (++followedLinks > MOST_LINKS) {
                return "leads through more than " + MOST_LINKS + " links, which is a loop";
            }
            if (link.uid() != 0 && link.uid() != user) {
                return "is not followed, for the link " + shown(name) + " belongs to uid "
                        + Integer.toUnsignedString(link.uid()) + ", not to root or to the user who collects";
            }
            if (!directory.writableOnlyBy(user)) {
                return "is not followed, for the link " + shown(name) + " lies in a directory that others can write";
            }
            return null;
        }

        Landing ends(Landing.Kind kind, @Nullable String reason) {
            return new Landing(kind, place(), null, null, followedLinks > 0, reason);
        }

        String shown(@Nullable String name) {
            String path = place() + (name == null ? "" : "/" + name);
            return RawNames.printable(path.isEmpty() ? "/" : path);
        }

        private String place() {
            return behind.isEmpty() ? "" : "/" + String.join("/", behind);
        }
    }
}
