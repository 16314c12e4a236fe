package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.calink.archive.ArchiveWriter;
import io.calink.archive.Entry;
import io.calink.archive.Format;
import io.calink.archive.TookTooLongException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bit of an archive counts, those too that its format gives no meaning. */
class AnyBitTests {
    private static final String SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @TempDir
    Path directory;

    private Path archive(Format format) throws IOException {
        Path archive = directory.resolve("a" + format.suffix());
        byte[] manifest = ("{\"format\":1,\"calink\":\"1\",\"host\":null,\"note\":null,"
                        + "\"started_at\":\"2026-11-20T08:00:00Z\",\"finished_at\":\"2026-11-20T08:00:00Z\","
                        + "\"config_sha256\":\"00\",\"redaction\":\"none\",\"documents\":[],\"items\":["
                        + "{\"kind\":\"file\",\"name\":\"/a\",\"entry\":\"files/a\",\"status\":\"ok\",\"size\":1,"
                        + "\"sha256\":\"" + SHA256_OF_A + "\"}],\"totals\":{},\"problems\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(archive);
                ArchiveWriter writer = new ArchiveWriter(out, format)) {
            writer.add(Entry.directory("top"));
            writer.add(Entry.file("top/files/a", 1), new ByteArrayInputStream(new byte[] {'a'}));
            writer.add(Entry.file("top/manifest.json", manifest.length), new ByteArrayInputStream(manifest));
            writer.finish();
        }
        return archive;
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsFlippedIsFoundWhereverItIs(Format format) throws IOException {
        Path archive = archive(format);
        assertThat(Verification.of(archive).findings()).isEmpty();
        byte[] whole = Files.readAllBytes(archive);
        int step = "all".equals(System.getProperty("calink.faults")) ? 1 : 5;
        for (int bit = 0; bit < 8 * whole.length; bit += step) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(archive, flipped);
            assertThat(Verification.of(archive).ok())
                    .as("bit %d of byte %d of %d", bit % 8, bit / 8, whole.length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndThatIsCutOffOrGoesOnIsFound(Format format) throws IOException {
        Path archive = archive(format);
        byte[] whole = Files.readAllBytes(archive);
        // a Zstandard frame without what is to be skipped after it is whole: so the zstd program writes it
        int frame = format == Format.TAR_ZST ? whole.length - 12 : whole.length;
        for (int length = 0; length < whole.length; length += length == frame - 1 ? 2 : 1) {
            Files.write(archive, Arrays.copyOf(whole, length));
            assertThat(Verification.of(archive).ok()).as("%d bytes", length).isFalse();
        }
        for (int more = 1; more < 3; more++) {
            Files.write(archive, Arrays.copyOf(whole, whole.length + more));
            assertThat(Verification.of(archive).ok()).as("%d bytes more", more).isFalse();
        }
    }

    @Test
    void whoeverWaitsForItDoesNotWaitForEver() throws IOException {
        Path archive = archive(Format.TAR_GZ);

        assertThatExceptionOfType(TookTooLongException.class)
                .isThrownBy(() -> Verification.of(archive, Duration.ofNanos(1)))
                .withMessageContaining("it is large");
    }
}
