package io.calink.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that libdeflate compressed: one member, which every reader takes. */
class FastEngineTests {
    private static final Compression FAST = new Compression(6, 2, Compression.Engine.FAST);

    @TempDir
    Path directory;

    @BeforeAll
    static void theLibraryIsThere() {
        assertThat(FAST.isAvailable())
                .as("libdeflate can be loaded: install the Debian package libdeflate0")
                .isTrue();
    }

    private static byte[] log(int size, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() < size) {
            out.writeBytes(("Nov 22 12:00:" + random.nextInt(60) + " host sshd[" + random.nextInt(99999) + "]: session "
                            + Long.toHexString(random.nextLong()) + " opened\n")
                    .getBytes(UTF_8));
        }
        return Arrays.copyOf(out.toByteArray(), size);
    }

    private static byte[] compressed(byte[] plain, Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GzipStream stream = new GzipStream(out, compression, null, null);
        try {
            stream.write(plain, 0, plain.length);
            stream.finish();
        } finally {
            stream.free();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 9})
    void anythingComesOutAsItWentInOfOneMember(int level) throws IOException {
        Compression fast = new Compression(level, 2, Compression.Engine.FAST);
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            byte[] plain = log(random.nextInt(3 << 20), random);
            int middle = plain.length / 2;
            switch (seed % 4) {
                case 0 -> Arrays.fill(plain, middle, plain.length, (byte) 0);
                case 1 -> random.ints(plain.length - middle).forEach(i -> plain[middle + (i >>> 1) % (middle + 1)] = 3);
                case 2 -> {
                    for (int i = middle; i < plain.length; i++) {
                        plain[i] = (byte) (random.nextInt(230) * (i >> 12));
                    }
                }
                default -> {
                    for (int i = middle; i < plain.length; i++) {
                        plain[i] = (i >> 14 & 1) == 0 ? (byte) random.nextInt() : plain[i];
                    }
                }
            }
            assertThat(Arrays.equals(Gzip.onlyMember(compressed(plain, fast)), plain))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void textBecomesNoLargerThanByTheJavaPlatform() throws IOException {
        byte[] text = log(5 << 20, new Random(1));
        assertThat((double) compressed(text, FAST).length / compressed(text, new Compression(6, 2)).length)
                .isLessThan(1.0);
    }

    @Test
    void everyReaderTakesIt() throws Exception {
        byte[] log = log(3_000_000, new Random(2));
        byte[] small = "small".getBytes(UTF_8);
        Path archive = directory.resolve("a.tar.gz");
        Path zip = directory.resolve("a.zip");
        for (Path file : new Path[] {archive, zip}) {
            Format format = file == zip ? Format.ZIP : Format.TAR_GZ;
            try (OutputStream out = Files.newOutputStream(file);
                    ArchiveWriter writer = new ArchiveWriter(out, format, FAST)) {
                writer.add(Entry.directory("top"));
                writer.add(Entry.file("top/log", log.length), new ByteArrayInputStream(log));
                writer.add(Entry.file("top/small", small.length), new ByteArrayInputStream(small));
                writer.finish();
            }
        }
        Foreign foreign = new Foreign(directory, "C");
        String name = archive.toString();
        String content = new String(log, ISO_8859_1);
        foreign.run("gzip", "-t", name);
        foreign.run("unzip", "-tqq", zip.toString());
        assertThat(foreign.run("7z", "t", name)).contains("Everything is Ok");
        assertThat(foreign.run("tar", "-xzOf", name, "top/log")).isEqualTo(content);
        assertThat(foreign.run("bsdtar", "-xOf", name, "top/log")).isEqualTo(content);
        assertThat(foreign.run("busybox", "tar", "-xzOf", name, "top/log")).isEqualTo(content);
        assertThat(foreign.run(
                        "python3",
                        "-c",
                        "import sys,tarfile; sys.stdout.buffer.write(tarfile.open(sys.argv[1]).extractfile('top/log').read())",
                        name))
                .isEqualTo(content);
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            tar.getNextEntry();
            tar.getNextEntry();
            assertThat(Arrays.equals(tar.readAllBytes(), log)).isTrue();
            assertThat(tar.getNextEntry().getName()).isEqualTo("top/small");
        }
    }

    @Test
    void theIndexLeadsIntoTheMiddle() throws Exception {
        byte[] log = log(6_000_000, new Random(3));
        Path archive = directory.resolve("a.tar.gz");
        Path index = directory.resolve("a.index");
        String sha256;
        try (OutputStream out = Files.newOutputStream(archive);
                OutputStream places = Files.newOutputStream(index);
                ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ, FAST, places)) {
            writer.add(Entry.directory("top"));
            writer.add(Entry.file("top/log", log.length), new ByteArrayInputStream(log));
            writer.finish();
            sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
            writer.endIndex(sha256);
        }
        ArchiveFile file = new ArchiveFile(archive, index, sha256, ArchiveFile.BROWSING);
        Listed entry = file.find("log").orElseThrow();
        try (InputStream in = file.content(entry, 5_500_000)) {
            assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOfRange(log, 5_500_000, 5_501_000));
        }
    }
}
