package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerLimitsTests {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"50000 100000,0.5", "400000 100000,4.0", "max 100000,", "-1 100000,", "7,", "null null,", "5 0,"})
    void tellsAQuotaInCores(String line, Double cores) {
        assertThat(ContainerLimits.cores(line)).isEqualTo(cores);
    }

    @ParameterizedTest
    @CsvSource({
        "/docker/0123,docker",
        "/system.slice/docker-0123.scope,docker",
        "/kubepods.slice/kubepods-burstable.slice/cri-containerd-01.scope,kubernetes",
        "/machine.slice/libpod-01.scope,podman",
        "/lxc/web,lxc",
        "/system.slice/app.service,",
        "/,"
    })
    void knowsContainersByTheirGroup(String path, String container) {
        assertThat(ContainerLimits.named(path)).isEqualTo(container);
    }

    @Test
    void theNarrowestOfAllGroupsAboveHolds() throws Exception {
        write("proc/1/cgroup", "0::/a/b/c\n");
        write("sys/fs/cgroup/a/memory.max", "1000\n");
        write("sys/fs/cgroup/a/b/memory.max", "500\n");
        write("sys/fs/cgroup/a/b/c/memory.max", "2000\n");
        write("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
        write("sys/fs/cgroup/a/b/c/cpu.max", "max 100000\n");
        ContainerLimits limits = ContainerLimits.of(Machine.at(root));
        assertThat(Objects.requireNonNull(limits.memory()).maximum()).isEqualTo(500);
        assertThat(Objects.requireNonNull(limits.cpu()).cores()).isEqualTo(1.5);
        assertThat(limits.container()).isNull();
    }

    @Test
    void version1WithoutLimitsTellsNone() throws Exception {
        write("proc/1/cgroup", "3:memory:/\n2:cpu,cpuacct:/\n1:pids:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        write("sys/fs/cgroup/pids/pids.current", "2\n");
        ContainerLimits limits = ContainerLimits.of(Machine.at(root));
        assertThat(limits.version()).isEqualTo(1);
        assertThat(limits.memory()).isEqualTo(new ContainerLimits.Memory(null, null, null, null, null));
        assertThat(limits.cpu()).isEqualTo(new ContainerLimits.Cpu(null, null, null, null, null));
        assertThat(limits.pids()).isEqualTo(new ContainerLimits.Pids(null, 2L));
    }

    @Test
    void aPathOutOfTheTreeIsNotFollowed() throws Exception {
        write("proc/1/cgroup", "0::/../../../etc\n");
        write("sys/fs/cgroup/memory.current", "1\n");
        write("sys/etc/memory.current", "2\n");
        Cgroup group = Cgroup.of(new Facts(Machine.at(root)), Cgroup.Line.parse("0::/../../../etc"), "memory");
        assertThat(Objects.requireNonNull(group).directories()).containsExactly("/sys/fs/cgroup");
    }

    @Test
    void isAbsentWithoutGroups() {
        assertThatThrownBy(() -> ContainerLimits.of(Machine.at(root))).isInstanceOf(AbsentException.class);
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }
}
