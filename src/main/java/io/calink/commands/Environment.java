package io.calink.commands;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variables that a command gets: an allow-list, because the caller's environment may hold secrets. */
final class Environment {
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Environment() {}

    static Map<String, String> of(Map<String, String> caller, Path root, Instant since, Path machine) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", path(caller.getOrDefault("PATH", "")));
        variables.put("HOME", home(caller.getOrDefault("HOME", "")));
        variables.put("LC_ALL", locale(machine));
        variables.put("TERM", "dumb");
        variables.put("PAGER", "cat");
        variables.put("SYSTEMD_PAGER", "");
        variables.put("COLUMNS", "250");
        variables.put("CALINK_ROOT", root.toAbsolutePath().normalize().toString());
        variables.put("CALINK_SINCE", Long.toString(since.getEpochSecond()));
        return variables;
    }

    private static String path(String callers) {
        Set<String> entries = new LinkedHashSet<>(List.of(SYSTEM_PATH.split(":", -1)));
        for (String entry : callers.split(":", -1)) {
            // A relative entry would run what lies in the directory that happens to be current.
            if (entry.startsWith("/")) {
                entries.add(entry);
            }
        }
        return String.join(":", entries);
    }

    private static String home(String callers) {
        return callers.startsWith("/") ? callers : "/";
    }

    /** {@code C.UTF-8} where the C library of the system under {@code machine} has it: as a directory, or as musl. */
    private static String locale(Path machine) {
        boolean glibc = List.of("usr/lib/locale/C.utf8", "usr/lib/locale/C.UTF-8").stream()
                .anyMatch(directory -> Files.isDirectory(machine.resolve(directory)));
        return glibc || musl(machine.resolve("lib")) ? "C.UTF-8" : "C";
    }

    private static boolean musl(Path lib) {
        try (DirectoryStream<Path> loaders = Files.newDirectoryStream(lib, "ld-musl-*")) {
            return loaders.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
