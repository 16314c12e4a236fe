package io.calink.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which path a line means that is written with {@code _} for {@code /}: the one that exists. Only directories that are
 * there are looked into, so that a long key does not mean 2^n questions.
 */
final class Underscores {
    private static final int MOST_QUESTIONS = 2048;
    private static final int LONGEST_NAME = 255;

    /**
     * @param path the path that is meant; the root is empty
     * @param others further ones that exist, in the order in which they would have been taken
     */
    record Reading(String path, List<String> others) {
        /** For {@code detail}. */
        @Nullable
        String note() {
            if (others.isEmpty()) {
                return null;
            }
            String names = RawNames.printable(String.join(", ", others.subList(0, Math.min(5, others.size()))));
            String more = others.size() > 5 ? " and " + (others.size() - 5) + " more" : "";
            return "the line can also mean " + names + more + ", which " + (others.size() == 1 ? "exists" : "exist")
                    + " too";
        }
    }

    private record Candidate(String path, int slashes) {}

    private final Resolver resolver;
    private final List<Candidate> found = new ArrayList<>();
    private int questions;

    private Underscores(Resolver resolver) {
        this.resolver = resolver;
    }

    static Reading read(String stem, Resolver resolver) {
        List<String> names = List.of(stem.split("_", -1));
        List<String> filled = names.stream().filter(n -> !n.isEmpty()).toList();
        Underscores search = new Underscores(resolver);
        search.look(names, 0, "", 0);
        if (search.found.isEmpty() && filled.size() < names.size()) {
            // the path may have been written with a slash at its end, or with two in a row
            search.look(filled, 0, "", 0);
        }
        String all = filled.isEmpty() ? "" : "/" + String.join("/", filled);
        List<String> paths = search.found.stream()
                .sorted(Comparator.comparing(Candidate::slashes).reversed())
                .map(Candidate::path)
                .toList();
        return paths.isEmpty()
                ? new Reading(all, List.of())
                : new Reading(paths.get(0), paths.subList(1, paths.size()));
    }

    private void look(List<String> names, int from, String above, int slashes) {
        StringBuilder name = new StringBuilder();
        for (int to = from; to < names.size(); to++) {
            name.append(to > from ? "_" : "").append(names.get(to));
            if (name.length() > LONGEST_NAME || questions >= MOST_QUESTIONS) {
                return;
            }
            if (name.isEmpty() || name.toString().equals(".")) {
                continue;
            }
            questions++;
            String path = above + "/" + name;
            if (resolver.resolve(path).is(FoundFile.Type.DIRECTORY)) {
                if (to == names.size() - 1) {
                    found.add(new Candidate(path, slashes));
                } else {
                    look(names, to + 1, path, slashes + 1);
                }
            }
        }
    }
}
