package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The packages that are installed, each of them.
 *
 * @param manager dpkg, apk or pacman
 * @param count how many there are
 * @param digest as {@link Packages} has it
 * @param packages by name, at most {@value #MOST}
 * @param leftOut how many more there are
 */
record PackageList(String manager, int count, String digest, List<Entry> packages, int leftOut) {
    private static final int MOST = 50_000;

    /** Pacman has them as directories, whose names end with version and release. */
    private static final Pattern PACMAN = Pattern.compile("(.+)-([^-]+-[^-]+)");

    /** One package; {@code null} is what its manager does not tell here. */
    record Entry(
            String name, @Nullable String version, @Nullable String architecture) {}

    static PackageList of(Machine machine) throws IOException, AbsentException {
        Packages.Installed installed = Packages.installed(machine);
        return of(installed.manager(), installed.packages());
    }

    static PackageList of(String manager, SortedSet<String> packages) {
        return new PackageList(
                manager,
                packages.size(),
                Packages.of(manager, packages).digest(),
                packages.stream()
                        .limit(MOST)
                        .map(each -> manager.equals("pacman") ? pacman(each) : entry(each))
                        .toList(),
                Math.max(0, packages.size() - MOST));
    }

    private static Entry entry(String line) {
        String[] words = line.split(" ", 3);
        return new Entry(words[0], at(words, 1), at(words, 2));
    }

    private static @Nullable String at(String[] words, int at) {
        return words.length > at && !words[at].isEmpty() ? words[at] : null;
    }

    private static Entry pacman(String directory) {
        Matcher parts = PACMAN.matcher(directory);
        return parts.matches() ? new Entry(parts.group(1), parts.group(2), null) : new Entry(directory, null, null);
    }
}
