package io.calink.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.calink.archive.ArchiveReader.Bounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTests {
    private static final Entry FILE = Entry.file("top/grüße", 700)
            .mode(04640)
            .owned(3_000_000, 7, "somebody", "some group")
            .modified(Instant.parse("2262-04-12T00:00:00Z"));

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Entry link = Entry.symlink("top/" + "l".repeat(120), "/" + "t".repeat(120));
        byte[] archive = archive(Entry.directory("top"), FILE, link, Entry.file("top/last", 3));
        assertThat(read(archive)).containsExactly(Entry.directory("top"), FILE, link, Entry.file("top/last", 3));
    }

    @Test
    void noticesWhereverTheArchiveWasCutOff() throws IOException {
        byte[] archive = archive(Entry.directory("top"), FILE, Entry.file("top/last", 3));
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatIOException()
                    .as("cut off after %s bytes", length)
                    .isThrownBy(() -> read(cut))
                    .withMessageMatching(
                            "The archive is (none of CaLink's: .*|damaged: it is cut off after \\d+ bytes)\\.");
        }
    }

    @Test
    void noticesEveryBitThatWasFlipped() throws IOException {
        byte[] archive = archive(Entry.directory("top"), FILE, Entry.file("top/last", 3));
        List<Entry> whole = read(archive);
        int harmless = 0;
        for (int i = 0; i < archive.length * 8; i++) {
            byte[] flipped = archive.clone();
            flipped[i / 8] ^= (byte) (1 << (i % 8));
            try {
                // the time and the system in gzip's header, bits that fill a byte, zeros copied from elsewhere
                assertThat(read(flipped)).isEqualTo(whole);
                harmless++;
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("The archive is ").endsWith(".");
            }
        }
        assertThat(harmless).isLessThan(archive.length * 8 / 10);
    }

    @Test
    void survivesHeadersOfNonsense() throws IOException {
        byte[] plain = Gzip.onlyMember(archive(Entry.directory("top"), FILE, Entry.symlink("a", "b")));
        Random random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            byte[] changed = plain.clone();
            int record = random.nextInt(5) * 512;
            for (int j = random.nextInt(20); j >= 0; j--) {
                changed[record + random.nextInt(512)] = (byte) random.nextInt(256);
            }
            correctChecksum(changed, record);
            try {
                read(gzip(changed));
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("The archive is ").endsWith(".");
            }
        }
    }

    @Test
    void noticesAMissingEndWithinAWholeGzipStream() throws IOException {
        byte[] plain = Gzip.onlyMember(archive(FILE));
        int end = 512 + 1024;
        for (int length : new int[] {512, 1000, end, end + 512}) {
            assertThatIOException()
                    .as("cut to %s", length)
                    .isThrownBy(() -> read(gzip(Arrays.copyOf(plain, length))))
                    .withMessageStartingWith("The archive is damaged: it");
        }
        assertThat(read(gzip(Arrays.copyOf(plain, end + 1024)))).containsExactly(FILE);
    }

    @Test
    void noticesWhatStandsAfterTheEnd() throws IOException {
        byte[] archive = archive(FILE);
        byte[] plain = Gzip.onlyMember(archive);
        assertThatIOException()
                .isThrownBy(() -> read(concatenated(archive, "more".getBytes(UTF_8))))
                .withMessage("The archive is damaged: something stands after its end.");
        assertThatIOException()
                .isThrownBy(() -> read(gzip(concatenated(plain, "more".getBytes(UTF_8)))))
                .withMessage("The archive is damaged: something stands after its end.");
    }

    @Test
    void takesAnArchiveInSeveralMembers() throws IOException {
        byte[] plain = Gzip.onlyMember(archive(FILE, Entry.file("b", 3)));
        byte[] first = gzip(Arrays.copyOf(plain, 800));
        byte[] second = gzip(Arrays.copyOfRange(plain, 800, plain.length));
        assertThat(read(concatenated(first, second))).containsExactly(FILE, Entry.file("b", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd", "a/..", "./a"})
    void refusesNamesThatLeadElsewhere(String name) throws IOException {
        String longer = "d/".repeat(80);
        for (int mode : new int[] {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX}) {
            assertThatIOException()
                    .isThrownBy(() -> read(foreign(mode, new TarArchiveEntry(name, true))))
                    .withMessageStartingWith("The archive is ");
            assertThatIOException()
                    .isThrownBy(() -> read(foreign(mode, new TarArchiveEntry(name + "/" + longer, true))))
                    .withMessageStartingWith("The archive is ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO,
                TarConstants.LF_CONTIG,
                TarConstants.LF_MULTIVOLUME,
                'Z'
            })
    void refusesKindsOfEntriesThatItNeverHolds(byte kind) {
        assertThatIOException()
                .isThrownBy(() -> read(foreign(TarArchiveOutputStream.LONGFILE_GNU, new TarArchiveEntry("x", kind))))
                .withMessageStartingWith("The archive is refused: The entry 'x' is not a file");
    }

    @Test
    void readsWhatOthersPackedAgainWithPaxHeaders() throws IOException {
        String name = "ä".repeat(90);
        assertThat(read(foreign(
                        TarArchiveOutputStream.LONGFILE_POSIX, new TarArchiveEntry(name), new TarArchiveEntry("b"))))
                .extracting(Entry::name)
                .containsExactly(name, "b");
    }

    @Test
    void boundsWhatItReads() throws IOException {
        byte[] many = archive(Entry.file("a", 1), Entry.file("b", 1), Entry.file("c", 1));
        assertThat(read(many, new Bounds(3, 1 << 20, 1100))).hasSize(3);
        assertThatIOException()
                .isThrownBy(() -> read(many, new Bounds(2, 1 << 20, 1100)))
                .withMessage("The archive is damaged: it has more than 2 entries.");
        byte[] bomb = archive(Entry.file("zeros", 20 << 20));
        assertThat(read(bomb)).hasSize(1);
        assertThatIOException()
                .isThrownBy(() -> read(bomb, new Bounds(3, 1 << 20, 1100)))
                .withMessage("The archive is damaged: more than 1048576 bytes come out of it.");
        assertThatIOException()
                .isThrownBy(() -> read(bomb, new Bounds(3, 1 << 30, 100)))
                .withMessage("The archive is damaged: more than 100 bytes come out of each byte of it.");
    }

    @Test
    void doesNotReadANameThatFillsTheMemory() {
        TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        name.setSize(1L << 30);
        assertThatIOException()
                .isThrownBy(() -> read(gzip(header(name))))
                .withMessage("The archive is damaged: a name in it is longer than any name can be.");
    }

    @Test
    void doesNotFollowAChainOfLongNames() {
        TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        name.setSize(1);
        byte[] chain = header(name);
        assertThatIOException()
                .isThrownBy(() -> read(gzip(new String(concatenated(chain, new byte[512]), ISO_8859_1)
                        .repeat(100_000)
                        .getBytes(ISO_8859_1))))
                .withMessageStartingWith("The archive is damaged: ");
    }

    @Test
    void tellsWhatIsNoArchive() {
        assertThatIOException()
                .isThrownBy(() -> read("hello, world".getBytes(UTF_8)))
                .withMessage(
                        "The archive is none of CaLink's: a tar.gz, a tar.zst or, from a file, a zip was expected.");
        assertThatIOException()
                .isThrownBy(() -> read(new byte[0]))
                .withMessage(
                        "The archive is none of CaLink's: a tar.gz, a tar.zst or, from a file, a zip was expected.");
        assertThatIOException()
                .isThrownBy(() -> read(gzip("hello, world".repeat(100).getBytes(UTF_8))))
                .withMessageStartingWith("The archive is damaged: ");
    }

    @Test
    void passesOnTheTroubleOfTheStreamBelow() {
        InputStream failing = new BadDisk();
        try (ArchiveReader reader = new ArchiveReader(failing)) {
            assertThatIOException().isThrownBy(reader::next).withMessage("Input/output error");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Entry> read(byte[] archive) throws IOException {
        return read(archive, Bounds.DEFAULT);
    }

    private static List<Entry> read(byte[] archive, Bounds bounds) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(archive), bounds)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
                assertThat(reader.content().transferTo(OutputStream.nullOutputStream()))
                        .isEqualTo(entry.size());
            }
            assertThat(reader.next()).isNull();
        }
        return entries;
    }

    private static byte[] archive(Entry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            for (Entry entry : entries) {
                writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static byte[] foreign(int longNames, TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out), UTF_8.name())) {
            tar.setLongFileMode(longNames);
            tar.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] header(TarArchiveEntry entry) {
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        return header;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void correctChecksum(byte[] tar, int record) {
        Arrays.fill(tar, record + 148, record + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[record + i] & 0xFF;
        }
        byte[] octal = String.format("%06o\0 ", sum).getBytes(UTF_8);
        System.arraycopy(octal, 0, tar, record + 148, octal.length);
    }
}
