package io.calink.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the programs of others make of an archive: all of it, without a warning, in any locale. */
class ForeignReadersTests {
    private static final String LISTING = """
            import os, sys, tarfile
            with tarfile.open(sys.argv[1], errorlevel=2) as tar:
                for m in tar:
                    data = tar.extractfile(m).read() if m.isfile() and m.size < 1 << 20 else b''
                    name = m.name.encode('utf-8', 'surrogateescape').hex()
                    link = m.linkname.encode('utf-8', 'surrogateescape').hex()
                    print(name, m.type.decode(), m.size, '%o' % m.mode, m.uid, m.gid, m.mtime, link or '-', data.hex() or '-')
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void listEveryNameThereCanBe(String locale) throws Exception {
        Map<Entry, byte[]> entries = withStrangeNames();
        Path archive = write(entries);
        Foreign foreign = new Foreign(directory, locale);
        String escaped =
                entries.keySet().stream().map(e -> escaped(e.name()) + "\n").collect(Collectors.joining());
        String raw = entries.keySet().stream()
                .map(e -> new String(RawText.encode(e.name()), ISO_8859_1) + "\n")
                .collect(Collectors.joining());

        assertThat(foreign.run("gzip", "-t", archive.toString())).isEmpty();
        assertThat(foreign.run("busybox", "tar", "tzf", archive.toString())).isEqualTo(raw);
        assertThat(foreign.run(
                        "tar", "--quoting-style=literal", "--show-transformed-names", "-tzf", archive.toString()))
                .isEqualTo(raw);
        if (locale.equals("C")) {
            assertThat(foreign.run("tar", "--quoting-style=escape", "-tzf", archive.toString()))
                    .isEqualTo(escaped);
            assertThat(foreign.run("bsdtar", "-tf", archive.toString())).isEqualTo(escaped);
        } else {
            assertThat(foreign.run("bsdtar", "-tf", archive.toString()).lines()).hasSize(entries.size());
        }
        assertThat(foreign.run("python3", "-c", LISTING, archive.toString()).lines())
                .containsExactlyElementsOf(expected(entries));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void sevenZipListsAndTestsEveryEntry(String locale) throws Exception {
        Map<Entry, byte[]> entries = withStrangeNames();
        Path archive = write(entries);
        Foreign foreign = new Foreign(directory, locale);
        assertThat(foreign.run("7z", "t", archive.toString()))
                .contains("Everything is Ok")
                .doesNotContainIgnoringCase("warning");
        Path tar = directory.resolve("plain.tar");
        Files.writeString(tar, foreign.run("gzip", "-dc", archive.toString()), ISO_8859_1);
        assertThat(foreign.run("7z", "t", tar.toString()))
                .contains("Everything is Ok")
                .doesNotContainIgnoringCase("warning");
        String listing = foreign.run("7z", "l", "-slt", "-sccUTF-8", tar.toString());
        assertThat(listing.lines().filter(line -> line.startsWith("Packed Size = ")))
                .hasSize(entries.size());
        assertThat(listing).doesNotContainIgnoringCase("warning").contains(utf8("Path = top/files/grüße 😀.txt\n"));
    }

    @Test
    void commonsCompressReadsWhatWasWrittenWithItsOwnDefaults() throws IOException {
        Map<Entry, byte[]> entries = withStrangeNames();
        List<Long> sizes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(write(entries));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(in), UTF_8.name())) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                names.add(e.getName());
                sizes.add((long) tar.readAllBytes().length);
            }
        }
        assertThat(sizes).isEqualTo(entries.keySet().stream().map(Entry::size).toList());
        assertThat(names)
                .contains("top/files/grüße 😀.txt", "top/files/" + "d".repeat(200) + "/")
                .hasSize(entries.size());
    }

    @Test
    void keepNumbersThatDoNotFitIntoAHeader() throws Exception {
        Map<Entry, byte[]> entries = new LinkedHashMap<>();
        byte[] content = "x".getBytes(UTF_8);
        Entry plain = Entry.file("top/uid", 1).mode(04755);
        entries.put(plain.owned(3_000_000, 4_294_967_294L, "somebody", "some group"), content);
        entries.put(Entry.file("top/before", 1).modified(Instant.ofEpochSecond(-1)), content);
        entries.put(Entry.file("top/half", 1).modified(Instant.parse("1969-12-31T23:59:58.5Z")), content);
        entries.put(Entry.file("top/after", 1).modified(Instant.parse("2262-04-12T00:00:00Z")), content);
        entries.put(Entry.file("top/last", 1).modified(Instant.parse("2024-02-29T12:00:00Z")), content);
        Path archive = write(entries);
        Foreign foreign = new Foreign(directory, "C");
        String[] archived = {archive.toString()};
        assertThat(foreign.run("python3", "-c", LISTING, archived[0]).lines())
                .containsExactlyElementsOf(expected(entries));
        assertThat(foreign.run("tar", "--full-time", "-tvzf", archived[0]))
                .containsPattern("-rwsr-xr-x somebody/some group +1 ")
                .contains("1969-12-31 23:59:59 top/before")
                .contains("1969-12-31 23:59:58 top/half")
                .contains("2262-04-12 00:00:00 top/after");
        assertThat(foreign.run("tar", "--numeric-owner", "-tvzf", archived[0])).contains("3000000/4294967294");
        assertThat(foreign.run("bsdtar", "--numeric-owner", "-tvf", archived[0]).lines())
                .hasSize(5)
                .anyMatch(line -> line.contains("3000000"))
                .anyMatch(line -> line.contains("2262"));
        assertThat(foreign.run("busybox", "tar", "tvzf", archived[0]).lines())
                .hasSize(5)
                .anyMatch(line -> line.contains("2262-04-12 00:00:00 top/after"));
        foreign.run("7z", "t", archived[0]);
    }

    @Test
    void listAFileOfNineGibibytesAndWhatFollowsIt() throws Exception {
        long size = 9L << 30;
        Path archive = directory.resolve("big.tar");
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // The same headers as in an archive, around a hole instead of a body that would take a minute to pack.
            OutputStream out = Channels.newOutputStream(file);
            TarHeaders.stream(out).putArchiveEntry(TarHeaders.header(Entry.file("top/big", size)));
            file.position(file.position() + size);
            TarArchiveOutputStream rest = TarHeaders.stream(out);
            rest.putArchiveEntry(TarHeaders.header(Entry.file("top/next", 0)));
            rest.closeArchiveEntry();
            rest.finish();
        }
        Foreign foreign = new Foreign(directory, "C");
        assertThat(foreign.run("tar", "-tvf", archive.toString()))
                .contains(" 9663676416 ")
                .contains("top/next");
        assertThat(foreign.run("bsdtar", "-tvf", archive.toString()))
                .contains(" 9663676416 ")
                .contains("top/next");
        assertThat(foreign.run("busybox", "tar", "tvf", archive.toString()))
                .contains("9663676416")
                .contains("top/next");
        assertThat(foreign.run("7z", "l", archive.toString()))
                .contains(" 9663676416 ")
                .contains("top/next");
        assertThat(foreign.run("python3", "-c", LISTING, archive.toString())).contains(" 9663676416 ");
    }

    static Map<Entry, byte[]> withStrangeNames() {
        Map<Entry, byte[]> entries = new LinkedHashMap<>();
        entries.put(Entry.directory("top").mode(0755), new byte[0]);
        List<String> names = List.of(
                "plain.log",
                "-rf",
                "n".repeat(99 - "top/files/".length()),
                "n".repeat(100 - "top/files/".length()),
                "n".repeat(101 - "top/files/".length()),
                "f".repeat(255),
                "ü".repeat(127),
                "grüße 😀.txt",
                "two\nlines",
                "\u001b[31mred",
                "tab\tback\\slash",
                "star*?[a]",
                " blank ",
                Entry.text(HexFormat.of().parseHex("6c6174696e31e4f6fc2e747874")),
                Entry.text(HexFormat.of().parseHex("fffe80".repeat(60))),
                Entry.text(HexFormat.of().parseHex("eda080c080f5")),
                ("p".repeat(250) + "/").repeat(16) + "end");
        for (String name : names) {
            byte[] content = ("content of a name with " + name.length()).getBytes(UTF_8);
            entries.put(Entry.file("top/files/" + name, content.length).mode(0640), content);
        }
        entries.put(Entry.directory("top/files/" + "d".repeat(200)), new byte[0]);
        entries.put(Entry.symlink("top/files/link", "/etc/shadow"), new byte[0]);
        entries.put(Entry.symlink("top/files/" + "l".repeat(150), "../" + "t".repeat(150)), new byte[0]);
        entries.put(Entry.symlink("top/files/raw", Entry.text(new byte[] {'x', (byte) 0xE4})), new byte[0]);
        entries.put(Entry.file("top/manifest.json", 0), new byte[0]);
        return entries;
    }

    private Path write(Map<Entry, byte[]> entries) throws IOException {
        Path archive = Files.createTempFile(directory, "archive", ".tar.gz");
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            for (Map.Entry<Entry, byte[]> entry : entries.entrySet()) {
                writer.add(entry.getKey(), new ByteArrayInputStream(entry.getValue()));
            }
            writer.finish();
        }
        return archive;
    }

    private static List<String> expected(Map<Entry, byte[]> entries) {
        return entries.entrySet().stream()
                .map(e -> expected(e.getKey(), e.getValue()))
                .toList();
    }

    private static String expected(Entry e, byte[] content) {
        String name = e.type() == Entry.Type.DIRECTORY
                ? e.name().substring(0, e.name().length() - 1)
                : e.name();
        String target = e.linkTarget();
        String type = Map.of(Entry.Type.FILE, "0", Entry.Type.SYMLINK, "2", Entry.Type.DIRECTORY, "5")
                .get(e.type());
        return String.join(
                " ",
                hex(RawText.encode(name)),
                type,
                Long.toString(e.size()),
                Integer.toOctalString(e.mode()),
                Long.toString(e.uid()),
                Long.toString(e.gid()),
                Long.toString(e.modified().getEpochSecond()),
                target == null ? "-" : hex(RawText.encode(target)),
                content.length == 0 ? "-" : hex(content));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** As GNU tar and bsdtar show a name in the C locale. */
    private static String escaped(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : RawText.encode(name)) {
            switch (b) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (b < ' ') {
                        out.append(String.format("\\%03o", b & 0xFF));
                    } else {
                        out.append((char) b);
                    }
                }
            }
        }
        return out.toString();
    }
}
