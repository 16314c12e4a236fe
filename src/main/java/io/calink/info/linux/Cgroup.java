package io.calink.info.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group of processes can read of its own controllers: directories from its own up to the highest that is seen.
 *
 * @param version 1 or 2
 * @param directories the group's own first
 */
record Cgroup(int version, List<String> directories) {
    private static final String TOP = "/sys/fs/cgroup";
    private static final long UNLIMITED = 1L << 62; // version 1 says so with such a number

    /** One line of {@code /proc/PID/cgroup}: {@code 4:cpu,cpuacct:/docker/0123}, or {@code 0::/} of version 2. */
    record Line(String controllers, String path) {
        static List<Line> parse(String text) {
            List<Line> lines = new ArrayList<>();
            for (String line : text.split("\n", -1)) {
                String[] fields = line.split(":", 3);
                if (fields.length == 3 && fields[2].startsWith("/") && Facts.whole(fields[0]) != null) {
                    lines.add(new Line(fields[1], fields[2]));
                }
            }
            return lines;
        }

        boolean controls(String controller) {
            return List.of(controllers.split(",", -1)).contains(controller);
        }
    }

    /** The group that a controller puts a process into, {@code null} where there is none. */
    static @Nullable Cgroup of(Facts facts, List<Line> lines, String controller) {
        for (Line line : lines) {
            if (line.controls(controller)) {
                List<String> mounts = List.of(TOP + "/" + line.controllers, TOP + "/" + controller);
                for (String mount : mounts) {
                    if (!facts.names(mount).isEmpty()) {
                        return new Cgroup(1, upwards(facts, mount, line.path));
                    }
                }
            }
        }
        for (Line line : lines) {
            boolean unified = line.controllers.isEmpty();
            String mount = facts.names(TOP).contains("unified") ? TOP + "/unified" : TOP;
            if (unified && !facts.names(mount).isEmpty()) {
                return new Cgroup(2, upwards(facts, mount, line.path));
            }
        }
        return null;
    }

    /** Directories that exist: a container often sees its own group as the highest, under the path of outside. */
    private static List<String> upwards(Facts facts, String mount, String path) {
        List<String> directories = new ArrayList<>();
        String at = path.contains("/..") ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        while (!at.isEmpty()) {
            if (!facts.names(mount + at).isEmpty()) {
                directories.add(mount + at);
            }
            at = at.substring(0, at.lastIndexOf('/'));
        }
        directories.add(mount);
        return directories;
    }

    /** The smallest number that a file of these directories holds; {@code null} where none limits. */
    @Nullable
    Long least(Facts facts, String file) {
        Long least = null;
        for (String directory : directories) {
            Long number = facts.count(directory + "/" + file); // "max" of version 2 and -1 of version 1 are none
            if (number != null && number < UNLIMITED && (least == null || number < least)) {
                least = number;
            }
        }
        return least;
    }

    /** What a file of the group's own directory holds. */
    @Nullable
    Long own(Facts facts, String file) {
        return facts.count(directories.get(0) + "/" + file);
    }

    /** The number after a key in a file of the group's own directory. */
    @Nullable
    Long own(Facts facts, String file, String key) {
        String text = facts.text(directories.get(0) + "/" + file);
        return text == null ? null : value(text, key);
    }

    /** The number in the line {@code key number} of a text. */
    static @Nullable Long value(String text, String key) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(key + " ")) {
                return Facts.whole(line.substring(key.length() + 1).strip());
            }
        }
        return null;
    }
}
