package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveWriter;
import io.calink.archive.Entry;
import io.calink.archive.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTests {
    private static final String SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @TempDir
    Path directory;

    private static final String SHA256_OF_B = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

    private final Map<String, String> entries = new LinkedHashMap<>();

    @Test
    void findsNothingInAnArchiveThatIsAsItsManifestSays() throws IOException {
        entries.put("files/a", "a");
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));

        Verification verification = Verification.of(archive());

        assertThat(verification.ok()).isTrue();
        assertThat(verification.entries()).isEqualTo(3);
        assertThat(verification.findings()).isEmpty();
    }

    @Test
    void namesTheEntryWhoseContentDiffers() throws IOException {
        entries.put("files/a", "b");
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));

        assertFinding("files/a", "Its content is not the one that the manifest tells.");
    }

    @Test
    void namesTheEntryWhoseSizeDiffers() throws IOException {
        entries.put("files/a", "aa");
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));

        assertFinding("files/a", "It has 2 bytes, the manifest says 1.");
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));

        assertFinding("files/a", "It is missing from the archive.");
    }

    @Test
    void namesWhatTheManifestDoesNotKnow() throws IOException {
        entries.put("files/a", "a");
        entries.put("files/planted", "x");
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));

        assertFinding("files/planted", "The manifest does not know it.");
    }

    @Test
    void tellsApartNamesThatLookTheSameInTheManifest() throws IOException {
        String one = Entry.text(new byte[] {'f', 'i', 'l', 'e', 's', '/', (byte) 0xE8});
        String other = Entry.text(new byte[] {'f', 'i', 'l', 'e', 's', '/', (byte) 0xE9});
        entries.put(one, "a");
        entries.put(other, "b");
        entries.put("manifest.json", manifest("files/\uFFFD", 1, SHA256_OF_A, "files/\uFFFD", 1, SHA256_OF_B));

        assertThat(Verification.of(archive()).findings()).isEmpty();

        entries.put(other, "a");

        assertFinding("files/\uFFFD", "Its content is not the one that the manifest tells.");
    }

    @Test
    void namesWhatTheManifestTellsOfTooSeldom() throws IOException {
        entries.put(Entry.text(new byte[] {'f', (byte) 0xE8}), "a");
        entries.put(Entry.text(new byte[] {'f', (byte) 0xE9}), "a");
        entries.put("manifest.json", manifest("f\uFFFD", 1, SHA256_OF_A));

        assertFinding("f\uFFFD", "The manifest does not know it.");
    }

    @Test
    void saysThatThereIsNoManifest() throws IOException {
        entries.put("files/a", "a");

        assertFinding(null, "There is no manifest.json in the archive.");
    }

    @Test
    void saysThatTheManifestIsDamaged() throws IOException {
        entries.put("manifest.json", "{\"format\":1");

        Verification verification = Verification.of(archive());

        assertThat(verification.ok()).isFalse();
        assertThat(verification.findings().get(0).what()).contains("The manifest is damaged");
    }

    /** A bit of deflate that means nothing, such as padding, may flip without a trace: the content is the same. */
    @Test
    void findsEveryFlippedBitThatMatters() throws IOException {
        entries.put("files/a", "a");
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));
        Path archive = archive();
        byte[] whole = Files.readAllBytes(archive);
        Map<String, String> content = Contents.of(archive).all();
        // The ten bytes of the gzip header hold a time, flags and a system that are no part of the content.
        for (int i = 10; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x10;
            Files.write(archive, flipped);

            if (Verification.of(archive).ok()) {
                assertThat(Contents.of(archive).all()).as("byte %d", i).isEqualTo(content);
            }
        }
    }

    @Test
    void findsThatTheEndIsMissing() throws IOException {
        entries.put("files/a", "a");
        entries.put("manifest.json", manifest("files/a", 1, SHA256_OF_A));
        Path archive = archive();
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < whole.length; length++) {
            Files.write(archive, java.util.Arrays.copyOf(whole, length));

            assertThat(Verification.of(archive).ok()).as("%d bytes", length).isFalse();
        }
    }

    private void assertFinding(@Nullable String entry, String what) throws IOException {
        assertThat(Verification.of(archive()).findings()).containsExactly(new Verification.Finding(entry, what));
    }

    /** A manifest with an entry, a size and a digest for each item. */
    private static String manifest(Object... items) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < items.length; i += 3) {
            told.add("""
                    {"kind":"file","name":"/a","entry":"%s","status":"ok","size":%s,"sha256":"%s"}""".formatted(items[i], items[i + 1], items[i + 2]));
        }
        return """
                {"format":1,"calink":"1","host":null,"note":null,"started_at":"2026-11-20T08:00:00Z",
                "finished_at":"2026-11-20T08:00:00Z","config_sha256":"00","redaction":"none","documents":[],"items":[
                %s],
                "totals":{},"problems":[]}""".formatted(String.join(",\n", told));
    }

    private Path archive() throws IOException {
        Path archive = directory.resolve("a.tar.gz");
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            writer.add(Entry.directory("top"));
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] content = entry.getValue().getBytes(StandardCharsets.UTF_8);
                writer.add(Entry.file("top/" + entry.getKey(), content.length), new ByteArrayInputStream(content));
            }
            writer.finish();
        }
        return archive;
    }
}
