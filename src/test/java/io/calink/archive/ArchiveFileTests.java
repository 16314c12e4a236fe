package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries read by themselves, with an index, without one, and with one that is not to be trusted. */
class ArchiveFileTests {
    @TempDir
    Path directory;

    private Path file = Path.of("");
    private Path index = Path.of("");
    private String sha256 = "";

    private ArchiveFile write(Format format, Map<Entry, byte[]> tree, Random random) throws Exception {
        file = directory.resolve("archive" + format.suffix());
        index = directory.resolve("archive.index");
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream places = Files.newOutputStream(index);
                ArchiveWriter writer = new ArchiveWriter(out, format, Compression.DEFAULT, places)) {
            for (Map.Entry<Entry, byte[]> entry : tree.entrySet()) {
                writer.add(entry.getKey(), new ByteArrayInputStream(entry.getValue()));
                switch (random.nextInt(6)) {
                    case 0 -> writer.flush();
                    case 1 -> writer.keepAlive();
                    default -> {}
                }
            }
            writer.finish();
            sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            writer.endIndex(sha256);
        }
        return indexed();
    }

    private ArchiveFile indexed() {
        return new ArchiveFile(file, index, sha256, ArchiveFile.BROWSING);
    }

    /** A log that is long enough for many places to begin at, between others, one of them with a long name. */
    private static Map<Entry, byte[]> withLog(Random random) {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        tree.put(Entry.directory("top"), new byte[0]);
        tree.putAll(RoundTripTests.tree(random));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        for (int i = 0; log.size() < 9_000_000; i++) {
            log.writeBytes(("2026-11-22T10:00:00Z host service[" + i + "]: grüße " + random.nextLong() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        tree.put(Entry.file("top/files/" + "long".repeat(60) + "/log", log.size()), log.toByteArray());
        byte[] noise = new byte[5_000_000];
        random.nextBytes(noise);
        tree.put(Entry.file("top/noise", noise.length), noise);
        tree.put(Entry.file("top/manifest.json", 2), "{}".getBytes(StandardCharsets.UTF_8));
        return tree;
    }

    private static void assertSame(ArchiveFile archive, Map<Entry, byte[]> tree, Random random) throws IOException {
        List<Listed> listed = archive.list("", 0, 10_000);
        List<Map.Entry<Entry, byte[]>> expected = new ArrayList<>(tree.entrySet());
        int below = 0;
        for (int i = 0; i < expected.size(); i++) {
            Entry entry = expected.get(i).getKey();
            if (Listed.below(entry.name()).isEmpty()) {
                continue;
            }
            Listed one = listed.get(below++);
            byte[] content = expected.get(i).getValue();
            assertThat(one.number()).isEqualTo(i + 1);
            assertThat(one.name()).isEqualTo(Listed.below(entry.name()));
            assertThat(List.of(one.type(), one.size(), one.mode()))
                    .containsExactly(entry.type(), entry.size(), entry.mode());
            assertThat(one.modified())
                    .isEqualTo(Instant.ofEpochSecond(entry.modified().getEpochSecond()));
            assertThat(one.linkTarget()).isEqualTo(entry.linkTarget());
            assertThat(one.text()).as(one.name()).isEqualTo(RawText.isText(content));
            if (entry.type() == Entry.Type.FILE) {
                int from = random.nextInt(content.length + 1);
                assertThat(part(archive, one, from)).isEqualTo(part(content, from));
            }
        }
        assertThat(listed).hasSize(below);
    }

    private static byte[] part(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, Math.min(content.length, from + 70_000));
    }

    private static byte[] part(ArchiveFile archive, Listed entry, int from) throws IOException {
        try (InputStream content = archive.content(entry, from)) {
            return content.readNBytes((int) Math.min(entry.size() - from, 70_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPartOfEveryEntryIsAsItWasPacked(Format format) throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            Map<Entry, byte[]> tree = withLog(random);
            ArchiveFile archive = write(format, tree, random);
            assertSame(archive, tree, random);
            assertThat(archive.find("manifest.json").orElseThrow().position()).isPositive();
            if (seed == 1) {
                Files.delete(index);
                assertSame(archive, tree, random);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TAR_GZ", "ZIP"})
    void theEndOfALongLogIsReadWithoutWhatStandsBeforeIt(Format format) throws Exception {
        Random random = new Random(4);
        Map<Entry, byte[]> tree = withLog(random);
        ArchiveFile archive = write(format, tree, random);
        Listed log = archive.list("files/long", 0, 1).get(0);
        byte[] expected = archive.content(log, 8_999_000).readNBytes(1000);
        byte[] bytes = Files.readAllBytes(file);
        // in the middle of the log, where only a pass would come by
        Arrays.fill(bytes, bytes.length / 10 * 2, bytes.length / 10 * 2 + 100, (byte) 0x55);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(archive.content(log, 8_999_000).readNBytes(1000)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatIsDamagedCostsTimeOnly(Format format) throws Exception {
        Random random = new Random(5);
        Map<Entry, byte[]> tree = RoundTripTests.tree(random);
        write(format, tree, random);
        byte[] whole = Files.readAllBytes(index);
        for (int i = 0; i < 60; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(index, i % 2 == 0 ? flipped : Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertThat(indexed().list("", 0, 1).get(0).position()).isNegative();
        }
        assertSame(indexed(), tree, random);
        Files.write(index, whole);
        assertThat(indexed().list("", 0, 1).get(0).position()).isNotNegative();
    }

    @Test
    void anIndexOfAnotherArchiveIsNotTaken() throws Exception {
        Random random = new Random(6);
        Map<Entry, byte[]> tree = RoundTripTests.tree(random);
        write(Format.TAR_GZ, tree, random);
        ArchiveFile other = new ArchiveFile(file, index, "00".repeat(32), ArchiveFile.BROWSING);
        assertThat(other.list("", 0, 1).get(0).position()).isNegative();
        Files.setLastModifiedTime(index, FileTime.fromMillis(0));
        assertThat(indexed().list("", 0, 1).get(0).position()).isNegative();
        assertSame(indexed(), tree, random);
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatLiesNeverGivesBytesOfAnother(Format format) throws Exception {
        Random random = new Random(7);
        Map<Entry, byte[]> tree = RoundTripTests.tree(random);
        ArchiveFile archive = write(format, tree, random);
        List<Listed> all = archive.list("", 0, 10_000);
        for (Listed entry : all.subList(0, 12)) {
            for (Listed other : all) {
                if (entry.type() == Entry.Type.FILE && other.position() > 0) {
                    Listed liar = new Listed(
                            entry.number(),
                            entry.name(),
                            entry.type(),
                            entry.size(),
                            entry.mode(),
                            entry.modified(),
                            null,
                            entry.text(),
                            other.position());
                    assertThat(part(archive, liar, 0)).isEqualTo(part(archive, entry, 0));
                }
            }
        }
    }

    @Test
    void pagesAndPrefixesFollowTheOrderOfTheArchive() throws Exception {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        tree.put(Entry.directory("top"), new byte[0]);
        for (int i = 0; i < 30; i++) {
            tree.put(Entry.file("top/" + (i % 2 == 0 ? "even/" : "odd/") + i, 0), new byte[0]);
        }
        ArchiveFile archive = write(Format.TAR_GZ, tree, new Random(8));
        for (int round = 0; round < 2; round++) {
            assertThat(archive.list("even/", 0, 3))
                    .extracting(Listed::name)
                    .containsExactly("even/0", "even/2", "even/4");
            assertThat(archive.list("even/", 6, 2)).extracting(Listed::number).containsExactly(8L, 10L);
            assertThat(archive.find("odd/29").orElseThrow().number()).isEqualTo(31);
            assertThat(archive.find("odd").isEmpty()).isTrue();
            assertThat(archive.find(1).isEmpty()).isTrue();
            assertThat(archive.find(31).orElseThrow().name()).isEqualTo("odd/29");
            assertThat(archive.find(32).isEmpty()).isTrue();
            Files.deleteIfExists(index);
        }
    }

    @Test
    void anArchiveBeyondTheBoundsIsRefusedWithAReason() throws Exception {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            tree.put(Entry.file("top/" + i, 1000), new byte[1000]);
        }
        write(Format.TAR_GZ, tree, new Random(9));
        ArchiveReader.Bounds few = new ArchiveReader.Bounds(20, 1 << 20, 1000);
        ArchiveReader.Bounds small = new ArchiveReader.Bounds(100, 10_000, 1000);
        assertThatIOException()
                .isThrownBy(() -> new ArchiveFile(file, null, sha256, few).list("", 0, 5))
                .withMessageContaining("more than 20 entries");
        assertThatIOException()
                .isThrownBy(() -> new ArchiveFile(file, null, sha256, small).list("", 0, 5))
                .withMessageContaining("more than 10000 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void nothingButZerosIsNoBombYet(Format format) throws Exception {
        byte[] zeros = new byte[40 << 20];
        ArchiveFile archive = write(format, Map.of(Entry.file("top/lastlog", zeros.length), zeros), new Random(1));
        Files.delete(index);
        assertThat(archive.list("", 0, 5)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"../evil, 0, has a component '..'", "top/hard, 1, and an archive of CaLink holds nothing else"})
    void whatAnArchiveOfOursCannotHoldIsRefused(String name, char flag, String reason) throws Exception {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        tree.put(Entry.file("top/good", 2), "ok".getBytes(StandardCharsets.UTF_8));
        write(Format.TAR_GZ, tree, new Random(2));
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            tar.putArchiveEntry(new TarArchiveEntry("top/good", (byte) '0'));
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry(name, (byte) flag, true));
            tar.closeArchiveEntry();
        }
        assertThatIOException().isThrownBy(() -> indexed().list("", 0, 1)).withMessageContaining(reason);
        assertThatIOException().isThrownBy(() -> indexed().requireSize(1)).withMessageContaining("was written with 1");
    }

    /** By a clock, so the bound is ten times what it takes: a scan of the index takes longer by far. */
    @Test
    void oneOfAHundredThousandIsThereAtOnce() throws Exception {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        tree.put(Entry.directory("top"), new byte[0]);
        for (int i = 0; i < 100_000; i++) {
            tree.put(Entry.file("top/files/" + i % 300 + "/" + i, content.length), content);
        }
        ArchiveFile archive = write(Format.TAR_GZ, tree, new Random(10));
        assertThat(archive.find("files/0/0").orElseThrow().number()).isEqualTo(2);
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int wanted = 99_999 - 491 * i;
            long start = System.nanoTime();
            Listed entry = archive.find("files/" + wanted % 300 + "/" + wanted).orElseThrow();
            assertThat(part(archive, entry, 0)).isEqualTo(content);
            nanos.add(System.nanoTime() - start);
        }
        nanos.sort(null);
        assertThat(nanos.get(100) / 1_000_000).as("milliseconds, median of 200").isLessThan(50);
    }
}
