package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectsTests {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.99|0:00:00",
                "3599|0:59:59",
                "86399.9|23:59:59",
                "86400|1 day, 0:00:00",
                "93784.12|1 day, 2:03:04",
                "31536000|365 days, 0:00:00"
            })
    void saysATimeAsPythonDoes(double seconds, String text) {
        assertThat(Uptime.of(seconds, Instant.EPOCH).text()).isEqualTo(text);
    }

    @Test
    void readsALoadAverageThatTellsOnlyThree() {
        LoadAverage load = LoadAverage.parse("0.1 0.2 0.3");
        assertThat(load.lastPid()).isNull();
        assertThat(load.entities()).isEqualTo(new LoadAverage.Entities(null, null));
        assertThat(load.average()).containsEntry("15", 0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ID=debian;VERSION_ID=\"12\";VERSION_CODENAME=bookworm|debian-12-bookworm",
                "VERSION_ID='22.04';ID=ubuntu;VERSION_CODENAME=jammy|ubuntu-22.04-jammy",
                "ID=debian;VERSION=\"8 (jessie)\";VERSION_ID=\"8\"|debian-8-jessie",
                "ID=\"centos\";VERSION=\"7 (Core)\";VERSION_ID=\"7\"|centos-7",
                "ID=arch|arch",
                "ID=debian;VERSION_CODENAME=trixie|debian-trixie",
                "# ID=no;NAME=\"a \\\"b\\\"\";ID=\"we\\$rd\"|we$rd"
            })
    void joinsWhatOsReleaseTells(String lines, String os) {
        assertThat(Distribution.parseOsRelease(lines.replace(';', '\n')).full()).isEqualTo(os);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "etc/redhat-release|CentOS release 6.10 (Final)|centos-6.10-Final|centos-6.10",
                "etc/redhat-release|Red Hat Enterprise Linux Server release 6.5 (Santiago)|rhel-6.5-Santiago|rhel-6.5",
                "etc/debian_version|6.0.10|debian-6.0.10|debian-6.0.10",
                "etc/debian_version|jessie/sid|debian-jessie/sid|debian-jessie-sid",
                "etc/alpine-release|2.7.9|alpine-2.7.9|alpine-2.7.9",
                "etc/lsb-release|DISTRIB_ID=Ubuntu;DISTRIB_RELEASE=10.04;DISTRIB_CODENAME=lucid|ubuntu-10.04-lucid|ubuntu-10.04"
            })
    void knowsSystemsOlderThanOsRelease(String file, String text, String os, String brief) throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve(file), text.replace(';', '\n') + "\n");
        Distribution distribution = Distribution.of(Machine.at(root));
        assertThat(distribution.full()).isEqualTo(os);
        assertThat(distribution.brief()).isEqualTo(brief);
    }

    @Test
    void readsUnitsFromTheAuxiliaryVector() {
        KernelUnits usual = new KernelUnits(4096, 100);
        ByteBuffer wide = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        wide.putLong(6).putLong(65536).putLong(17).putLong(250).putLong(0).putLong(0);
        assertThat(KernelUnits.parse(wide.array(), usual)).isEqualTo(new KernelUnits(65536, 250));
        ByteBuffer narrow = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        narrow.putInt(6).putInt(16384).putInt(17).putInt(100).putInt(0).putInt(0);
        assertThat(KernelUnits.parse(narrow.array(), usual)).isEqualTo(new KernelUnits(16384, 100));
        assertThat(KernelUnits.parse("rubbish".getBytes(StandardCharsets.UTF_8), usual))
                .isEqualTo(usual);
    }

    @Test
    void readsNamesOfProcessesThatHoldAnything() {
        ProcessStat odd = ProcessStat.parse("7 (a) (b\n) (R) S 1 7 7 0 -1 0 0 0 0 0 3 4 0 0 20 0 5 0 60 70 80 9");
        assertThat(odd).isEqualTo(new ProcessStat("a) (b\n) (R", "S", 1L, 7L, 5L, 60L, 70L, 80L));
        assertThat(ProcessStat.parse("7 (cut")).isNull();
        assertThat(ProcessStat.parse("")).isNull();
    }

    @Test
    void readsTheEffectiveUserOfAProcess() {
        assertThat(ProcessStatus.parse("Name:\tsu\nUid:\t1000\t0\t0\t0\nVmRSS:\t    12 kB"))
                .isEqualTo(new ProcessStatus("0", 12288L));
        assertThat(ProcessStatus.parse("Uid:")).isEqualTo(new ProcessStatus(null, null));
    }

    @ParameterizedTest
    @CsvSource({"amd64,x86_64", "aarch64,aarch64", "i386,i686", "ppc64le,ppc64le"})
    void callsMachinesAsUnameDoes(String java, String uname) {
        assertThat(LinuxSubjects.architecture(java)).isEqualTo(uname);
    }
}
