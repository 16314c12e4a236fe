package io.calink.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of a {@code [files]} line: the names, and patterns of names, that lead from the line's path to what is
 * meant.
 *
 * @param text as written, without a leading {@code !}
 * @param written the same without empty names and {@code .}, read as a name
 * @param alternatives what its braces stand for, one list of parts each
 */
record PathPattern(String text, List<String> written, List<List<Part>> alternatives) {

    /** One name of a pattern; {@code only} is the single name it can mean, {@code null} for a real pattern. */
    record Part(String raw, @Nullable String only, Glob glob) {
        static Part of(String raw) {
            Glob glob = new Glob(raw);
            return new Part(raw, glob.onlyName(), glob);
        }

        boolean deep() {
            return raw.equals("**");
        }

        boolean matches(String name) {
            return name.equals(raw) || glob.matches(name);
        }
    }

    static PathPattern of(String text) {
        List<List<Part>> alternatives = new ArrayList<>();
        for (String expanded : Values.expand(text)) {
            List<Part> parts = new ArrayList<>();
            for (String name : RawNames.split(expanded)) {
                Part part = Part.of(name);
                boolean again = part.deep()
                        && !parts.isEmpty()
                        && parts.get(parts.size() - 1).deep();
                if (!again) {
                    parts.add(part);
                }
            }
            alternatives.add(List.copyOf(parts));
        }
        return new PathPattern(text, List.copyOf(RawNames.split(text)), List.copyOf(alternatives));
    }

    /** Whether a name has to be looked for in the listing of a directory. */
    boolean isGlob() {
        return alternatives.size() > 1 || alternatives.get(0).stream().anyMatch(p -> p.only() == null);
    }

    /** Where this leads from {@code base}, for a message: the names that are meant, or the pattern as written. */
    String below(String base) {
        StringBuilder path = new StringBuilder(base);
        if (isGlob()) {
            written.forEach(name -> path.append('/').append(name));
        } else {
            alternatives.get(0).forEach(part -> path.append('/').append(part.only()));
        }
        return path.toString();
    }

    boolean goesUp() {
        return alternatives.stream()
                .flatMap(List::stream)
                .anyMatch(p -> p.raw().equals("..") || "..".equals(p.only()) || ".".equals(p.only()));
    }

    /** Whether the names below the line's path match as a whole. */
    boolean matches(List<String> names) {
        return alternatives.stream().anyMatch(parts -> matches(parts, names));
    }

    // dynamic programming over the names, for several ** in a row of parts must not multiply
    private static boolean matches(List<Part> parts, List<String> names) {
        boolean[] reached = new boolean[names.size() + 1];
        reached[0] = true;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            boolean[] next = new boolean[names.size() + 1];
            for (int n = 0; n <= names.size(); n++) {
                boolean more = n > 0 && reached[n - 1];
                if (part.deep()) {
                    boolean none = reached[n] && p < parts.size() - 1;
                    boolean goesOn = n > 0 && next[n - 1];
                    next[n] = none || ((more || goesOn) && !names.get(n - 1).startsWith("."));
                } else {
                    next[n] = more && part.matches(names.get(n - 1));
                }
            }
            reached = next;
        }
        return reached[names.size()];
    }
}
