package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {
    @TempDir
    Path directory;

    @Test
    void givesBackWhatItGotManyTimesOver() throws IOException {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        try (Spool spool = new Spool(directory)) {
            for (int offset = 0; offset < content.length; offset += 77_777) {
                spool.write(content, offset, Math.min(77_777, content.length - offset));
            }

            assertThat(spool.size()).isEqualTo(content.length);
            try (InputStream first = spool.read();
                    InputStream second = spool.read()) {
                assertThat(first.readNBytes(1000)).isEqualTo(java.util.Arrays.copyOf(content, 1000));
                assertThat(second.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void leavesNothingReadableInItsDirectory() throws IOException {
        try (Spool spool = new Spool(directory)) {
            spool.write(new byte[3_000_000]);

            assertThat(directory).isEmptyDirectory();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void endsTheLastLineOfAText() throws IOException {
        try (Spool spool = new Spool(directory)) {
            spool.writeLines(text("a\nb"));
            spool.writeLines(text("c\n"));
            spool.writeLines(text(""));

            assertThat(spool.read()).hasContent("a\nb\nc\n");
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
