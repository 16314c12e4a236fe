package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DisksTests {
    @TempDir
    private Path root;

    @Test
    void showsEachFileSystemOnceAsDfDoes() {
        List<Mount> mounts = Mount.parseMountinfo("""
                20 1 0:1 / / rw - rootfs rootfs rw
                21 1 8:1 / / rw - ext4 /dev/sda1 rw
                22 21 8:1 /srv/www /www rw - ext4 /dev/sda1 rw
                23 21 8:2 / /home/data rw - xfs /dev/sda2 rw
                24 21 8:2 / /data rw - xfs /dev/sda2 rw
                25 21 0:40 /root /mnt/a rw - btrfs /dev/sdb1 rw,subvol=/root
                26 21 0:40 /home /mnt/b rw - btrfs /dev/sdb1 rw,subvol=/home
                27 21 0:50 / /tank rw - zfs tank rw
                28 21 0:51 / /mnt/win rw - cifs //server/share rw
                29 21 0:52 / /mnt/ssh rw - fuse.sshfs me@host:/ rw
                30 21 0:53 / /tmp rw - tmpfs tmpfs rw
                31 21 0:54 / /var/lib/docker/overlay2/x/merged rw - overlay overlay rw
                """);
        assertThat(Disks.shown(mounts))
                .extracting(Mount::mountpoint)
                .containsExactlyInAnyOrder("/", "/data", "/mnt/a", "/mnt/b", "/tank");
    }

    @Test
    void countsPercentAsDfDoes() {
        assertThat(new Space(1000, 400, 350, null, null).percent()).isEqualTo(64); // 600 of 950, rounded up
        assertThat(new Space(1000, 1000, 1000, null, null).percent()).isZero();
        assertThat(new Space(1000, 0, 0, null, null).percent()).isEqualTo(100);
        assertThat(new Space(0, 0, 0, null, null).percent()).isNull();
        assertThat(new Space(Long.MAX_VALUE / 2, 0, Long.MAX_VALUE / 2, null, null).percent())
                .isEqualTo(50);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNotHeldUpByAMountThatDoesNotAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Disks disks = new Disks(Machine.at(Path.of("/")), path -> {
            asked.incrementAndGet();
            while (never.getCount() > 0) {
                Thread.onSpinWait();
            }
            return null;
        });
        try {
            List<?> first = (List<?>) disks.read();
            assertThat(first)
                    .allSatisfy(partition ->
                            assertThat(((Partition) partition).total()).isNull());
            int threads = asked.get();
            disks.read();
            assertThat(asked).as("those that hang are left alone").hasValue(threads);
        } finally {
            never.countDown();
        }
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> new Disks(Machine.at(root)).read()).hasMessageContaining("proc/1/mountinfo");
    }

    @Test
    void followsLinksInsideTheRootOnly() throws IOException {
        Files.createDirectories(root.resolve("etc/static"));
        Files.writeString(root.resolve("etc/static/os-release"), "ID=nixos\n");
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("/etc/static/os-release"));
        Files.createSymbolicLink(root.resolve("etc/up"), Path.of("../../../../../etc/static/os-release"));
        Files.createSymbolicLink(root.resolve("etc/loop"), Path.of("loop"));
        Machine machine = Machine.at(root);
        assertThat(machine.text("/etc/os-release")).isEqualTo("ID=nixos\n");
        assertThat(machine.lines("/etc/up")).containsExactly("ID=nixos");
        assertThat(machine.has("/etc/loop")).isFalse();
        assertThatThrownBy(() -> machine.text("/etc/loop")).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAFileThatHasNoEnd() throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.createSymbolicLink(root.resolve("proc/loadavg"), Path.of("/dev/zero"));
        assertThatThrownBy(() -> Machine.at(root).text("/proc/loadavg")).hasMessageContaining("more than 16 MiB");
    }
}
