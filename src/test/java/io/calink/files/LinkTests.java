package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTests {
    @TempDir
    Path root;

    @BeforeEach
    void nobodyElseCanWrite() throws IOException {
        // whatever the umask is, the directories that tests make below are checked with their own modes
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void keepsLinksThatAWalkMeetsAsLinks() throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/etc/shadow", "/var/log/a")
                .link("/var/log/secret", "/etc/shadow")
                .link("/var/log/loop", "loop")
                .link("/var/log/up", "..");
        assertThat(fixture.find("var_log_dirs=.").files())
                .extracting(FoundFile::path, FoundFile::type, FoundFile::linkTarget, FoundFile::status)
                .contains(
                        tuple("/var/log/loop", FoundFile.Type.SYMLINK, "loop", FoundFile.Status.OK),
                        tuple("/var/log/secret", FoundFile.Type.SYMLINK, "/etc/shadow", FoundFile.Status.OK),
                        tuple("/var/log/up", FoundFile.Type.SYMLINK, "..", FoundFile.Status.OK))
                .hasSize(5);
    }

    @Test
    void resolvesWhatALineNamesInsideTheRoot() throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/usr/lib/os-release", "/run/app/log/x", "/run/app/log/y/z")
                .link("/etc/os-release", "../usr/lib/os-release")
                .link("/etc/absolute", "/usr/lib/os-release")
                .link("/etc/above", "../../../../../usr/lib/os-release")
                .link("/var/run", "/run")
                .link("/var/log/app", "../run/app/log");
        FileFinder.Found found = fixture.find(
                "etc_files=os-release,absolute,above",
                "var_run_app_dirs=log",
                "var_log_dirs=a*",
                "_files=/var/run/app/log/x");
        assertThat(found.notFound()).isEmpty();
        assertThat(found.files())
                .extracting(FoundFile::path, FoundFile::type, FoundFile::detail)
                .containsExactly(
                        tuple("/etc/os-release", FoundFile.Type.FILE, "link to /usr/lib/os-release"),
                        tuple("/etc/absolute", FoundFile.Type.FILE, "link to /usr/lib/os-release"),
                        tuple("/etc/above", FoundFile.Type.FILE, "link to /usr/lib/os-release"),
                        tuple("/var/run/app/log", FoundFile.Type.DIRECTORY, "link to /run/app/log"),
                        tuple("/var/run/app/log/x", FoundFile.Type.FILE, null),
                        tuple("/var/run/app/log/y", FoundFile.Type.DIRECTORY, null),
                        tuple("/var/run/app/log/y/z", FoundFile.Type.FILE, null),
                        tuple("/var/log/app", FoundFile.Type.DIRECTORY, "link to /run/app/log"),
                        tuple("/var/log/app/x", FoundFile.Type.FILE, null),
                        tuple("/var/log/app/y", FoundFile.Type.DIRECTORY, null),
                        tuple("/var/log/app/y/z", FoundFile.Type.FILE, null));
        try (FileReader reader = new FileReader(root)) {
            for (FoundFile file : found.files()) {
                if (file.type() == FoundFile.Type.FILE) {
                    try (OpenFile open = reader.open(file, 0)) {
                        assertThat(open.content().readAllBytes()).asString().startsWith("content of /");
                        assertThat(open.detail()).isEqualTo(file.detail());
                    }
                }
            }
        }
    }

    @Test
    void lookedForBelowALinkThatAWalkHasMetTheLinkBecomesADirectory() throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/run/app/x", "/var/a", "/opt/f")
                .link("/var/run", "/run")
                .link("/var/other", "/opt")
                .link("/var/one", "a");
        FileFinder.Found found = fixture.find("var_dirs=.", "var_run_app_files=x", "var_files=one");
        assertThat(found.files())
                .extracting(FoundFile::path, FoundFile::type, FoundFile::detail)
                .containsExactly(
                        tuple("/var", FoundFile.Type.DIRECTORY, null),
                        tuple("/var/a", FoundFile.Type.FILE, null),
                        tuple("/var/one", FoundFile.Type.FILE, "link to /var/a"),
                        tuple("/var/other", FoundFile.Type.SYMLINK, null),
                        tuple(
                                "/var/run",
                                FoundFile.Type.DIRECTORY,
                                "link to /run; here stands what a line names behind it"),
                        tuple("/var/run/app/x", FoundFile.Type.FILE, "link to /run/app/x"));
    }

    @Test
    void tellsOfLinksThatLeadNowhere() throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/etc/a")
                .link("/etc/gone", "/nowhere/at/all")
                .link("/etc/loop", "loop2")
                .link("/etc/loop2", "loop");
        FileFinder.Found named = fixture.find("etc_files=gone,loop");
        assertThat(named.notFound())
                .extracting(NotFound::path, NotFound::detail)
                .containsExactly(tuple("/etc/gone", "is a link to /nowhere, which does not exist"));
        assertThat(named.files())
                .extracting(FoundFile::path, FoundFile::status, FoundFile::detail)
                .containsExactly(tuple(
                        "/etc/loop", FoundFile.Status.SKIPPED, "leads through more than 40 links, which is a loop"));
        assertThat(fixture.find("etc_files=g*").files())
                .extracting(FoundFile::path, FoundFile::type, FoundFile::status)
                .containsExactly(tuple("/etc/gone", FoundFile.Type.SYMLINK, FoundFile.Status.ABSENT));
    }

    @Test
    void doesNotFollowALinkInADirectoryThatOthersCanWrite() throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/etc/shadow")
                .link("/tmp/way", "/etc/shadow")
                .link("/tmp/dir", "/etc");
        for (String mode : new String[] {"rwxrwxrwx", "rwxr-xrwx"}) {
            Files.setPosixFilePermissions(fixture.at("/tmp"), PosixFilePermissions.fromString(mode));
            FileFinder.Found found =
                    fixture.find("tmp_files=way,w*", "tmp_dirs=dir", "_files=/tmp/dir/shadow,/tmp/*/shadow");
            assertThat(found.files())
                    .extracting(FoundFile::path, FoundFile::status)
                    .containsExactly(
                            tuple("/tmp/way", FoundFile.Status.SKIPPED),
                            tuple("/tmp/dir", FoundFile.Status.SKIPPED),
                            tuple("/tmp/dir/shadow", FoundFile.Status.SKIPPED),
                            tuple("/tmp/way/shadow", FoundFile.Status.SKIPPED));
            assertThat(found.files().get(0).detail())
                    .isEqualTo("is not followed, for the link /tmp/way lies in a directory that others can write");
        }
    }

    @Test
    void doesNotFollowALinkOfAnotherUser() throws Exception {
        assumeTrue(Fixture.isRoot(), "only root can give a link away");
        Fixture fixture = new Fixture(root).with("/etc/shadow").link("/srv/way", "/etc/shadow");
        Fixture.run("chown", "-h", "12345:12345", fixture.at("/srv/way").toString());
        assertThat(fixture.find("srv_files=way").files())
                .extracting(FoundFile::status, FoundFile::detail)
                .containsExactly(tuple(
                        FoundFile.Status.SKIPPED,
                        "is not followed, for the link /srv/way belongs to uid 12345, not to root or to the user who"
                                + " collects"));
        Fixture.run("chown", "-h", "0:0", fixture.at("/srv/way").toString());
        Fixture.run("chown", "12345", fixture.at("/srv").toString());
        assertThat(fixture.find("srv_files=way").files().get(0).detail()).contains("that others can write");
    }

    @Test
    void skipsAHardLinkThatAUserCanHavePutThere() throws Exception {
        assumeTrue(Fixture.isRoot(), "only root can give a directory away");
        Fixture fixture = new Fixture(root).with("/etc/shadow", "/srv/log/own", "/var/log/");
        Files.createLink(fixture.at("/srv/log/x"), fixture.at("/etc/shadow"));
        Files.createLink(fixture.at("/var/log/x"), fixture.at("/etc/shadow"));
        Fixture.run("chown", "12345", fixture.at("/srv/log").toString());
        String reason =
                "belongs to uid 0 and has more than one hard link, but lies in a directory of uid 12345, who may"
                        + " have put it there";
        FileFinder.Found found = fixture.find("srv_dirs=.", "srv_log_files=x", "var_log_dirs=.");
        assertThat(Fixture.one(found, "/srv/log/x"))
                .extracting(FoundFile::status, FoundFile::detail)
                .containsExactly(FoundFile.Status.SKIPPED, reason);
        assertThat(Fixture.one(found, "/srv/log/own").status()).isEqualTo(FoundFile.Status.OK);
        assertThat(Fixture.one(found, "/var/log/x").status()).isEqualTo(FoundFile.Status.OK);
        assertThat(fixture.find("srv_log_files=x").files().get(0).status()).isEqualTo(FoundFile.Status.SKIPPED);
    }

    @Test
    void readsNoHardLinkThatHasComeSinceTheFileWasFound() throws Exception {
        assumeTrue(Fixture.isRoot(), "only root can give a directory away");
        Fixture fixture = new Fixture(root).with("/etc/shadow", "/srv/log/x");
        Fixture.run("chown", "-R", "12345", fixture.at("/srv/log").toString());
        FoundFile found = fixture.find("srv_log_files=x").files().get(0);
        Files.delete(fixture.at("/srv/log/x"));
        Files.createLink(fixture.at("/srv/log/x"), fixture.at("/etc/shadow"));
        try (FileReader reader = new FileReader(root);
                OpenFile open = reader.open(found, 0)) {
            assertThat(open.status()).isEqualTo(OpenFile.Status.SKIPPED);
            assertThat(open.detail()).contains("more than one hard link");
            assertThat(open.content().readAllBytes()).isEmpty();
        }
    }
}
