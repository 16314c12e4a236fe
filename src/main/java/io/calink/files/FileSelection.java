package io.calink.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one line of {@code [files]} includes and leaves out. */
public final class FileSelection {
    private static final String DIRECTORIES = "_dirs";
    private static final String FILES = "_files";

    private final String key;
    private final boolean directories;
    private final @Nullable String stem;
    private final List<PathPattern> included = new ArrayList<>();
    private final List<PathPattern> excluded = new ArrayList<>();

    private FileSelection(String key) {
        this.key = key;
        this.directories = key.endsWith(DIRECTORIES);
        if (!directories && !key.endsWith(FILES)) {
            throw new IllegalArgumentException("\"" + Values.shown(key)
                    + "\" ends neither in _dirs nor in _files: expected is a path with _ for / and one of the two, as in"
                    + " var_log_dirs or etc_files");
        }
        String path = key.substring(0, key.length() - (directories ? DIRECTORIES : FILES).length());
        this.stem = path.isEmpty() ? null : path.startsWith("_") ? path.substring(1) : path;
        if (path.indexOf('/') >= 0 || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + Values.shown(key) + "\" has a / in it: the path of a line is written with _ for /");
        }
        if (List.of(path.split("_", -1)).contains("..")) {
            throw new IllegalArgumentException(
                    "\"" + Values.shown(key) + "\" has a .. in it: a path is written without going up");
        }
    }

    /**
     * Reads one line of {@code [files]}.
     *
     * @param key the path with {@code _} for {@code /}, then {@code _dirs} or {@code _files}; those two alone take
     *     absolute values
     * @param value names and shell patterns, separated by commas; {@code !} leaves out
     * @throws IllegalArgumentException if the line is a mistake; the message says what was expected
     */
    public static FileSelection parse(String key, String value) {
        FileSelection selection = new FileSelection(key);
        for (String text : Values.split(value)) {
            boolean out = text.startsWith("!");
            selection.add(out ? text.substring(1).strip() : text, out);
        }
        if (selection.included.isEmpty()) {
            throw new IllegalArgumentException(
                    selection.excluded.isEmpty()
                            ? "the line names nothing: expected is at least one name, or . for the directory itself"
                            : "the line only leaves out: expected is at least one name without !, or . for the directory"
                                    + " itself");
        }
        return selection;
    }

    /** The key of the line, as written. */
    public String key() {
        return key;
    }

    /** Whether whole directories are meant, and not single files. */
    boolean directories() {
        return directories;
    }

    /** The line's path with {@code _} for {@code /}; {@code null} if its values are absolute. */
    @Nullable
    String stem() {
        return stem;
    }

    List<PathPattern> included() {
        return included;
    }

    /** Whether what a walk has met is left out, not asking about the directories above it. */
    boolean leavesOut(String base, String path) {
        if (excluded.isEmpty()) {
            return false;
        }
        List<String> names = RawNames.split(path.substring(base.length()));
        return !names.isEmpty() && excluded.stream().anyMatch(pattern -> leavesOut(pattern, names));
    }

    /** The same for what a value names: a directory on the way can be left out, too. */
    boolean leavesOutOnTheWay(String base, String path) {
        if (excluded.isEmpty()) {
            return false;
        }
        List<String> names = RawNames.split(path.substring(base.length()));
        for (int n = 1; n <= names.size(); n++) {
            List<String> way = names.subList(0, n);
            // in an absolute value the names on the way are no choice of the line's
            boolean everywhere = stem != null || n == names.size();
            if (excluded.stream().anyMatch(p -> (everywhere || isAnchored(p)) && leavesOut(p, way))) {
                return true;
            }
        }
        return false;
    }

    private static boolean leavesOut(PathPattern pattern, List<String> names) {
        return pattern.matches(isAnchored(pattern) ? names : names.subList(names.size() - 1, names.size()));
    }

    private static boolean isAnchored(PathPattern pattern) {
        return pattern.text().indexOf('/') >= 0;
    }

    private void add(String text, boolean out) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a ! stands alone: expected is the name to leave out behind it");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name has a NUL character in it, which no file name can have");
        }
        PathPattern pattern = PathPattern.of(text);
        if (pattern.goesUp()) {
            throw new IllegalArgumentException(
                    "\"" + Values.shown(text) + "\" has a .. in it: a path is written without going up");
        }
        for (String expanded : Values.expand(text)) {
            checkStart(text, expanded, out);
        }
        (out ? excluded : included).add(pattern);
    }

    private void checkStart(String text, String expanded, boolean out) {
        boolean absolute = expanded.startsWith("/");
        if (stem != null && absolute) {
            throw new IllegalArgumentException("\"" + Values.shown(text) + "\" is absolute, but the values of "
                    + Values.shown(key) + " are below its path: write it relative, or under "
                    + (directories ? DIRECTORIES : FILES));
        }
        boolean anywhere = out && expanded.indexOf('/') < 0;
        if (stem == null && !absolute && !anywhere) {
            throw new IllegalArgumentException("\"" + Values.shown(text) + "\" is relative, but " + key
                    + " has no path before it: write an absolute path, as in /var/log");
        }
    }
}
