package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareTests {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java -jar /opt/app/app.jar --password=x|app.jar|",
                "/usr/bin/java -Xms1g -Xmx512m -Xmx2g -cp /a:/b com.example.Main secret|com.example.Main|2147483648",
                "java -p /m -m mod/com.example.Main|mod/com.example.Main|",
                "java --module=mod/com.example.Main|mod/com.example.Main|",
                "java -XX:MaxHeapSize=1024k @arguments com.example.Main -Xmx9g|com.example.Main|1048576",
                "java -Xmxmuch -version||",
                "java -cp||",
                "java||"
            })
    void tellsWhatAJvmRunsButNotItsArguments(String words, String program, Long heap) {
        List<String> command = List.of(words.split(" ", -1));
        assertThat(Jvms.program(command)).isEqualTo(program);
        assertThat(Jvms.heap(command)).isEqualTo(heap);
    }

    @ParameterizedTest
    @CsvSource({"java,true", "/opt/jdk/bin/java,true", "javac,false", "/opt/java/bin/tool,false"})
    void knowsAJvmByItsProgram(String program, boolean java) {
        assertThat(Jvms.java(program)).isEqualTo(java);
    }

    @Test
    void readsTheVersionOfAnInstallation() {
        assertThat(Jvms.version("IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n"))
                .isEqualTo("17.0.15");
        assertThat(Jvms.version("JAVA_VERSION=\"\"")).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsThisJvm() throws Exception {
        assertThat(Jvms.of(Machine.at(Path.of("/"))).jvms())
                .filteredOn(jvm -> jvm.pid() == ProcessHandle.current().pid())
                .singleElement()
                .satisfies(jvm -> assertThat(jvm.version()).isEqualTo(System.getProperty("java.version")))
                .satisfies(jvm -> assertThat(jvm.rss()).isPositive());
    }

    @Test
    void theDigestOfPackagesDependsOnNothingButThem() {
        Packages.Blocks one = Packages.Blocks.apk();
        List.of("P:a", "V:1", "A:x", "", "P:b", "V:2", "A:x").forEach(one::line);
        Packages.Blocks other = Packages.Blocks.apk();
        List.of("C:Q", "P:b", "A:x", "V:2", "", "", "P:a", "V:1", "A:x", "").forEach(other::line);
        assertThat(Packages.of("apk", one.packages())).isEqualTo(Packages.of("apk", other.packages()));
        assertThat(one.packages()).containsExactly("a 1 x", "b 2 x");
    }

    @Test
    void listsPackagesWithTheirVersions() {
        assertThat(PackageList.of("dpkg", new TreeSet<>(List.of("bash 5.2-15 amd64", "odd", "zlib 1 ")))
                        .packages())
                .containsExactly(
                        new PackageList.Entry("bash", "5.2-15", "amd64"),
                        new PackageList.Entry("odd", null, null),
                        new PackageList.Entry("zlib", "1", null));
        assertThat(PackageList.of("pacman", new TreeSet<>(List.of("gtk-update-icon-cache-1:4.14-1", "odd")))
                        .packages())
                .containsExactly(
                        new PackageList.Entry("gtk-update-icon-cache", "1:4.14-1", null),
                        new PackageList.Entry("odd", null, null));
    }

    @Test
    void saysThatOnlyRpmReadsItsDatabase() throws Exception {
        Files.createDirectories(root.resolve("usr/lib/sysimage/rpm"));
        assertThatThrownBy(() -> Packages.of(Machine.at(root)))
                .isInstanceOf(AbsentException.class)
                .hasMessageContaining("rpm -qa");
    }
}
