package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileReaderTests {
    @TempDir
    Path root;

    private OpenFile open(Path file, long maxSize) throws InterruptedException {
        FoundFile found =
                new Fixture(root).find("__files=" + file.getFileName()).files().get(0);
        try (FileReader reader = new FileReader(root)) {
            return reader.open(found, maxSize);
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(root.resolve("file"), content);
    }

    @Test
    void givesAWholeFile() throws Exception {
        try (OpenFile open = open(file("one\ntwo\n"), 8)) {
            assertThat(open.size()).isEqualTo(8);
            assertThat(open.content().readAllBytes()).asString().isEqualTo("one\ntwo\n");
            assertThat(open.status()).isEqualTo(OpenFile.Status.OK);
            assertThat(open.detail()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|three/",
                "8|three/",
                "6|three/",
                "5|hree/",
                "9|three/",
                "10|two/three/",
                "13|two/three/",
                "0|one/two/three/"
            })
    void keepsTheTailFromTheStartOfALine(long limit, String kept) throws Exception {
        try (OpenFile open = open(file("one\ntwo\nthree\n"), limit)) {
            assertThat(open.content().readAllBytes()).asString().isEqualTo(kept.replace('/', '\n'));
            assertThat(open.size()).isEqualTo(kept.length());
            assertThat(open.originalSize()).isEqualTo(14);
            assertThat(open.status()).isEqualTo(limit == 0 ? OpenFile.Status.OK : OpenFile.Status.TRUNCATED);
            assertThat(open.detail())
                    .isEqualTo(limit == 0 ? null : "kept are the last " + kept.length() + " of 14 bytes");
        }
    }

    @Test
    void keepsTheEndOfAnEndlessLine() throws Exception {
        try (OpenFile open = open(file("x".repeat(3 << 20)), 2 << 20)) {
            assertThat(open.size()).isEqualTo(2 << 20);
        }
    }

    @Test
    void skipsWhatIsTooLargeAndNoText() throws Exception {
        byte[] random = new byte[5000];
        new Random(4).nextBytes(random);
        for (String head : List.of("\u001f\u008b", "\u00fd7zXZ\0", "PK\u0003\u0004", "BZh9", "(\u00b5/\u00fd", "")) {
            Path file = root.resolve("file");
            Files.write(file, head.getBytes(StandardCharsets.ISO_8859_1));
            Files.write(file, head.isEmpty() ? random : new byte[5000], StandardOpenOption.APPEND);
            try (OpenFile open = open(file, 4000)) {
                assertThat(open.status()).as(head).isEqualTo(OpenFile.Status.SKIPPED);
                assertThat(open.detail()).startsWith("is too large: it has 500").contains("the limit is 4000");
                assertThat(open.size()).isZero();
                assertThat(open.content().read()).isEqualTo(-1);
            }
            try (OpenFile open = open(file, 10_000)) {
                assertThat(open.status()).isEqualTo(OpenFile.Status.OK);
            }
        }
    }

    @Test
    void takesTextWithNulsForText() throws Exception {
        String line = "2026-11-20 08:00:00 caf\u00e9 \u001b[31mred\u001b[0m something went wrong\n";
        for (byte[] text : List.of(
                ("\0".repeat(6000) + line.repeat(100)).getBytes(StandardCharsets.UTF_8),
                line.repeat(300).getBytes(StandardCharsets.ISO_8859_1),
                line.repeat(300).getBytes(StandardCharsets.UTF_16LE),
                (line + "\0\0" + line).repeat(100).getBytes(StandardCharsets.UTF_8))) {
            Path file = Files.write(root.resolve("file"), text);
            try (OpenFile open = open(file, 5000)) {
                assertThat(open.status()).isEqualTo(OpenFile.Status.TRUNCATED);
            }
        }
    }

    @Test
    void keepsTheTailOfAHugeSparseFileQuickly() throws Exception {
        Path file = root.resolve("file");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 30);
        }
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            try (OpenFile open = open(file, 1 << 20)) {
                assertThat(open.status()).isEqualTo(OpenFile.Status.TRUNCATED);
                assertThat(open.content().readAllBytes()).hasSize(1 << 20);
            }
        });
    }

    @Test
    void takesTheSizeAtOpeningOfAFileThatGrows() throws Exception {
        Path file = file("a".repeat(1000));
        try (OpenFile open = open(file, 0)) {
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            assertThat(open.content().readAllBytes()).asString().isEqualTo("a".repeat(1000));
            assertThat(open.status()).isEqualTo(OpenFile.Status.CHANGED);
            assertThat(open.detail())
                    .isEqualTo("grew while it was read: taken are the 1000 bytes that it had when it was opened");
        }
    }

    @Test
    void padsAFileThatShrinksWithZeros() throws Exception {
        Path file = file("a".repeat(1000));
        try (OpenFile open = open(file, 0)) {
            InputStream content = open.content();
            assertThat(content.readNBytes(10)).hasSize(10);
            Files.writeString(file, "b".repeat(30));
            byte[] rest = content.readAllBytes();
            assertThat(rest).hasSize(990).startsWith("b".repeat(20).getBytes(StandardCharsets.UTF_8));
            assertThat(rest[20]).isZero();
            assertThat(rest[989]).isZero();
            assertThat(open.status()).isEqualTo(OpenFile.Status.CHANGED);
            assertThat(open.detail())
                    .isEqualTo("shrank while it was read: of 1000 bytes it had 30, the rest are zeros");
        }
    }

    @Test
    void readsARenamedFileToItsEnd() throws Exception {
        Path file = file("old content");
        try (OpenFile open = open(file, 0)) {
            Files.move(file, root.resolve("file.1"));
            file("new");
            assertThat(open.content().readAllBytes()).asString().isEqualTo("old content");
            assertThat(open.status()).isEqualTo(OpenFile.Status.OK);
        }
    }

    @Test
    void tellsWhatHasHappenedSinceTheFileWasFound() throws Exception {
        Path file = file("old");
        FoundFile found = new Fixture(root).find("__files=file").files().get(0);
        try (FileReader reader = new FileReader(root)) {
            Files.move(file, root.resolve("file.1"));
            expect(reader, found, OpenFile.Status.ABSENT, "was gone when it was opened", "");
            file("new");
            expect(
                    reader,
                    found,
                    OpenFile.Status.CHANGED,
                    "was replaced by another file since it was found, which is the one taken",
                    "new");
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("file.1"));
            expect(
                    reader,
                    found,
                    OpenFile.Status.SKIPPED,
                    "was replaced by a link since it was found, which is not followed",
                    "");
            Files.delete(file);
            Fixture.run("mkfifo", file.toString());
            expect(reader, found, OpenFile.Status.SKIPPED, "was replaced by a named pipe since it was found", "");
            Files.delete(file);
            Files.createDirectory(file);
            expect(reader, found, OpenFile.Status.SKIPPED, "was replaced by a directory since it was found", "");
        }
    }

    private static void expect(
            FileReader reader, FoundFile found, OpenFile.Status status, String detail, String content)
            throws IOException {
        try (OpenFile open = reader.open(found, 0)) {
            assertThat(open.status()).isEqualTo(status);
            assertThat(open.detail()).isEqualTo(detail);
            assertThat(open.content().readAllBytes()).asString().isEqualTo(content);
        }
    }

    @Test
    void findsADirectoryThatWasMadeAnew() throws Exception {
        Fixture fixture = new Fixture(root).with("/d/x", "/d/y");
        FileFinder.Found found = fixture.find("d_files=x,y");
        try (FileReader reader = new FileReader(root)) {
            reader.open(found.files().get(0), 0).close();
            Fixture.run("rm", "-r", fixture.at("/d").toString());
            fixture.with("/d/y");
            try (OpenFile open = reader.open(found.files().get(1), 0)) {
                assertThat(open.content().readAllBytes()).asString().isEqualTo("content of /d/y\n");
            }
        }
    }

    @Test
    void readsFilesOfTheKernelByWhatTheyGive() throws Exception {
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
            assertThat(kernel("/proc/self/status", 0, OpenFile.Status.OK)).contains("Uid:");
            assertThat(kernel("/proc/self/status", 10, OpenFile.Status.TRUNCATED))
                    .hasSize(10);
            kernel("/sys/kernel/mm/transparent_hugepage/enabled", 0, OpenFile.Status.OK);
            kernel("/proc/self/mem", 0, OpenFile.Status.FAILED);
            kernel("/proc/999999999/status", 0, null);
        });
    }

    private static String kernel(String path, long limit, OpenFile.@org.jspecify.annotations.Nullable Status status)
            throws Exception {
        Path all = Path.of("/");
        FileFinder.Found found = Fixture.find(new FileFinder(all, List.of(), 0, 0, null), "_files=" + path);
        if (found.files().isEmpty()) {
            return "";
        }
        try (FileReader reader = new FileReader(all);
                OpenFile open = reader.open(found.files().get(0), limit)) {
            byte[] content = open.content().readAllBytes();
            assertThat(open.status()).as(path + " " + open.detail()).isEqualTo(status);
            assertThat(content).hasSize((int) open.size());
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    @Test
    void stopsWhenItIsClosed() throws Exception {
        OpenFile open = open(file("a".repeat(1000)), 0);
        open.close();
        assertThatExceptionOfType(ClosedChannelException.class)
                .isThrownBy(() -> open.content().read());
    }

    @Test
    void leavesNoDescriptorOpen() throws Exception {
        Fixture fixture = new Fixture(root).with("/a/b/c/d/e", "/a/b/f");
        fixture.find("a_dirs=.");
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            try (FileReader reader = new FileReader(root)) {
                for (FoundFile file : fixture.find("a_dirs=.").files()) {
                    reader.open(file, 0).close();
                }
            }
        }
        assertThat(descriptors()).isLessThan(before + 20);
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
