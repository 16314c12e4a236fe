package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any records at all in an index whose seal is right; {@code benchmarks/fuzz index} looks for more of them. */
@Timeout(60)
class IndexFuzzTests {
    private static final ArchiveReader.Bounds BOUNDS = new ArchiveReader.Bounds(1000, 8 << 20, 1100);
    private static final int MOST = 24;
    private static final int PART = 70_000;
    private static final Sample SAMPLE = Sample.in(scratch());

    private static final Origin ORIGIN = new Origin(0, 0, 0, Instant.EPOCH, Instant.EPOCH, 0, 0);

    @TempDir
    Path directory;

    /** What Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        SAMPLE.check(data);
    }

    private static Path scratch() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "index-" + ProcessHandle.current().pid());
    }

    static Stream<Path> corpus() throws IOException, URISyntaxException {
        Path place = Path.of(IndexFuzzTests.class.getResource("fuzz/index").toURI());
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void neverGivesBytesOfAnother(Path seed) throws IOException {
        Sample.in(directory).check(Files.readAllBytes(seed));
    }

    /** Archives that are what they are, one of each format that has places to go to, and what is in them. */
    private record Sample(Path directory, Map<String, byte[]> real, List<String> hashes) {
        static Sample in(Path directory) {
            try {
                Files.createDirectories(directory);
                Map<String, byte[]> contents = contents();
                return new Sample(
                        directory,
                        contents,
                        List.of(write(directory, Format.TAR_GZ, contents), write(directory, Format.ZIP, contents)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Map<String, byte[]> contents() {
            Random random = new Random(1);
            StringBuilder log = new StringBuilder();
            for (int i = 0; log.length() < 60_000; i++) {
                log.append("line ")
                        .append(i)
                        .append(' ')
                        .append(random.nextLong())
                        .append('\n');
            }
            Map<String, byte[]> contents = new LinkedHashMap<>();
            contents.put("one", "one\n".getBytes(StandardCharsets.UTF_8));
            contents.put("files/log", log.substring(0, 60_000).getBytes(StandardCharsets.UTF_8));
            contents.put("x".repeat(120), "long\n".getBytes(StandardCharsets.UTF_8));
            contents.put("two", "two\n".getBytes(StandardCharsets.UTF_8));
            return contents;
        }

        private static String write(Path directory, Format format, Map<String, byte[]> contents) throws IOException {
            Path file = directory.resolve("archive" + format.suffix());
            try (OutputStream out = Files.newOutputStream(file);
                    OutputStream index = Files.newOutputStream(directory.resolve("written" + format.suffix()));
                    ArchiveWriter writer = new ArchiveWriter(out, format, Compression.DEFAULT, index)) {
                writer.add(Entry.directory("top"), new ByteArrayInputStream(new byte[0]));
                for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                    writer.add(
                            Entry.file("top/" + content.getKey(), content.getValue().length),
                            new ByteArrayInputStream(content.getValue()));
                    writer.flush();
                }
                writer.finish();
            }
            return HexFormat.of().formatHex(Segment.sha256().digest(Files.readAllBytes(file)));
        }

        /** The first byte says to which archive the index belongs, the others are its records. */
        void check(byte[] data) throws IOException {
            if (data.length == 0) {
                return;
            }
            Format format = (data[0] & 1) == 0 ? Format.TAR_GZ : Format.ZIP;
            String sha256 = hashes.get(data[0] & 1);
            Path file = directory.resolve("archive" + format.suffix());
            Path index = directory.resolve("any.index");
            Files.write(index, sealed(Arrays.copyOfRange(data, 1, data.length), Files.size(file), sha256));
            browse(new ArchiveFile(file, index, sha256, BOUNDS), format);
            reuse(file, index, sha256);
        }

        private static byte[] sealed(byte[] records, long size, String sha256) {
            ByteArrayOutputStream index = new ByteArrayOutputStream();
            index.writeBytes(IndexRecorder.MAGIC);
            index.writeBytes(records);
            index.writeBytes(ByteBuffer.allocate(IndexFile.HEADER + IndexRecorder.END_SIZE)
                    .putInt(IndexRecorder.END_SIZE)
                    .put(IndexRecorder.END)
                    .putLong(size)
                    .put(HexFormat.of().parseHex(sha256))
                    .array());
            CRC32 crc = new CRC32();
            crc.update(index.toByteArray());
            index.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .array());
            return index.toByteArray();
        }

        private void browse(ArchiveFile archive, Format format) throws IOException {
            for (Listed entry : archive.list("", 0, MOST)) {
                archive.find(entry.name());
                archive.find(entry.number());
                if (entry.type() == Entry.Type.FILE) {
                    compare(archive, entry, format);
                }
            }
            for (String name : real.keySet()) {
                Optional<Listed> found = archive.find(name);
                if (found.isPresent() && found.get().type() == Entry.Type.FILE) {
                    compare(archive, found.get(), format);
                }
            }
        }

        /** What a tar says of an entry stands before it; in a zip behind it, where who wants a part does not look. */
        private void compare(ArchiveFile archive, Listed entry, Format format) {
            byte[] expected = real.getOrDefault(entry.name(), new byte[0]);
            byte @Nullable [] got = part(archive, entry, 0);
            part(archive, entry, entry.size() / 2);
            part(archive, entry, entry.size());
            if (got != null) {
                assertThat(real).containsKey(entry.name());
                int same =
                        format == Format.ZIP ? Math.min(got.length, expected.length) : Math.min(PART, expected.length);
                assertThat(Arrays.copyOf(got, Math.min(same, got.length))).isEqualTo(Arrays.copyOf(expected, same));
            }
        }

        private static byte @Nullable [] part(ArchiveFile archive, Listed entry, long from) {
            try (InputStream content = archive.content(entry, from)) {
                return content.readNBytes((int) Math.min(entry.size() - from, PART));
            } catch (IOException e) {
                return null;
            }
        }

        private static void reuse(Path file, Path index, String sha256) {
            Optional<EarlierArchive> opened = EarlierArchive.open(file, index, sha256, "");
            if (opened.isPresent()) {
                try (EarlierArchive earlier = opened.get()) {
                    earlier.find(ORIGIN);
                    Segment segment = earlier.find(ByteBuffer.allocate(Segment.KEY), 1000, 0);
                    if (segment != null) {
                        earlier.read(segment);
                    }
                }
            }
        }
    }
}
