package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In another locale, and as another user. */
class ElsewhereTests {
    @TempDir
    Path root;

    private static String hex(String value) {
        return HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void findsAllNamesInTheLocaleC() throws Exception {
        Path log = Files.createDirectories(root.resolve("log"));
        Files.writeString(log.resolve(RawNames.path("\u00e9")), "umlaut");
        Files.writeString(log.resolve(RawNames.path("\udcff\udcfe")), "raw");
        Files.createSymbolicLink(log.resolve("link"), RawNames.path("\u00e9"));
        List<String> lines = Fixture.elsewhere(
                List.of(),
                Map.of("LC_ALL", "C"),
                System.getProperty("java.class.path"),
                root.toString(),
                "_files",
                hex("/log/\u00e9,/log/link,/log/*,/log/\u00fc"));
        assertThat(lines)
                .containsExactly(
                        hex("/log/\u00e9") + "|FILE|OK|OK|6|null",
                        hex("/log/link") + "|FILE|OK|OK|6|link to /log/\u00e9",
                        hex("/log/") + "fffe|FILE|OK|OK|3|null",
                        "not found|/log/\u00fc");
    }

    @Test
    void tellsWhatAnOrdinaryUserMayNotRead() throws Exception {
        assumeTrue(Fixture.isRoot() && Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs to become another user");
        Path open = Files.createTempDirectory("calink");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            String classes = copy(open);
            Fixture tree = new Fixture(Files.createDirectory(open.resolve("tree")))
                    .with("/log/a", "/log/secret", "/log/closed/x", "/log/search/y", "/log/search/z/w");
            Fixture.run("chmod", "-R", "go=rX", open.toString());
            Files.setPosixFilePermissions(tree.at("/log/secret"), PosixFilePermissions.fromString("rw-------"));
            Files.setPosixFilePermissions(tree.at("/log/closed"), PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(tree.at("/log/search"), PosixFilePermissions.fromString("rwx--x--x"));
            List<String> lines = Fixture.elsewhere(
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                    Map.of(),
                    classes,
                    tree.root().toString(),
                    "log_dirs",
                    hex(".,closed/x,search/z"));
            assertThat(lines)
                    .containsExactlyInAnyOrder(
                            hex("/log") + "|DIRECTORY|OK|OK|0|null",
                            hex("/log/a") + "|FILE|OK|OK|18|null",
                            hex("/log/closed") + "|DIRECTORY|DENIED|DENIED|0|permission denied",
                            hex("/log/search") + "|DIRECTORY|DENIED|DENIED|0|permission denied",
                            hex("/log/secret") + "|FILE|OK|DENIED|0|null",
                            hex("/log/closed/x") + "|DIRECTORY|DENIED|DENIED|0|permission denied at /log/closed",
                            hex("/log/search/z") + "|DIRECTORY|OK|OK|0|null",
                            hex("/log/search/z/w") + "|FILE|OK|OK|27|null");
        } finally {
            Fixture.run("rm", "-rf", open.toString());
        }
    }

    // the other user may not be able to enter the directory that this is built in
    private static String copy(Path to) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(to.resolve("classes"));
        for (Class<?> any : List.of(FileFinder.class, FoundElsewhere.class)) {
            Path from = Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().getPath());
            Path target = classes.resolve("io/calink");
            Files.createDirectories(target);
            Fixture.run("cp", "-r", from.resolve("io/calink/files").toString(), target.toString());
        }
        return classes.toString();
    }
}
