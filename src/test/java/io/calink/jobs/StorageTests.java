package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTests {
    private static final JobLimits FLOOR = new JobLimits(1, 8, Duration.ofDays(7), 10, 0, 1L << 20);

    @TempDir
    Path temporary;

    /** Tells what is found on a disk that becomes read-only, and what becomes of the audit log there. */
    public static void main(String[] arguments) throws Exception {
        Path disk = Path.of(arguments[0]);
        try (DataDirectory data = DataDirectory.open(disk);
                AuditLog audit = new AuditLog(data)) {
            Storage storage = new Storage(data, FLOOR);
            System.out.println("before " + storage.look().trouble());
            run("mount", "--bind", disk.toString(), disk.toString());
            run("mount", "-o", "remount,bind,ro", disk.toString());
            System.out.println("read-only " + storage.look().trouble());
            audit.write(new AuditLine(Instant.EPOCH, null, null, "read", null, null, null, 200, 0, true, 0, 1));
            await().until(audit::isFailing);
            run("umount", disk.toString());
            System.out.println("after " + storage.look().trouble());
            await().until(() -> !audit.isFailing());
            System.out.println(
                    "lines " + Files.readAllLines(disk.resolve("audit.jsonl")).size());
        }
    }

    private static void run(String... line) throws IOException, InterruptedException {
        new ProcessBuilder(line).inheritIO().start().waitFor();
    }

    @Test
    void tellsADiskThatIsReadOnlyAndTheAuditLogCatchesUp() throws Exception {
        Path disk = temporary.resolve("disk");
        Child child = Child.mounted(StorageTests.class, disk, "size=8m,mode=0700", disk.toString());
        assumeTrue(child.isMounted(), "mounting takes root");
        assertThat(child.output())
                .contains("before null", "read-only The directory " + disk + " cannot be written: ")
                .contains("after null", "lines 1");
    }

    @Test
    void tellsWhatIsFreeAndWhatMustBe() throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary.resolve("data"))) {
            Storage.State state = new Storage(data, FLOOR).look();
            assertThat(state.trouble()).isNull();
            assertThat(state.directory()).isEqualTo(data.path());
            Storage.Space space = Objects.requireNonNull(state.space());
            assertThat(space.floor()).isEqualTo(1 << 20);
            assertThat(space.free()).isPositive().isLessThanOrEqualTo(space.total());
            assertThat(new Storage.Space(100, 10, 11).isShort()).isTrue();
            assertThat(new Storage.Space(100, 11, 11).isShort()).isFalse();
        }
    }

    @Test
    void tellsADirectoryThatIsGoneReplacedOrOpenedToOthers() throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary.resolve("data"))) {
            Storage storage = new Storage(data, FLOOR);
            Files.setPosixFilePermissions(data.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(storage.look().trouble()).contains("is open to others");
            Files.setPosixFilePermissions(data.path(), PosixFilePermissions.fromString("rwx------"));
            Files.move(data.path(), temporary.resolve("moved"));
            assertThat(storage.look().trouble()).contains("has been removed");
            Files.writeString(temporary.resolve("data"), "a file");
            assertThat(storage.look().trouble()).contains("is not a directory");
            Files.delete(temporary.resolve("data"));
            data.restore();
            assertThat(storage.look().trouble()).isNull();
        }
    }
}
