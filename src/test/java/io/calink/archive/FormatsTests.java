package io.calink.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives of each format, read back by ourselves and by the programs of others. */
class FormatsTests {
    private static final String ZIP_LISTING = """
            import hashlib, stat, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as z:
                assert z.testzip() is None
                for i in z.infolist():
                    mode = i.external_attr >> 16
                    print(i.file_size, '%o' % stat.S_IMODE(mode), hashlib.sha256(z.read(i)).hexdigest())
            """;

    @TempDir
    Path directory;

    private Path write(Format format, Map<Entry, byte[]> entries, Random random) throws IOException {
        Path archive = directory.resolve("archive" + format.suffix());
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, format)) {
            for (Map.Entry<Entry, byte[]> entry : entries.entrySet()) {
                writer.add(entry.getKey(), new ByteArrayInputStream(entry.getValue()));
                switch (random.nextInt(6)) {
                    case 0 -> writer.flush();
                    case 1 -> writer.keepAlive();
                    case 2 -> writer.settle();
                    default -> {}
                }
            }
            writer.finish();
            assertThat(writer.bytesWritten()).isEqualTo(Files.size(archive));
        }
        return archive;
    }

    private static List<Entry> read(Path archive, Map<Entry, byte[]> tree) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ArchiveReader reader = ArchiveReader.of(archive)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
                if (entries.size() % 3 != 0) {
                    byte[] expected = tree.entrySet().stream()
                            .filter(one -> one.getKey()
                                    .name()
                                    .equals(entries.get(entries.size() - 1).name()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElseThrow();
                    assertThat(reader.content().readAllBytes()).as(entry.name()).isEqualTo(expected);
                }
            }
        }
        return entries;
    }

    /** Zip has no names of owners. */
    private static List<Entry> asIn(Format format, Map<Entry, byte[]> tree) {
        return tree.keySet().stream()
                .map(entry -> format == Format.ZIP ? entry.owned(entry.uid(), entry.gid(), "", "") : entry)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackEveryEntryAndEveryByte(Format format) throws Exception {
        for (int seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            Map<Entry, byte[]> tree = RoundTripTests.tree(random);
            assertThat(read(write(format, tree, random), tree)).containsExactlyElementsOf(asIn(format, tree));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsStrangeNames(Format format) throws Exception {
        Map<Entry, byte[]> entries = ForeignReadersTests.withStrangeNames();
        assertThat(read(write(format, entries, new Random(1)), entries))
                .containsExactlyElementsOf(asIn(format, entries));
    }

    @Test
    void zstdAndTarReadOneFrame() throws Exception {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            byte[] content = new byte[i * 3000];
            new Random(i).nextBytes(content);
            tree.put(Entry.file("top/" + i, content.length), content);
        }
        String archive = write(Format.TAR_ZST, tree, new Random(5)).toString();
        Foreign foreign = new Foreign(directory, "C.UTF-8");
        foreign.run("zstd", "-qt", archive);
        assertThat(foreign.run("tar", "--zstd", "-tf", archive).lines()).hasSize(tree.size());
        assertThat(foreign.run("bsdtar", "-tf", archive).lines()).hasSize(tree.size());
        String plain = foreign.run("zstd", "-qdc", archive);
        Path tar = Files.writeString(directory.resolve("plain.tar"), plain, ISO_8859_1);
        assertThat(foreign.run("busybox", "tar", "tf", tar.toString()).lines()).hasSize(tree.size());
    }

    @Test
    void everyReaderOfZipFindsAllOfIt() throws Exception {
        Map<Entry, byte[]> tree = RoundTripTests.tree(new Random(6));
        tree.put(Entry.file("top/grüße 😀.txt", 5).mode(0644), "hello".getBytes(UTF_8));
        Path archive = write(Format.ZIP, tree, new Random(6));
        Foreign foreign = new Foreign(directory, "C.UTF-8");
        assertThat(foreign.run("unzip", "-tqq", archive.toString())).doesNotContain("error", "warning");
        assertThat(foreign.run("7z", "t", archive.toString()))
                .contains("Everything is Ok")
                .doesNotContainIgnoringCase("warning");
        foreign.run("bsdtar", "-tf", archive.toString());
        foreign.run("busybox", "unzip", "-l", archive.toString());
        assertThat(foreign.run("python3", "-c", ZIP_LISTING, archive.toString()).lines())
                .containsExactlyElementsOf(expected(tree));
    }

    private static List<String> expected(Map<Entry, byte[]> tree) {
        List<String> lines = new ArrayList<>();
        tree.forEach((entry, content) -> {
            byte[] bytes = entry.linkTarget() == null ? content : RawText.encode(entry.linkTarget());
            lines.add(bytes.length + " " + Integer.toOctalString(entry.mode()) + " " + sha256(bytes));
        });
        return lines;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void unzipMakesLinksModesAndTimes() throws Exception {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        Instant time = Instant.parse("2024-02-29T12:00:01Z");
        tree.put(Entry.directory("top").mode(0755), new byte[0]);
        tree.put(Entry.file("top/script", 2).mode(0751).modified(time), "x\n".getBytes(UTF_8));
        tree.put(Entry.symlink("top/link", "script"), new byte[0]);
        Path archive = write(Format.ZIP, tree, new Random(3));
        Path target = Files.createDirectory(directory.resolve("unpacked"));
        new Foreign(directory, "C.UTF-8").run("unzip", "-qq", archive.toString(), "-d", target.toString());
        assertThat(Files.readSymbolicLink(target.resolve("top/link"))).hasToString("script");
        assertThat(Files.getLastModifiedTime(target.resolve("top/script")).toInstant())
                .isEqualTo(time);
        assertThat(Files.getPosixFilePermissions(target.resolve("top/script")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
    }

    @ParameterizedTest
    @EnumSource
    void somethingFlowsWhileAnEntryIsOpenAndIsNoContent(Format format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out, format);
        writer.add(Entry.file("first", 5), new ByteArrayInputStream("hello".getBytes(UTF_8)));
        writer.flush();
        int before = out.size();
        writer.keepAlive();
        writer.keepAlive();
        assertThat(out.size()).isGreaterThan(before);
        writer.finish();
        writer.close();
        Path archive = Files.write(directory.resolve("kept" + format.suffix()), out.toByteArray());
        try (ArchiveReader reader = ArchiveReader.of(archive)) {
            assertThat(Objects.requireNonNull(reader.next()).size()).isEqualTo(5);
            assertThat(reader.content().readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
            assertThat(reader.next()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsClosedBeforeItsEndIsNoArchive(Format format) throws IOException {
        Path archive = directory.resolve("cut" + format.suffix());
        byte[] noise = new byte[2_000_000];
        new Random(1).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, format)) {
            writer.add(Entry.file("first", noise.length), new ByteArrayInputStream(noise));
        }
        assertThatThrownBy(() -> readAll(archive)).isInstanceOf(IOException.class);
    }

    private static void readAll(Path archive) throws IOException {
        try (ArchiveReader reader = ArchiveReader.of(archive)) {
            while (reader.next() != null) {
                reader.content().transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlippedBitInTheContentIsFound(Format format) throws IOException {
        byte[] text = "hello, hello, hello\n".repeat(5000).getBytes(UTF_8);
        byte[] noise = new byte[50_000];
        new Random(2).nextBytes(noise);
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        tree.put(Entry.file("text", text.length), text);
        tree.put(Entry.file("noise", noise.length), noise);
        Path archive = write(format, tree, new Random(3));
        byte[] bytes = Files.readAllBytes(archive);
        for (int position = bytes.length / 3; position < bytes.length * 2 / 3; position += 997) {
            byte[] flipped = bytes.clone();
            flipped[position] ^= 4;
            Path damaged = Files.write(directory.resolve("damaged" + format.suffix()), flipped);
            assertThatThrownBy(() -> readAll(damaged))
                    .as("bit at %d", position)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The archive ");
        }
    }

    @ParameterizedTest
    @CsvSource({"../evil", "/evil", "a/../../evil"})
    void aZipThatLeadsOutIsRefused(String name) throws Exception {
        Path archive = directory.resolve("evil.zip");
        new Foreign(directory, "C.UTF-8")
                .run(
                        "python3",
                        "-c",
                        "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'w').writestr(sys.argv[2], 'x')",
                        archive.toString(),
                        name);
        assertThatThrownBy(() -> readAll(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("name");
    }

    @Test
    void aBombInAZipIsRefused() throws Exception {
        Path archive = directory.resolve("bomb.zip");
        new Foreign(directory, "C.UTF-8").run("python3", "-c", """
                        import sys, zipfile
                        z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_BZIP2)
                        z.writestr('bomb', bytes(100_000_000))
                        z.close()
                        """, archive.toString());
        assertThatThrownBy(() -> readAll(archive)).isInstanceOf(IOException.class);
    }
}
