package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveConfigurationTests {
    private static final List<String> KNOWN = ConfigurationSourceTests.KNOWN;
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path temporary;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.writeString(temporary.resolve("c.ini"), "[info]\na=os\n");
    }

    @Test
    void aFileThatHasNotChangedStaysTheSameConfiguration() throws Exception {
        try (LiveConfiguration live = live(file)) {
            Configuration before = live.current();
            live.look();
            assertThat(live.current()).isSameAs(before);
            assertThat(live.stale()).isNull();
        }
    }

    @Test
    void aChangedFileServesFromThenOn() throws Exception {
        try (LiveConfiguration live = live(file)) {
            Files.writeString(file, "[info]\nb=os,host\n");
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("b");
            assertThat(live.stale()).isNull();
        }
    }

    @Test
    void aChangeThatKeepsSizeAndTimeIsSeenToo() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        try (LiveConfiguration live = live(file)) {
            Files.writeString(file, "[info]\nz=os\n");
            Files.setLastModifiedTime(file, time);
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("z");
        }
    }

    @Test
    void aFileThatIsStillBeingWrittenWaitsForTheNextLook() throws Exception {
        String whole = "[info]\nb=os\nc=host\n";
        try (LiveConfiguration live = new LiveConfiguration(source(file), KNOWN, NEVER, () -> write(whole))) {
            Files.writeString(file, "[info]\nb=os\n");
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("a");
            assertThat(live.stale()).isNull();
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("b", "c");
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[info]\na=hots\n",
                "[info]\na\n",
                "[info]\na=\n",
                "[info]\na=os\na=os\n",
                "[info]\n[info]\n",
                "[files]\nunknown\n",
                "[output]\nunknown=1\n",
                "hello",
                "[info]\na=${a}\n",
                "\u0000"
            })
    void aMistakeLeavesTheOldOneInForceUntilItIsRepaired(String mistake) throws Exception {
        try (LiveConfiguration live = live(file)) {
            Configuration before = live.current();
            Files.writeString(file, mistake);
            live.look();
            assertThat(live.current()).isSameAs(before);
            assertThat(live.stale()).startsWith(file + ":");
            Files.writeString(file, "[info]\na=os\n");
            live.look();
            assertThat(live.current()).isSameAs(before);
            assertThat(live.stale()).isNull();
        }
    }

    @Test
    void aDeletedFileLeavesTheOldOneInForceAndIsNotReplacedByAnother() throws Exception {
        Path etc = Files.writeString(temporary.resolve("etc.ini"), "[info]\netc=os\n");
        try (LiveConfiguration live = live(file, etc)) {
            Files.delete(file);
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("a");
            assertThat(live.stale())
                    .isEqualTo(file + ": there is no such file; put one there, or name another with --config");
            Files.writeString(file, "[info]\nnew=os\n");
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("new");
            assertThat(live.stale()).isNull();
        }
    }

    @Test
    void aFileThatAppearsWhereOneIsLookedForFirstServes() throws Exception {
        Path here = temporary.resolve("here.ini");
        try (LiveConfiguration live = live(here)) {
            assertThat(live.current().source()).isEqualTo("built-in");
            Files.writeString(here, "[info]\nhere=os\n");
            live.look();
            assertThat(live.current().source()).isEqualTo(here.toString());
        }
    }

    @Test
    void aFileOfTenMegabytesLeavesTheOldOneInForce() throws Exception {
        try (LiveConfiguration live = live(file)) {
            Files.write(file, new byte[10 << 20]);
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("a");
            assertThat(live.stale()).isEqualTo(file + ": is too large; a configuration has at most 1 MiB");
        }
    }

    @Test
    void aFileThatBecomesALinkOrADirectoryLeavesTheOldOneInForce() throws Exception {
        try (LiveConfiguration live = live(file)) {
            Files.move(file, temporary.resolve("moved"));
            Files.createSymbolicLink(file, temporary.resolve("moved"));
            live.look();
            assertThat(live.current().plan().info()).containsOnlyKeys("a");
            assertThat(live.stale()).startsWith(file + ": is a symbolic link");
            Files.delete(file);
            Files.createDirectory(file);
            live.look();
            assertThat(live.stale()).isEqualTo(file + ": is a directory; a configuration is a regular file");
        }
    }

    @Test
    void aFileThatOthersMayWriteNowIsNoLongerBelieved() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Trust asRoot = new Trust(new Caller(0, uid()), false);
        try (LiveConfiguration live = new LiveConfiguration(
                new ConfigurationSource(List.of(file), true, asRoot), KNOWN, NEVER, LiveConfigurationTests::noPause)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            live.look();
            assertThat(live.stale()).startsWith(file + ": can be written by its group and others (mode 666)");
        }
    }

    @Test
    void itLooksByItself() throws Exception {
        ConfigurationSource source = source(file);
        try (LiveConfiguration live =
                new LiveConfiguration(source, KNOWN, Duration.ofMillis(10), LiveConfigurationTests::noPause)) {
            Files.writeString(file, "[info]\nb=os\n");
            await().untilAsserted(() -> assertThat(live.current().plan().info()).containsOnlyKeys("b"));
            Files.writeString(file, "[inf]\n");
            await().until(() -> live.stale() != null);
            Files.writeString(file, "[info]\nc=os\n");
            await().untilAsserted(() -> assertThat(live.current().plan().info()).containsOnlyKeys("c"));
            assertThat(live.stale()).isNull();
        }
    }

    @Test
    void itEndsItsThread() throws Exception {
        LiveConfiguration live = LiveConfiguration.watch(source(file), KNOWN);
        live.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("calink-configuration")));
    }

    @Test
    void aMistakeAtTheStartIsThrown() throws IOException {
        Files.writeString(file, "[inf]\n");
        assertThatThrownBy(() -> LiveConfiguration.watch(source(file), KNOWN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file + ":1: [inf]");
    }

    private static void noPause() {}

    private LiveConfiguration live(Path... places) throws Exception {
        return new LiveConfiguration(source(places), KNOWN, NEVER, LiveConfigurationTests::noPause);
    }

    private ConfigurationSource source(Path... places) throws IOException {
        return new ConfigurationSource(List.of(places), false, new Trust(new Caller(1, uid()), false));
    }

    private long uid() throws IOException {
        return Integer.toUnsignedLong((Integer) Files.getAttribute(temporary, "unix:uid"));
    }
}
