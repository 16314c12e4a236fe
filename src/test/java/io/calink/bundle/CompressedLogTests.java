package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.Snapshot;
import io.calink.archive.Packing;
import io.calink.redaction.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedLogTests {
    private static final String SECRET = "Vu7-kelp#92Tarn";

    @TempDir
    Path directory;

    private SmallHost host;

    @BeforeEach
    void machine() throws IOException {
        host = new SmallHost(directory);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void looksIntoCompressedLogsAndCompressesThemAgain() throws Exception {
        String log = "one\npassword=" + SECRET + "\ntwo\n";
        for (Packing packing : Packing.values()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = packing.packed(packed)) {
                out.write(log.getBytes(StandardCharsets.UTF_8));
            }
            Files.write(host.root.resolve("var/log/app.log." + packing), packed.toByteArray());
        }

        Snapshot snapshot = host.calink.gather(RedactionTests.plan(Settings.standard()), host.out);

        Contents archive = Contents.of(snapshot.archive());
        for (Packing packing : Packing.values()) {
            try (InputStream text =
                    packing.unpacked(new ByteArrayInputStream(archive.bytes("files/var/log/app.log." + packing)))) {
                assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("one\npassword=[REDACTED:")
                        .endsWith("]\ntwo\n");
            }
        }
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
    }

    @Test
    void readsCompressedLogsOfSeveralParts() throws Exception {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.write(RedactionTests.gzip("one password="));
        parts.write(RedactionTests.gzip(SECRET + "\n"));
        Files.write(host.root.resolve("var/log/app.log.1.gz"), parts.toByteArray());

        Contents archive = Contents.of(host.calink
                .gather(RedactionTests.plan(Settings.standard()), host.out)
                .archive());

        try (InputStream text =
                new GZIPInputStream(new ByteArrayInputStream(archive.bytes("files/var/log/app.log.1.gz")))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain(SECRET);
        }
    }
}
