package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MountTableTests {
    @Test
    void hidesWhatIsSecret() {
        MountTable table = MountTable.of(Mount.parseMounts("""
                //nas/x /x cifs rw,username=u,password=hunter2,vers=3 0 0
                https://u:hunter2@dav.example/a /a fuse ro,_netdev,Access_Token=hunter2 0 0
                """));
        assertThat(table.toString()).doesNotContain("hunter2").contains("username=u", "password=", "dav.example");
        assertThat(table.mounts()).extracting(MountTable.Entry::readOnly).containsExactly(false, true);
        assertThat(table.mounts()).extracting(MountTable.Entry::network).containsExactly(true, true);
    }

    @Test
    void saysHowManyOfTenThousandItLeavesOut() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append("tmpfs /run/user/").append(i).append(" tmpfs rw 0 0\n");
        }
        MountTable table = MountTable.of(Mount.parseMounts(many.toString()));
        assertThat(table.mounts()).hasSize(2000);
        assertThat(table.leftOut()).isEqualTo(8000);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void agreesWithProcOnThisMachine() throws Exception {
        MountTable table = MountTable.of(Machine.at(Path.of("/")));
        assertThat(table.mounts().size() + table.leftOut())
                .isEqualTo(Files.readAllLines(Path.of("/proc/self/mountinfo")).size());
    }
}
