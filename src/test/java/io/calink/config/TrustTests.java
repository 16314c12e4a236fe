package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose files are believed, with callers of every kind and real files of somebody who is not root. */
class TrustTests {
    private static final String WAY_OUT = ", or use it all the same with --allow-insecure-config";
    private static final int NOBODY = 65534;

    @TempDir
    private Path temporary;

    private Path directory;
    private Path file;
    private long owner;

    @BeforeEach
    void aFileOfSomebodyWhoIsNotRoot() throws IOException {
        directory = Files.createDirectory(temporary.resolve("d"));
        file = Files.writeString(directory.resolve("c.ini"), "[info]\n");
        if (uid(temporary) == 0) {
            Files.setAttribute(directory, "unix:uid", NOBODY);
            Files.setAttribute(file, "unix:uid", NOBODY);
        }
        modes("rwxr-xr-x", "rw-r--r--");
        owner = uid(file);
    }

    @Test
    void aFileOfTheCallerIsRead() {
        assertThat(read(new Caller(owner, null))).isEqualTo("[info]\n");
    }

    @Test
    void aFileOfWhoCalledSudoIsRead() {
        assertThat(read(new Caller(0, owner))).isEqualTo("[info]\n");
    }

    @Test
    void anOrdinaryUserMayHaveAFileThatOthersCanWrite() throws IOException {
        modes("rwxrwxrwx", "rw-rw-rw-");
        assertThat(read(new Caller(owner, null))).isEqualTo("[info]\n");
    }

    @Test
    void aFileOfAnotherIsRefused() {
        assertThat(read(new Caller(owner + 1, null)))
                .isEqualTo(file + ": belongs to user " + owner + "; a configuration belongs to root or user "
                        + (owner + 1) + "; change its owner with chown" + WAY_OUT);
    }

    @Test
    void aPlantedFileIsRefusedWhenRootRunsIt() {
        assertThat(read(new Caller(0, owner + 1)))
                .isEqualTo(file + ": belongs to user " + owner + "; a configuration belongs to root or user "
                        + (owner + 1) + "; change its owner with chown" + WAY_OUT + "\n" + file
                        + ": lies in the directory " + directory + ", which belongs to user " + owner
                        + "; what root runs lies in a directory of root or user " + (owner + 1) + "; copy it to one"
                        + WAY_OUT);
    }

