package io.calink.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Javas on which the packaged program is tried: the running one and, of every later version that is here, one. */
final class JavaHomes {
    private static final Path USUAL = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);
    private static final int OLDEST = 17;

    private JavaHomes() {}

    static List<Path> all() throws IOException {
        TreeMap<Integer, Path> byVersion = new TreeMap<>();
        if (Files.isDirectory(USUAL)) {
            try (Stream<Path> homes = Files.list(USUAL)) {
                for (Path home : homes.sorted().toList()) {
                    int version = version(home);
                    if (version >= OLDEST) {
                        byVersion.put(version, home);
                    }
                }
            }
        }
        byVersion.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        return new ArrayList<>(byVersion.values());
    }

    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return 0;
        }
        Matcher matcher = VERSION.matcher(Files.readString(release));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
