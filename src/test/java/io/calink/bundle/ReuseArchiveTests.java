package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.Snapshot;
import io.calink.archive.EarlierArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gathering into a directory that takes from an archive that is named, as {@code --reuse} does. */
class ReuseArchiveTests {
    @TempDir
    Path directory;

    private static Snapshot gather(SmallHost host, Path earlier) throws Exception {
        Plan plan = SmallHost.plan(SmallHost.limits(Duration.ofMinutes(1), 0, 1000), Output.DEFAULT);
        Snapshot made = host.calink.gather(plan, null, host.out, earlier, Progress.NONE, new Stop());
        assertThat(Verification.of(made.archive()).findings()).isEmpty();
        return made;
    }

    private static Map<String, Long> totals(Snapshot made) throws Exception {
        return Contents.of(made.archive()).manifest().totals();
    }

    @Test
    void leavesAnIndexForTheNextOneAndTakesFromTheOneBefore() throws Exception {
        try (SmallHost host = new SmallHost(directory)) {
            host.write("var/log/large.log", "a line of some length\n".repeat(10_000));
            Snapshot first = gather(host, directory.resolve("not there yet.tar.gz"));
            assertThat(totals(first)).containsEntry("reused_bytes", 0L);
            assertThat(EarlierArchive.indexOf(first.archive())).isRegularFile();
            Path link = Files.createSymbolicLink(directory.resolve("latest.tar.gz"), first.archive());
            assertThat(totals(gather(host, link)).get("reused_bytes")).isBetween(220_000L, 221_000L);
        }
    }

    @Test
    void takesNothingFromAnArchiveThatOthersCanHaveWritten() throws Exception {
        try (SmallHost host = new SmallHost(directory)) {
            host.write("var/log/large.log", "a line of some length\n".repeat(10_000));
            Snapshot first = gather(host, directory.resolve("not there yet.tar.gz"));
            Files.setPosixFilePermissions(
                    EarlierArchive.indexOf(first.archive()), PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(totals(gather(host, first.archive()))).containsEntry("reused_bytes", 0L);
        }
    }
}
