package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFinderTests {
    @TempDir
    Path root;

    @Test
    void takesADirectoryWithAllBelowItInTheOrderOfBytes() throws Exception {
        Fixture fixture = new Fixture(root)
                .with(
                        "/var/log/b",
                        "/var/log/a/z",
                        "/var/log/a.log",
                        "/var/log/.hidden",
                        "/var/log/empty/",
                        "/var/log/B");
        assertThat(fixture.find("var_log_dirs=.").files())
                .extracting(FoundFile::path, FoundFile::type)
                .containsExactly(
                        tuple("/var/log", FoundFile.Type.DIRECTORY),
                        tuple("/var/log/.hidden", FoundFile.Type.FILE),
                        tuple("/var/log/B", FoundFile.Type.FILE),
                        tuple("/var/log/a", FoundFile.Type.DIRECTORY),
                        tuple("/var/log/a/z", FoundFile.Type.FILE),
                        tuple("/var/log/a.log", FoundFile.Type.FILE),
                        tuple("/var/log/b", FoundFile.Type.FILE),
                        tuple("/var/log/empty", FoundFile.Type.DIRECTORY));
    }

    @Test
    void takesEachFileOnceAndTheFirstLineWins() throws Exception {
        Fixture fixture = new Fixture(root).with("/var/log/engines/a", "/var/log/b");
        FileFinder.Found found =
                fixture.find("var_log_dirs=engines,.", "var_log_files=b,engines/*", "_files=/var/log/b");
        assertThat(found.files())
                .extracting(FoundFile::key, FoundFile::path)
                .containsExactly(
                        tuple("var_log_dirs", "/var/log/engines"),
                        tuple("var_log_dirs", "/var/log/engines/a"),
                        tuple("var_log_dirs", "/var/log"),
                        tuple("var_log_dirs", "/var/log/b"));
        assertThat(found.notFound()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "etc_files=*.conf|/etc/a.conf /etc/b.conf",
                "etc_files=?.conf|/etc/a.conf /etc/b.conf",
                "etc_files=[!a].conf|/etc/b.conf",
                "etc_files={b,a}.conf|/etc/b.conf /etc/a.conf",
                "etc_files={hosts,nothing}|/etc/hosts",
                "etc_files=*|/etc/a,b /etc/a.conf /etc/b.conf /etc/hosts /etc/x y",
                "etc_files=.*|/etc/.secret",
                "etc_files=a[,]b|/etc/a,b",
                "etc_files=x y|/etc/x y",
                "etc_files=**/c|/etc/d/c /etc/d/e/c",
                "etc_files=**/*.conf|/etc/a.conf /etc/b.conf /etc/d/f.conf",
                "etc_files=d/**|/etc/d/c /etc/d/e/c /etc/d/f.conf",
                "etc_files=*/c|/etc/d/c",
                "etc_files=./d//c|/etc/d/c",
                "etc_dirs=d*|/etc/d/.dot /etc/d/c /etc/d/e/c /etc/d/f.conf",
                "etc_dirs=*/e|/etc/d/e/c",
                "etc_dirs=d,!e|/etc/d/.dot /etc/d/c /etc/d/f.conf",
                "etc_dirs=d,!d/e|/etc/d/.dot /etc/d/c /etc/d/f.conf",
                "etc_dirs=d,!e/c|/etc/d/.dot /etc/d/c /etc/d/e/c /etc/d/f.conf",
                "etc_dirs=d,!*.conf,!c|/etc/d/.dot",
                "etc_dirs=.,!d,!*.conf,!.secret|/etc/a,b /etc/hosts /etc/x y",
                "etc_dirs=d,!**/c|/etc/d/.dot /etc/d/f.conf",
                "etc_files=*.conf,!a*|/etc/b.conf",
                "etc_files=d/e/c,d/c,!e|/etc/d/c",
                "_dirs=/etc/d,!/etc/d/e|/etc/d/.dot /etc/d/c /etc/d/f.conf",
                "_dirs=/etc/d,!e|/etc/d/.dot /etc/d/c /etc/d/f.conf",
                "_files=/etc/*.conf,!/etc/a.conf|/etc/b.conf",
                "_etc_files=hosts|/etc/hosts"
            })
    void readsTheValuesOfALine(String line, String paths) throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/etc/a.conf", "/etc/b.conf", "/etc/hosts", "/etc/.secret", "/etc/a,b", "/etc/x y")
                .with("/etc/d/c", "/etc/d/e/c", "/etc/d/f.conf", "/etc/d/.dot");
        FileFinder.Found found = fixture.find(line);
        assertThat(String.join(" ", Fixture.files(found))).isEqualTo(paths);
        assertThat(found.notFound()).isEmpty();
    }

    @Test
    void takesANameThatExistsBeforeItReadsItAsAPattern() throws Exception {
        Fixture fixture =
                new Fixture(root).with("/etc/a[12]", "/etc/a1", "/etc/{x,y}", "/etc/x", "/etc/d[12]/f", "/etc/d1/f");
        assertThat(Fixture.files(fixture.find("etc_files=a[12]"))).containsExactly("/etc/a[12]");
        assertThat(Fixture.files(fixture.find("etc_files={x,y}"))).containsExactly("/etc/{x,y}");
        assertThat(Fixture.files(fixture.find("etc_files=d[12]/*"))).containsExactly("/etc/d[12]/f");
        Files.delete(fixture.at("/etc/a[12]"));
        assertThat(Fixture.files(fixture.find("etc_files=a[12]"))).containsExactly("/etc/a1");
    }

    @Test
    void tellsWhatIsNotThere() throws Exception {
        Fixture fixture = new Fixture(root).with("/etc/hosts", "/etc/d/x");
        FileFinder.Found found =
                fixture.find("etc_files=nothing,*.none,d,hosts/x", "etc_dirs=bar,hosts,n*", "etc_d_files=a[,]b");
        assertThat(found.notFound())
                .extracting(NotFound::key, NotFound::path, NotFound::directory, NotFound::glob, NotFound::detail)
                .containsExactly(
                        tuple("etc_files", "/etc/nothing", false, false, null),
                        tuple("etc_files", "/etc/*.none", false, true, null),
                        tuple(
                                "etc_files",
                                "/etc/d",
                                false,
                                false,
                                "is a directory, not a file; a line that ends in _dirs takes directories"),
                        tuple("etc_files", "/etc/hosts/x", false, false, "/etc/hosts is not a directory"),
                        tuple("etc_dirs", "/etc/bar", true, false, null),
                        tuple(
                                "etc_dirs",
                                "/etc/hosts",
                                true,
                                false,
                                "is a file, not a directory; a line that ends in _files takes files"),
                        tuple("etc_dirs", "/etc/n*", true, true, null),
                        tuple("etc_d_files", "/etc/d/a,b", false, false, null));
        assertThat(found.notFound().get(0).realPath()).isEqualTo(root + "/etc/nothing");
        assertThat(found.files()).isEmpty();
    }

    @Test
    void tellsThatAPatternMatchedOnlyDirectories() throws Exception {
        Fixture fixture = new Fixture(root).with("/etc/d/x");
        assertThat(fixture.find("etc_files=*").notFound())
                .extracting(NotFound::glob, NotFound::detail)
                .containsExactly(tuple(true, "matched only directories"));
    }

    @Test
    void isNotUpsetByARootThatIsNotThere() throws Exception {
        Fixture fixture = new Fixture(root.resolve("nowhere"));
        assertThat(Fixture.missing(fixture.find("etc_files=hosts,*", "var_log_dirs=.")))
                .containsExactly("/etc/hosts", "/etc/*", "/var/log");
    }

    @Test
    void tellsModesTimesAndOwners() throws Exception {
        Fixture fixture = new Fixture(root).with("/etc/passwd", "/etc/group", "/bin/tool");
        Path tool = fixture.at("/bin/tool");
        Integer uid = (Integer) Files.getAttribute(tool, "unix:uid");
        Integer gid = (Integer) Files.getAttribute(tool, "unix:gid");
        Files.writeString(fixture.at("/etc/passwd"), "broken\nkeeper:x:" + uid + ":1::/:/bin/sh\n");
        Files.writeString(fixture.at("/etc/group"), "crew:x:" + gid + ":\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setAttribute(tool, "unix:mode", 04751);
        Files.setLastModifiedTime(tool, FileTime.from(Instant.parse("2014-10-28T22:29:10.5Z")));
        FoundFile found = Fixture.one(fixture.find("bin_files=tool"), "/bin/tool");
        assertThat(found.mode()).isEqualTo(04751);
        assertThat(found.uid()).isEqualTo(uid.longValue());
        assertThat(found.gid()).isEqualTo(gid.longValue());
        assertThat(found.owner()).isEqualTo("keeper");
        assertThat(found.group()).isEqualTo("crew");
        assertThat(found.modified()).isEqualTo(Instant.parse("2014-10-28T22:29:10.5Z"));
        assertThat(found.size()).isEqualTo(Files.size(tool));
        assertThat(found.realPath()).isEqualTo(root + "/bin/tool");
        assertThat(found.status()).isEqualTo(FoundFile.Status.OK);
    }

    @ParameterizedTest
    @CsvSource({"1969-12-31T23:59:59Z", "2262-04-12T00:00:00Z", "1901-12-14T00:00:00Z"})
    void toleratesStrangeTimes(String time) throws Exception {
        Fixture fixture = new Fixture(root).with("/etc/f");
        Fixture.run("touch", "-d", time, fixture.at("/etc/f").toString());
        assertThat(Fixture.one(fixture.find("etc_files=f"), "/etc/f").modified())
                .isEqualTo(Instant.parse(time));
    }

    @Test
    void skipsAndNotesWhatIsNeitherFileNorDirectory() throws Exception {
        Fixture fixture = new Fixture(root).with("/run/file");
        Fixture.run("mkfifo", fixture.at("/run/pipe").toString());
        try (var socket = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            socket.bind(java.net.UnixDomainSocketAddress.of(fixture.at("/run/socket")));
            FileFinder.Found found = fixture.find("run_dirs=.", "run_files=pipe");
            assertThat(found.files())
                    .extracting(FoundFile::path, FoundFile::type, FoundFile::status, FoundFile::detail)
                    .contains(
                            tuple(
                                    "/run/pipe",
                                    FoundFile.Type.OTHER,
                                    FoundFile.Status.SKIPPED,
                                    "is a named pipe, which is not read"),
                            tuple(
                                    "/run/socket",
                                    FoundFile.Type.OTHER,
                                    FoundFile.Status.SKIPPED,
                                    "is a socket, which is not read"));
        }
    }

    @Test
    void skipsDevices() throws Exception {
        FileFinder.Found found = Fixture.find(new FileFinder(Path.of("/"), List.of(), 1, 0, null), "_files=/dev/zero");
        assertThat(found.files())
                .extracting(FoundFile::status, FoundFile::detail)
                .containsExactly(tuple(FoundFile.Status.SKIPPED, "is a character device, which is not read"));
    }

    @Test
    void findsNamesOfAnyBytes() throws Exception {
        String strange = "-a\nb\u001b[31m\u00e9\ud83d\ude00 \udcff\udc80";
        Path directory = Files.createDirectories(root.resolve("srv"));
        Files.writeString(directory.resolve(RawNames.path(strange)), "here");
        FoundFile found = new Fixture(root).find("srv_dirs=.").files().get(1);
        assertThat(found.path()).isEqualTo("/srv/-a\nb\u001b[31m\u00e9\ud83d\ude00 \ufffd\ufffd");
        assertThat(found.isUtf8()).isFalse();
        assertThat(found.rawPath()).isEqualTo(RawNames.encode("/srv/" + strange));
        try (FileReader reader = new FileReader(root);
                OpenFile open = reader.open(found, 0)) {
            assertThat(open.content().readAllBytes()).asString().isEqualTo("here");
        }
    }

    @Test
    void findsLongNamesAndPaths() throws Exception {
        String name = "n".repeat(255);
        Path deep = Fixture.nested(root, "deep", name, 18);
        try {
            FileFinder.Found found = new Fixture(root).find("deep_dirs=.");
            FoundFile last = found.files().get(found.files().size() - 1);
            assertThat(last.path()).hasSize(5 + 18 * 256 + 5).endsWith("/file");
            try (FileReader reader = new FileReader(root);
                    OpenFile open = reader.open(last, 0)) {
                assertThat(open.content().readAllBytes()).asString().isEqualTo("here");
            }
            assertThat(Fixture.missing(new Fixture(root).find("deep_files=" + "x".repeat(300))))
                    .hasSize(1);
        } finally {
            Fixture.unnest(deep, name);
        }
    }
}
