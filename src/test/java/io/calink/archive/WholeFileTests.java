package io.calink.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTests {
    @TempDir
    Path temporary;

    private Path directory = Path.of("");

    @BeforeEach
    void makeTheDirectory() throws IOException {
        directory = Files.createDirectory(temporary.resolve("directory"));
    }

    @Test
    void appearsOnlyWhenItIsKept() throws IOException {
        try (WholeFile file = WholeFile.create(directory, "a.tar.gz")) {
            assertThat(file.path()).isEqualTo(directory.resolve("a.tar.gz"));
            file.out().write("content".getBytes(UTF_8));
            file.out().flush();
            assertThat(names()).containsExactly("a.tar.gz.part");
            assertThat(mode("a.tar.gz.part")).isEqualTo("rw-------");
            file.keep();
            assertThat(names()).containsExactly("a.tar.gz");
        }
        assertThat(names()).containsExactly("a.tar.gz");
        assertThat(mode("a.tar.gz")).isEqualTo("rw-------");
        assertThat(directory.resolve("a.tar.gz")).hasContent("content");
        assertThat(Files.getAttribute(directory.resolve("a.tar.gz"), "unix:nlink"))
                .isEqualTo(1);
    }

    @Test
    void leavesNothingWhenItIsNotKept() throws IOException {
        WholeFile file = WholeFile.create(directory, "a");
        file.out().write(1);
        file.close();
        assertThat(names()).isEmpty();
        assertThatNoException().isThrownBy(file::close);
        assertThatIOException().isThrownBy(file::keep).withMessageContaining("is closed or kept already");
    }

    /** F02. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "a.part"})
    void neverTakesANameThatIsTaken(String taken) throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "untouched");
        Path path = directory.resolve(taken);
        for (String kind : List.of("file", "directory", "link", "link to a directory", "dangling link")) {
            switch (kind) {
                case "file" -> Files.writeString(path, "untouched");
                case "directory" -> Files.createDirectory(path);
                case "link" -> Files.createSymbolicLink(path, target);
                case "link to a directory" -> Files.createSymbolicLink(path, temporary);
                default -> Files.createSymbolicLink(path, temporary.resolve("nowhere"));
            }
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .as(kind)
                    .isThrownBy(() -> WholeFile.create(directory, "a"))
                    .withMessageContaining(taken.equals("a") ? "/a: the name is taken" : "another run is writing it");
            assertThat(names()).containsExactly(taken);
            Files.delete(path);
        }
        assertThat(target).hasContent("untouched");
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    void neverOverwritesWhatTookTheNameMeanwhile() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "untouched");
        try (WholeFile file = WholeFile.create(directory, "a")) {
            file.out().write(1);
            Files.createSymbolicLink(directory.resolve("a"), target);
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(file::keep)
                    .withMessageEndingWith("/a: the name was taken by something else meanwhile");
        }
        assertThat(target).hasContent("untouched");
        assertThat(names()).containsExactly("a");
        assertThat(Files.isSymbolicLink(directory.resolve("a"))).isTrue();
    }

    @Test
    void twoRunsNeverGetTheSameName() throws IOException {
        try (WholeFile first = WholeFile.create(directory, "a")) {
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> WholeFile.create(directory, "a"));
            first.keep();
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> WholeFile.create(directory, "a"));
        }
        assertThat(names()).containsExactly("a");
    }

    @Test
    void replacesAFileOfTheSameUser() throws IOException {
        Files.writeString(directory.resolve("a.json"), "old");
        try (WholeFile file = WholeFile.replacing(directory, "a.json")) {
            file.out().write("new".getBytes(UTF_8));
            assertThat(directory.resolve("a.json")).hasContent("old");
            file.replace();
        }
        assertThat(directory.resolve("a.json")).hasContent("new");
        assertThat(mode("a.json")).isEqualTo("rw-------");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void replacesWhatIsNotThere() throws IOException {
        try (WholeFile file = WholeFile.replacing(directory, "a.json")) {
            file.replace();
        }
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void replacesNoLinkAndNoDirectory() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "untouched");
        Path path = Files.createSymbolicLink(directory.resolve("a"), target);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> WholeFile.replacing(directory, "a"))
                .withMessageEndingWith("/a: the name is a link");
        Files.delete(path);
        Files.createDirectory(path);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> WholeFile.replacing(directory, "a"))
                .withMessageEndingWith("/a: the name is not that of a regular file");
        Files.delete(path);
        try (WholeFile file = WholeFile.replacing(directory, "a")) {
            Files.createSymbolicLink(path, target);
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(file::replace);
        }
        assertThat(target).hasContent("untouched");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void replacesNoFileOfAnotherUser() throws IOException {
        Path path = Files.writeString(directory.resolve("a"), "untouched");
        if (!WholeFile.sameOwner(path, Path.of("/"))) {
            // An ordinary user has no way to give a file away.
            return;
        }
        Files.setAttribute(path, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
        assertThat(WholeFile.sameOwner(path, Path.of("/"))).isFalse();
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> WholeFile.replacing(directory, "a"))
                .withMessageEndingWith("/a: the file belongs to another user");
        assertThat(path).hasContent("untouched");
        assertThat(names()).containsExactly("a");
    }

    /** F03. */
    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "0277"})
    void isForItsOwnerAloneWhateverTheUmaskIs(String umask) throws Exception {
        Child.Result result = Child.underUmask(umask, "keep", directory.toString(), "a");
        assertThat(result.output()).isEqualTo("part rw-------");
        assertThat(mode("a")).isEqualTo("rw-------");
    }

    @Test
    void removesOnlyWhatIsItsOwn() throws IOException {
        try (WholeFile file = WholeFile.create(directory, "a")) {
            Files.delete(directory.resolve("a.part"));
            Files.writeString(directory.resolve("a.part"), "somebody else's");
            assertThatIOException()
                    .isThrownBy(file::keep)
                    .withMessageContaining("a.part: it was removed or replaced while it was written");
        }
        assertThat(names()).containsExactly("a.part");
    }

    @Test
    void saysThatTheDirectoryIsGone() throws IOException {
        try (WholeFile file = WholeFile.create(directory, "a")) {
            Files.delete(directory.resolve("a.part"));
            Files.delete(directory);
            assertThatExceptionOfType(FileSystemException.class).isThrownBy(file::keep);
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> WholeFile.create(directory, "a"))
                .withMessageEndingWith("a.part: the directory does not exist");
    }

    @Test
    void namesTheFileThatHasNoSpaceLeft() throws Exception {
        Child.Result result = Child.underLimit("--fsize=4096", "fill", directory.toString(), "a");
        assertThat(result.output()).endsWith("a.part: File too large");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a", "../a"})
    void takesPlainNamesOnly(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> WholeFile.create(directory, name));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
