package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.calink.info.sampling.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DisksTests {
    private static final Information NO_TRAFFIC = () -> {
        throw new AbsentException("No disk is counted.");
    };

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
        Disks disks = new Disks(Machine.at(Path.of("/")), NO_TRAFFIC, path -> {
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
            assertThat(((Partition) first.get(0)).detail()).startsWith("It did not answer in time");
            int threads = asked.get();
            Partition again = (Partition) ((List<?>) disks.read()).get(0);
            assertThat(again.detail()).isEqualTo("It has not answered since it was asked before.");
            assertThat(asked).as("those that hang are left alone").hasValue(threads);
        } finally {
            never.countDown();
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    @Test
    void saysWhatTurnedReadOnlyAndWhatWasMeantToBe() throws Exception {
        write("proc/1/mountinfo", """
                21 1 8:1 / / rw,relatime - ext4 /dev/sda1 ro,errors=remount-ro
                22 21 8:2 / /data ro - ext4 /dev/sda2 ro
                23 21 8:3 / /archive ro - ext4 /dev/sda3 ro
                24 21 8:4 / /home rw - ext4 /dev/sda4 rw
                """);
        write("etc/fstab", "# disks\n/dev/sda2 /data ext4 defaults 0 2\n/dev/sda3 /archive ext4 noatime,ro 0 2\n");
        assertThat(((List<?>) new Disks(Machine.at(root), NO_TRAFFIC).read()))
                .map(each -> (Partition) each)
                .extracting(Partition::mountpoint, Partition::readOnly, Partition::remountedReadOnly)
                .containsExactly(
                        tuple("/", true, true),
                        tuple("/data", true, true),
                        tuple("/archive", true, false),
                        tuple("/home", false, false));
    }

    @Test
    void saysHowBusyTheDiskBelowWas() throws Exception {
        write("proc/1/mountinfo", """
                21 1 253:0 / / rw - ext4 /dev/mapper/vg-root rw
                22 21 8:2 / /data rw - ext4 /dev/sdb2 rw
                23 21 0:40 / /pool rw - btrfs /dev/nvme0n1p3 rw
                24 21 8:99 / /other rw - ext4 /dev/sdz1 rw
                """);
        Files.createDirectories(root.resolve("sys/dev/block"));
        Files.createSymbolicLink(root.resolve("sys/dev/block/253:0"), Path.of("../../devices/virtual/block/dm-0"));
        Files.createSymbolicLink(root.resolve("sys/dev/block/8:2"), Path.of("../../devices/pci/block/sdb/sdb2"));
        Files.createDirectories(root.resolve("sys/block/dm-0/slaves/sda3"));
        Files.createDirectories(root.resolve("sys/block/dm-0/slaves/sdb1"));
        Information traffic =
                () -> Map.of("devices", Map.of("sda", spread(12.5), "sdb", spread(3.0), "nvme0n1", spread(70.0)));
        assertThat(((List<?>) new Disks(Machine.at(root), traffic).read()))
                .map(each -> (Partition) each)
                .extracting(Partition::mountpoint, Partition::busyPercent)
                .containsExactly(tuple("/", 12.5), tuple("/data", 3.0), tuple("/pool", 70.0), tuple("/other", null));
        assertThat(DiskUse.disk("sda12")).isEqualTo("sda");
        assertThat(DiskUse.disk("mmcblk0p1")).isEqualTo("mmcblk0");
        assertThat(DiskUse.disk("dm-0")).isEqualTo("dm-0");
    }

    private static Map<String, Object> spread(double busy) {
        return Map.of("busy_percent", Map.of("average", busy));
    }

    @Test
    void isNotHeldUpByTenThousandMounts() throws Exception {
        StringBuilder mounts = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            mounts.append(i + 30)
                    .append(" 21 7:")
                    .append(i)
                    .append(" / /m\\040")
                    .append(i);
            mounts.append(" rw - ext4 /dev/loop").append(i).append(" rw\n");
        }
        write("proc/1/mountinfo", mounts.toString());
        try (Informations all = Informations.standard(Machine.at(root), Sampler.brief(Machine.at(root)))) {
            Reading reading = all.read("disk", Duration.ofSeconds(20));
            assertThat(((List<?>) ((Reading.Value) reading).value())).hasSize(10_000);
            assertThat(all.read("mounts", Duration.ofSeconds(20)).toString()).contains("left_out=8000");
        }
    }

    @Test
    void countsInodesAsDfDoes() {
        assertThat(new Space(1, 1, 1, 1000L, 399L).inodesPercent()).isEqualTo(61);
        assertThat(new Space(1, 1, 1, 1000L, 2000L).inodesPercent()).isNull();
        assertThat(new Space(1, 1, 1, null, null).inodesPercent()).isNull();
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> new Disks(Machine.at(root), NO_TRAFFIC).read())
                .hasMessageContaining("proc/1/mountinfo");
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
