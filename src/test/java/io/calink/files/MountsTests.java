package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTests {
    private final Mounts mounts = Mounts.parse(List.of(
            "22 27 0:21 / /proc rw,relatime shared:5 - proc proc rw",
            "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
            "30 27 0:45 / /mnt/two\\040words rw - nfs4 server:/x rw",
            "31 27 0:46 / /misc rw - autofs systemd-1 rw",
            "32 27 0:47 / /auto rw - autofs systemd-1 rw",
            "33 32 8:300 / /auto rw - ext4 /dev/sdq rw",
            "34 27 0:48 / /ntfs rw - fuseblk /dev/sdb1 rw",
            "35 27 0:49 / /far rw - fuse.sshfs host: rw",
            "nonsense"));

    @Test
    void knowsWhichFilesAreMadeUp() {
        assertThat(mounts.madeUp(21)).isTrue();
        assertThat(mounts.madeUp(254 << 8)).isFalse();
        assertThat(mounts.madeUp(-1)).isFalse();
        assertThat(mounts.fromProgram(49)).isTrue();
    }

    @Test
    void knowsWhatCanHang() {
        assertThat(mounts.remote("/mnt/two words")).isTrue();
        assertThat(mounts.remoteAbove("/mnt/two words/a/b")).isEqualTo("/mnt/two words");
        assertThat(mounts.remote("/far")).isTrue();
        assertThat(mounts.remote("/ntfs")).isFalse();
        assertThat(mounts.remoteAbove("/mnt/two")).isNull();
        assertThat(mounts.anyRemote()).isTrue();
    }

    @Test
    void knowsWhatWouldBeMounted() {
        assertThat(mounts.mountsWhenEntered("/misc")).isTrue();
        assertThat(mounts.mountsWhenEntered("/auto")).isFalse();
    }
}
