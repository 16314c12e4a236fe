package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds a search. */
class FileLimitTests {
    @TempDir
    Path root;

    @Test
    void endsAtTheLimitOnFiles() throws Exception {
        Fixture fixture = new Fixture(root).with("/var/a/1", "/var/a/2", "/var/b/3", "/var/b/4");
        FileFinder.Found all = fixture.find(0, 4, null, "var_dirs=.");
        assertThat(all.cut()).isFalse();
        assertThat(Fixture.files(all)).hasSize(4);
        FileFinder.Found cut = fixture.find(0, 3, null, "var_dirs=.", "var_files=nothing");
        assertThat(cut.cut()).isTrue();
        assertThat(Fixture.files(cut)).containsExactly("/var/a/1", "/var/a/2", "/var/b/3");
        assertThat(all.unfinished()).isEmpty();
        assertThat(cut.unfinished()).containsExactly("/var", "/var/nothing");
    }

    @Test
    void endsWhenItIsEnough() throws Exception {
        new Fixture(root).with("/var/a/1", "/var/a/2", "/var/a/b/3", "/var/b/4");
        for (String line : List.of("var_dirs=.", "var_files=**/none*")) {
            String[] parts = line.split("=", -1);
            List<FileSelection> lines =
                    List.of(FileSelection.parse(parts[0], parts[1]), FileSelection.parse("etc_files", "hosts"));
            AtomicInteger asked = new AtomicInteger();

            FileFinder.Found found =
                    new FileFinder(root, List.of(), 64, 0, null).find(lines, () -> asked.incrementAndGet() > 4);

            assertThat(found.cut()).isTrue();
            assertThat(found.files()).hasSizeLessThan(4);
            assertThat(found.notFound()).isEmpty();
            assertThat(found.unfinished()).hasSize(2).contains("/etc/hosts");
        }
    }

    @Test
    void notesWhatIsDeeperThanTheLimit() throws Exception {
        Fixture fixture = new Fixture(root).with("/var/a/b/c/d/file", "/var/a/1", "/var/a/b/2");
        FileFinder.Found found = fixture.find(2, 0, null, "var_dirs=.");
        assertThat(Fixture.files(found)).containsExactly("/var/a/1");
        assertThat(Fixture.one(found, "/var/a/b"))
                .extracting(FoundFile::status, FoundFile::type, FoundFile::detail)
                .containsExactly(
                        FoundFile.Status.SKIPPED,
                        FoundFile.Type.DIRECTORY,
                        "lies 2 levels down, and the limit on depth is 2: not entered");
        assertThat(Fixture.files(fixture.find(2, 0, null, "var_dirs=.", "var_a_b_dirs=.")))
                .containsExactly("/var/a/1", "/var/a/b/2");
    }

    @Test
    void endsInAVeryDeepTree() throws Exception {
        Path deep = Fixture.nested(root, "deep", "a", 3_000);
        try {
            FileFinder.Found found = new Fixture(root).find("deep_dirs=.");
            assertThat(found.files()).hasSize(65);
            assertThat(found.files().get(64).status()).isEqualTo(FoundFile.Status.SKIPPED);
            FileFinder.Found further = new Fixture(root).find(150, 0, null, "deep_dirs=.", "deep_files=**/x");
            assertThat(new Fixture(root).find(0, 0, null, "deep_dirs=.").files())
                    .hasSize(1001);
            assertThat(further.files()).hasSize(151);
        } finally {
            Fixture.unnest(deep, "a");
        }
    }

    @Test
    void leavesOutOldLogsOnly() throws Exception {
        Fixture fixture = new Fixture(root)
                .with(
                        "/var/log/old",
                        "/var/log/new",
                        "/srv/logs/x/old",
                        "/srv/journal",
                        "/etc/old",
                        "/srv/catalog/old");
        Instant then = Instant.parse("2020-01-01T00:00:00Z");
        for (String old : List.of("/var/log/old", "/srv/logs/x/old", "/srv/journal", "/etc/old", "/srv/catalog/old")) {
            Files.setLastModifiedTime(fixture.at(old), FileTime.from(then));
        }
        Instant since = then.plusSeconds(1);
        FileFinder.Found found = fixture.find(0, 0, since, "_dirs=/var,/srv,/etc", "var_log_files=old,o*");
        assertThat(Fixture.files(found))
                .containsExactly("/var/log/new", "/srv/catalog/old", "/srv/journal", "/etc/old", "/var/log/old");
        assertThat(Fixture.one(found, "/var/log/old"))
                .extracting(FoundFile::status, FoundFile::detail)
                .containsExactly(FoundFile.Status.SKIPPED, "was not modified since 2020-01-01T00:00:01Z");
        assertThat(found.older()).isEqualTo(3);
        assertThat(Fixture.files(fixture.find(0, 0, then, "_dirs=/var"))).hasSize(2);
    }

    @Test
    void neverTakesWhatIsItsOwn() throws Exception {
        Fixture fixture = new Fixture(root)
                .with("/var/lib/calink/bundle", "/var/lib/other", "/srv/archive.part", "/srv/x")
                .link("/srv/way", "/var/lib/calink")
                .link("/srv/one", "archive.part");
        FileFinder finder = new FileFinder(
                root,
                List.of(fixture.at("/var/lib/calink"), fixture.at("/srv/archive.part"), root.resolve("gone")),
                0,
                0,
                null);
        FileFinder.Found walked = Fixture.find(finder, "_dirs=/var,/srv");
        assertThat(Fixture.files(walked)).containsExactly("/var/lib/other", "/srv/one", "/srv/way", "/srv/x");
        FileFinder.Found named = Fixture.find(
                finder, "srv_dirs=way,w*", "srv_files=one,o*", "var_lib_calink_files=bundle", "_dirs=/var/lib/calink");
        assertThat(named.files()).extracting(FoundFile::status).containsOnly(FoundFile.Status.SKIPPED);
        assertThat(named.files())
                .extracting(FoundFile::detail)
                .containsOnly("belongs to CaLink itself and is never collected");
    }

    @Test
    void endsWhenItIsInterrupted() {
        Fixture fixture = new Fixture(root).with("/etc/hosts");
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> fixture.find("etc_dirs=."));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void holdsALargeDirectoryInOrder() throws Exception {
        Path many = Files.createDirectories(root.resolve("many"));
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(many.resolve("f" + i));
        }
        List<String> found = Fixture.files(new Fixture(root).find("many_dirs=."));
        assertThat(found).hasSize(20_000).isSorted().doesNotHaveDuplicates();
    }
}
