package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTests {
    @TempDir
    Path temporary;

    private Path wanted;

    @BeforeEach
    void name() {
        wanted = temporary.resolve("state/calink");
    }

    @Test
    void isMadeWithItsParentsAndClosedToOthers() throws IOException {
        try (DataDirectory data = DataDirectory.open(wanted)) {
            assertThat(data.path()).isEqualTo(wanted);
            for (Path directory : List.of(wanted.getParent(), wanted, data.bundles(), data.spool())) {
                assertThat(mode(directory)).as(directory.toString()).isEqualTo("rwx------");
            }
            assertThat(mode(wanted.resolve("lock"))).isEqualTo("rw-------");
        }
    }

    /** F03. */
    @Test
    void modesAreRightWhateverTheUmask() throws Exception {
        for (String umask : List.of("000", "077", "0277")) {
            Path directory = temporary.resolve("umask" + umask);
            Child child = Child.run("umask " + umask + "; exec", directory.toString());
            assertThat(child.output()).as(child.output()).contains("opened " + directory);
            assertThat(mode(directory)).isEqualTo("rwx------");
            assertThat(mode(directory.resolve("bundles"))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions.fromString(mode(directory.resolve("lock"))))
                    .isSubsetOf(PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** F01. */
    @Test
    void aLinkIsRefused() throws IOException {
        Files.createDirectories(temporary.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("elsewhere"));
        assertThatThrownBy(() -> DataDirectory.open(link))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("The data directory " + link + " is a link, and could be pointed elsewhere: name the"
                        + " directory itself in calink.data-dir.");
        assertThat(temporary.resolve("elsewhere")).isEmptyDirectory();
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("nothing"));
        assertThatThrownBy(() -> DataDirectory.open(link)).hasMessageContaining("is a link");
        assertThat(temporary.resolve("nothing")).doesNotExist();
    }

    /** F01. */
    @Test
    void aDirectoryThatIsOpenToOthersIsRefused() throws IOException {
        for (String mode : List.of("rwxr-xr-x", "rwx--x---", "rwx-----x", "rwxrwx---", "rwxrwxrwx")) {
            Files.createDirectories(wanted);
            Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> DataDirectory.open(wanted))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("The data directory " + wanted + " is open to others (mode 7")
                    .hasMessageContaining("run \"chmod 700 " + wanted + "\", or name another");
            assertThat(wanted).isEmptyDirectory();
        }
    }

    /** F01. */
    @Test
    void aDirectoryOfAnotherIsRefused() throws IOException {
        Path another = Path.of("/usr");
        if (User.effective().owns(another)) {
            another = Files.createDirectories(wanted);
            Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString("rwx------"));
            Files.setAttribute(wanted, "unix:uid", 65534);
        }
        Path directory = another;
        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("The data directory " + directory + " belongs to ")
                .hasMessageContaining("run it as its owner, or name another directory in calink.data-dir.");
    }

    @Test
    void aFileIsRefused() throws IOException {
        Files.createDirectories(wanted.getParent());
        Files.createFile(wanted);
        assertThatThrownBy(() -> DataDirectory.open(wanted)).hasMessageContaining(wanted + " is not a directory");
    }

    @Test
    void aPlaceWhereNothingCanBeMadeIsRefusedPlainly() {
        Path nowhere = Path.of("/proc/calink/data");
        assertThatThrownBy(() -> DataDirectory.open(nowhere))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageStartingWith("The data directory /proc/calink/data cannot be used");
    }

    @Test
    void aSecondOneInThisProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        try (DataDirectory first = DataDirectory.open(wanted)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path())).hasMessageContaining("is in use by process");
            assertThat(Child.run("exec", wanted.toString()).output()).contains("is in use by process");
        }
        try (DataDirectory again = DataDirectory.open(wanted)) {
            assertThat(again.path()).isEqualTo(wanted);
        }
    }

    @Test
    void oneThatWasRefusedIsNotHeld() throws IOException {
        DataDirectory.open(wanted).close();
        Files.delete(wanted.resolve("bundles"));
        Files.createFile(wanted.resolve("bundles"));
        assertThatThrownBy(() -> DataDirectory.open(wanted)).hasMessageContaining("is not a directory");

        Files.delete(wanted.resolve("bundles"));

        DataDirectory.open(wanted).close();
    }

    /** F08. */
    @Test
    void aSecondProcessIsToldWhoHoldsTheLock() throws Exception {
        try (DataDirectory first = DataDirectory.open(wanted)) {
            assertThat(Child.run("exec", first.path().toString()).output().strip())
                    .isEqualTo("The data directory " + wanted + " is in use by process "
                            + ProcessHandle.current().pid() + ", which holds the lock " + wanted
                            + "/lock: end that one, or name another directory in calink.data-dir.");
        }
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsRemoved() throws IOException {
        DataDirectory.open(wanted).close();
        Files.writeString(wanted.resolve("bundles/x.tar.gz.part"), "half");
        Files.writeString(wanted.resolve("bundles/x.json.tmp"), "half");
        Files.writeString(wanted.resolve("spool/calink-1.tmp"), "half");
        Files.writeString(wanted.resolve("bundles/x.json"), "whole");
        try (DataDirectory data = DataDirectory.open(wanted)) {
            assertThat(data.bundles()).isDirectoryNotContaining(path -> !path.endsWith("x.json"));
            assertThat(data.spool()).isEmptyDirectory();
        }
    }

    /** F04. */
    @Test
    void whatSomebodyRemovedIsMadeAgainUnderANewLock() throws Exception {
        try (DataDirectory data = DataDirectory.open(wanted)) {
            assertThat(new ProcessBuilder("rm", "-rf", wanted.toString())
                            .start()
                            .waitFor(10, TimeUnit.SECONDS))
                    .isTrue();
            data.restore();
            assertThat(data.bundles()).isDirectory();
            assertThat(Child.run("exec", wanted.toString()).output()).contains("is in use by process");
        }
    }

    @Test
    void ofAVolumeThatAGroupMayWriteADirectoryInsideIsUsed() throws Exception {
        for (String mode : List.of("0775", "2770", "1777")) {
            Child child = Child.mounted(wanted, "size=4m,mode=" + mode, wanted.toString());
            assumeTrue(child.isMounted(), "mounting takes root");
            assertThat(child.output()).as(mode).contains("opened " + wanted + "/calink");
        }
    }

    @Test
    void ofAVolumeThatIsOursTheRootIsUsed() throws Exception {
        Child child = Child.mounted(wanted, "size=4m,mode=0700", wanted.toString());
        assumeTrue(child.isMounted(), "mounting takes root");
        assertThat(child.output()).contains("opened " + wanted + "\n");
    }

    @Test
    void aReadOnlyVolumeIsRefusedPlainly() throws Exception {
        Child child = Child.mounted(wanted, "size=4m,mode=0700,ro", wanted.toString());
        assumeTrue(child.isMounted(), "mounting takes root");
        assertThat(child.output()).contains("The data directory " + wanted + " cannot be used (Read-only file system)");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
