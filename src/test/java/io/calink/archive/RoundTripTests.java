package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random trees, from one end to the other. */
class RoundTripTests {
    private static final String UNPACKED = """
            import hashlib, sys, tarfile
            with tarfile.open(sys.argv[1], errorlevel=2) as tar:
                for m in tar:
                    data = tar.extractfile(m).read() if m.isfile() else b''
                    print(m.name.encode('utf-8', 'surrogateescape').hex(), '%o' % m.mode, hashlib.sha256(data).hexdigest())
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void bringBackEveryEntryAndEveryByte(long seed) throws Exception {
        Random random = new Random(seed);
        Map<Entry, byte[]> tree = tree(random);
        Path archive = directory.resolve("archive.tar.gz");
        Map<Entry, String> sums = new LinkedHashMap<>();
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            for (Map.Entry<Entry, byte[]> entry : tree.entrySet()) {
                sums.put(entry.getKey(), writer.add(entry.getKey(), new ByteArrayInputStream(entry.getValue())));
                switch (random.nextInt(8)) {
                    case 0 -> writer.flush();
                    case 1 -> writer.keepAlive();
                    default -> {}
                }
            }
            writer.finish();
            assertThat(Files.size(archive)).isEqualTo(writer.bytesWritten());
        }
        assertThat(read(archive, tree)).containsExactlyElementsOf(tree.keySet());

        Foreign foreign = new Foreign(directory, "C.UTF-8");
        foreign.run("gzip", "-t", archive.toString());
        foreign.run("7z", "t", archive.toString());
        foreign.run("bsdtar", "-tf", archive.toString());
        foreign.run("busybox", "tar", "tzf", archive.toString());
        foreign.run("tar", "-tzf", archive.toString());
        List<String> expected = new ArrayList<>();
        sums.forEach((entry, sum) -> expected.add(
                HexFormat.of().formatHex(RawText.encode(entry.name().replaceAll("/$", ""))) + " "
                        + Integer.toOctalString(entry.mode()) + " " + sum));
        assertThat(foreign.run("python3", "-c", UNPACKED, archive.toString()).lines())
                .containsExactlyElementsOf(expected);
    }

    @Test
    @Timeout(120)
    void anyAmountFitsIntoASmallHeap() throws Exception {
        assertThat(Child.withHeap("64m", "pack", Long.toString(150L << 20)).output())
                .isEqualTo("packed");
    }

    private static List<Entry> read(Path archive, Map<Entry, byte[]> tree) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = Files.newInputStream(archive);
                ArchiveReader reader = new ArchiveReader(in)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
                if (entries.size() % 3 != 0) {
                    byte[] content = reader.content().readAllBytes();
                    assertThat(content).as(entry.name()).isEqualTo(Objects.requireNonNull(tree.get(entry)));
                }
            }
        }
        return entries;
    }

    static Map<Entry, byte[]> tree(Random random) {
        Map<Entry, byte[]> tree = new LinkedHashMap<>();
        List<String> directories = new ArrayList<>(List.of("top/"));
        tree.put(Entry.directory("top"), new byte[0]);
        for (int i = 0; i < 120; i++) {
            String parent = directories.get(random.nextInt(directories.size()));
            String name = parent + i + name(random);
            Entry entry;
            byte[] content = new byte[0];
            switch (random.nextInt(6)) {
                case 0 -> {
                    entry = Entry.directory(name);
                    directories.add(entry.name());
                }
                case 1 -> entry = Entry.symlink(name, "/" + name(random) + i);
                default -> {
                    content = content(random);
                    entry = Entry.file(name, content.length);
                }
            }
            tree.put(
                    entry.mode(random.nextInt(010000))
                            .owned(random.nextInt(1 << 24), random.nextInt(1 << 24), "u" + i, "")
                            .modified(Instant.ofEpochSecond(random.nextInt())),
                    content);
        }
        return tree;
    }

    private static String name(Random random) {
        byte[] name = new byte[random.nextInt(random.nextInt(4) == 0 ? 200 : 20)];
        random.nextBytes(name);
        for (int i = 0; i < name.length; i++) {
            if (name[i] == 0 || name[i] == '/') {
                name[i] = 'x';
            }
        }
        return Entry.text(name);
    }

    private static byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(random.nextInt(20) == 0 ? 3_000_000 : 5_000)];
        if (random.nextBoolean()) {
            random.nextBytes(content);
        } else {
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) ("a line of a log ".charAt(i % 16) + random.nextInt(2));
            }
        }
        return content;
    }
}
