package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationSourceTests {
    /** Those that the built-in configuration asks for. */
    static final List<String> KNOWN = List.of(
            ("uptime loadavg disk ps cpu vmem smem iostat netio load host os version net sockets mounts fd limits pressure cgroup time"
                            + " users sensors hardware packages services jvms dmesg certs")
                    .split(" ", -1));

    @TempDir
    private Path temporary;

    @Test
    void theFirstPlaceWhereAFileIsCounts() throws Exception {
        Path here = temporary.resolve("here.ini");
        Path etc = temporary.resolve("etc.ini");
        ConfigurationSource source = places(here, etc);
        assertThat(source.read(KNOWN).source()).isEqualTo("built-in");
        Files.writeString(etc, "[info]\netc=os\n");
        assertThat(source.read(KNOWN).source()).isEqualTo(etc.toString());
        Files.writeString(here, "[info]\nhere=os\n");
        assertThat(source.read(KNOWN).source()).isEqualTo(here.toString());
        assertThat(source.read(KNOWN).plan().info()).containsOnlyKeys("here");
    }

    @Test
    void aFileThatCannotBeUsedIsNeverPassedOver() throws Exception {
        Path here = Files.createSymbolicLink(temporary.resolve("here.ini"), temporary.resolve("nowhere"));
        Path etc = Files.writeString(temporary.resolve("etc.ini"), "[info]\netc=os\n");
        assertThatThrownBy(() -> places(here, etc).read(KNOWN)).hasMessageStartingWith(here + ": is a symbolic link");
    }

    @Test
    void aMistakeNamesTheFile() throws Exception {
        Path here = Files.writeString(temporary.resolve("here.ini"), "[inf]\n");
        assertThatThrownBy(() -> places(here).read(KNOWN))
                .hasMessage(here + ":1: [inf]: there is no such section; sections are [info], [files], [commands],"
                        + " [output], [limits], [redaction]; did you mean [info]?");
    }

    @Test
    void aFileThatWasNamedHasToBeThere() {
        Path file = temporary.resolve("c.ini");
        assertThatThrownBy(() -> Configuration.read(file, KNOWN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": there is no such file; put one there, or name another with --config");
    }

    @Test
    void aFileThatWasNamedIsReadWithItsWarnings() throws Exception {
        Path file = Files.writeString(temporary.resolve("c.ini"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Configuration configuration = Configuration.read(file, KNOWN);
        assertThat(configuration.source()).isEqualTo(file.toString());
        assertThat(configuration.warnings())
                .containsExactly(
                        file + ": names nothing to gather; its sections [info], [files] and [commands] are empty");
    }

    @Test
    void insecureFilesAreUsedWhereThatIsAllowed() throws Exception {
        Path file = Files.writeString(temporary.resolve("c.ini"), "[info]\nx=os\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(temporary.resolve("l.ini"), file);
        Configuration configuration = ConfigurationSource.standard(link, true).read(KNOWN);
        assertThat(configuration.source()).isEqualTo(link.toString());
        assertThat(configuration.warnings()).singleElement().asString().startsWith(link + ": is a symbolic link");
    }

    @Test
    void theBuiltInOneIsTheFileAtTheTop() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(ConfigurationSourceTests.class.getResourceAsStream("/calink-config.ini"))) {
            Configuration configuration = places().read(KNOWN);
            assertThat(configuration.sha256()).isEqualTo(Configuration.sha256(in.readAllBytes()));
        }
    }

    private ConfigurationSource places(Path... places) throws IOException {
        long uid = Integer.toUnsignedLong((Integer) Files.getAttribute(temporary, "unix:uid"));
        return new ConfigurationSource(List.of(places), false, new Trust(new Caller(1, uid), false));
    }
}
