package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes at all as an archive; {@code benchmarks/fuzz reader} looks for more of them. */
@Timeout(60)
class ReaderFuzzTests {
    private static final ArchiveReader.Bounds BOUNDS = new ArchiveReader.Bounds(1000, 8 << 20, 1100);

    /** Archives of others are bounded for large ones only; what comes out first shows as much. */
    private static final long ENOUGH = 4 << 20;

    private static final int RECORD = 512;
    private static final int MAGIC = 257;
    private static final int CHECKSUM = 148;

    private static final Path SCRATCH = scratch();

    @TempDir
    Path directory;

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        check(data, SCRATCH);
    }

    private static Path scratch() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "reader-" + ProcessHandle.current().pid());
    }

    static Stream<Path> corpus() throws IOException, URISyntaxException {
        Path place = Path.of(ReaderFuzzTests.class.getResource("fuzz/reader").toURI());
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void isReadOrRefusedInEachWayAlike(Path seed) throws IOException {
        check(Files.readAllBytes(seed), directory.resolve("archive"));
    }

    /** The first byte says how the others are packed, as no chance would ever find a checksum. */
    private static void check(byte[] data, Path file) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        Files.write(
                file,
                switch (data[0] & 3) {
                    case 1 -> gzip(withChecksums(rest));
                    case 2 -> Zstd.compress(withChecksums(rest));
                    case 3 -> withChecksums(rest);
                    default -> rest;
                });
        List<String> ours = all(file, 8192);
        assertThat(all(file, 7)).as("read in small pieces").isEqualTo(ours);
        assertThat(browsed(file)).as("browsed").isEqualTo(ours);
        foreign(file);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    /** Each record that could be a header gets the checksum of one. */
    private static byte[] withChecksums(byte[] tar) {
        for (int at = 0; at + RECORD <= tar.length; at += RECORD) {
            if (new String(tar, at + MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
                Arrays.fill(tar, at + CHECKSUM, at + CHECKSUM + 8, (byte) ' ');
                int sum = 0;
                for (int i = at; i < at + RECORD; i++) {
                    sum += tar[i] & 0xFF;
                }
                byte[] digits = String.format("%06o\0", sum).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(digits, 0, tar, at + CHECKSUM, digits.length);
            }
        }
        return tar;
    }

    /** A line for each entry, or one that says that the archive is refused. */
    private static List<String> all(Path file, int piece) throws IOException {
        List<String> lines = new ArrayList<>();
        try (ArchiveReader reader = ArchiveReader.of(file, BOUNDS)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                String content = summary(reader.content(), piece, Long.MAX_VALUE);
                if (!Listed.below(entry.name()).isEmpty()) {
                    lines.add(line(Listed.below(entry.name()), entry.type(), entry.size(), content));
                }
            }
            return lines;
        } catch (IOException e) {
            return List.of("refused");
        }
    }

    private static String line(String name, Entry.Type type, long size, String content) {
        return type + " " + size + " " + content + " " + name;
    }

    private static List<String> browsed(Path file) throws IOException {
        ArchiveFile archive = new ArchiveFile(file, null, "", BOUNDS);
        List<String> lines = new ArrayList<>();
        try {
            for (Listed entry : archive.list("", 0, 1000)) {
                String content = "0 0";
                if (entry.type() == Entry.Type.FILE) {
                    try (InputStream in = archive.content(entry, 0)) {
                        content = summary(in, 8192, Long.MAX_VALUE);
                    }
                }
                lines.add(line(entry.name(), entry.type(), entry.size(), content));
            }
            return lines;
        } catch (IOException e) {
            return List.of("refused");
        }
    }

    private static void foreign(Path file) throws IOException {
        try (ArchiveReader reader = ArchiveReader.foreign(file, (name, reason) -> {})) {
            long left = ENOUGH;
            for (Entry entry = reader.next(); entry != null && left > 0; entry = reader.next()) {
                left -= Long.parseLong(summary(reader.content(), 8192, left).replaceAll(" .*", "")) + 1;
            }
        } catch (IOException e) {
            // refused with a reason
        }
    }

    private static String summary(InputStream in, int piece, long most) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[piece];
        long size = 0;
        for (int count = in.read(buffer); count >= 0 && size < most; count = in.read(buffer)) {
            crc.update(buffer, 0, count);
            size += count;
        }
        return size + " " + crc.getValue();
    }
}