    @ParameterizedTest
    @CsvSource({
        "rw-rw-r--, its group, 664",
        "rw-r--rw-, others, 646",
        "rw-rw-rw-, its group and others, 666",
        "rwx-w----, its group, 720"
    })
    void aFileThatOthersCanWriteIsRefusedWhenRootRunsIt(String mode, String who, String octal) throws IOException {
        modes("rwxr-xr-x", mode);
        assertThat(read(new Caller(0, owner)))
                .isEqualTo(file + ": can be written by " + who + " (mode " + octal
                        + "); what root runs must not be; take" + " the right away with chmod go-w" + WAY_OUT);
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxr-x, its group, 775", "rwxr-xrwx, others, 757", "rwxrwxrwx, its group and others, 777"})
    void aFileInADirectoryThatOthersCanWriteIsRefusedWhenRootRunsIt(String mode, String who, String octal)
            throws IOException {
        modes(mode, "rw-------");
        assertThat(read(new Caller(0, owner)))
                .isEqualTo(file + ": lies in the directory " + directory + ", which can be written by " + who
                        + " (mode "
                        + octal + "); what root runs must not lie in one; copy it to another, or take the right away"
                        + " with chmod go-w" + WAY_OUT);
    }

    @Test
    void aLinkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("l.ini"), file);
        assertThat(read(link, new Caller(owner, null), false))
                .isEqualTo(link + ": is a symbolic link, and who may change what it points to is not known; name the"
                        + " file itself" + WAY_OUT);
    }

    @Test
    void aLinkToNowhereIsRefusedAndNotTakenForAbsent() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("l.ini"), directory.resolve("nowhere"));
        assertThat(read(link, new Caller(owner, null), false)).startsWith(link + ": is a symbolic link");
    }

    @Test
    void whatIsInsecureIsReadWithAWarningWhereThatIsAllowed() throws IOException {
        modes("rwxr-xr-x", "rw-rw-rw-");
        Path link = Files.createSymbolicLink(directory.resolve("l.ini"), file);
        List<String> warnings = new ArrayList<>();
        assertThat(read(link, new Caller(0, owner), true, warnings)).isEqualTo("[info]\n");
        String used = "; it is used all the same, as --allow-insecure-config says";
        assertThat(warnings)
                .containsExactly(
                        link + ": is a symbolic link, and who may change what it points to is not known" + used,
                        link + ": can be written by its group and others (mode 666)" + used);
    }

    @Test
    void whatIsSecureIsReadWithoutAWarningWhereInsecureIsAllowed() {
        List<String> warnings = new ArrayList<>();
        assertThat(read(file, new Caller(owner, null), true, warnings)).isEqualTo("[info]\n");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aDirectoryIsRefused() {
        String message = directory + ": is a directory; a configuration is a regular file";
        assertThat(read(directory, new Caller(owner, null), false)).isEqualTo(message);
        assertThat(read(directory, new Caller(owner, null), true)).isEqualTo(message);
    }

    @Test
    void aPipeIsRefusedAtOnceEvenWhereInsecureIsAllowed() throws IOException, InterruptedException {
        Path pipe = directory.resolve("p.ini");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(read(pipe, new Caller(owner, null), true))
                        .isEqualTo(pipe + ": is not a regular file; a configuration is a regular file"));
    }

    @Test
    void noMoreIsReadThanAConfigurationMayHave() throws IOException {
        Files.write(file, new byte[10 << 20]);
        assertThat(read(new Caller(owner, null))).hasSize((1 << 20) + 1);
    }

    @Test
    void aFileThatIsAlwaysSwappedForALinkIsNeverReadThroughIt() throws Exception {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Thread swapper = new Thread(() -> swap(secret));
        swapper.start();
        try {
            Set<String> results = new HashSet<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            for (int i = 0; i < 2000 || (!results.contains("[info]\n") && System.nanoTime() < deadline); i++) {
                results.add(read(new Caller(owner, uid(secret))));
            }
            assertThat(results).doesNotContain("secret").contains("[info]\n");
        } finally {
            swapper.interrupt();
            swapper.join();
        }
    }

    private void swap(Path secret) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Path link = Files.createSymbolicLink(directory.resolve("link"), secret);
                Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
                Path plain = Files.writeString(directory.resolve("plain"), "[info]\n");
                Files.move(plain, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theCallerOfThisProcessIsWhoItsFilesBelongTo() throws IOException {
        assertThat(Caller.current().uid()).isEqualTo(uid(Files.writeString(temporary.resolve("mine"), "")));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "0, 0", "4294967294, 4294967294", "-1,", "root,", "'',", "99999999999,", "1000x,"})
    void whoCalledSudoIsANumberOrNobody(String value, @Nullable Long uid) {
        assertThat(Caller.sudo(value)).isEqualTo(uid);
    }

    private void modes(String directoryMode, String fileMode) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(directoryMode));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(fileMode));
    }

    private String read(Caller caller) {
        return read(file, caller, false);
    }

    private static String read(Path path, Caller caller, boolean allowInsecure) {
        return read(path, caller, allowInsecure, new ArrayList<>());
    }

    /** The text, or the message of the refusal. */
    private static String read(Path path, Caller caller, boolean allowInsecure, List<String> warnings) {
        try {
            return new String(new Trust(caller, allowInsecure).read(path, warnings), StandardCharsets.UTF_8);
        } catch (ConfigurationException e) {
            return Objects.requireNonNull(e.getMessage());
        } catch (NoSuchFileException e) {
            return "absent";
        }
    }

    private static long uid(Path path) throws IOException {
        return Integer.toUnsignedLong((Integer) Files.getAttribute(path, "unix:uid"));
    }
}
