package io.calink.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedStreamTests {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, EncryptedStream.CHUNK - 1, EncryptedStream.CHUNK, EncryptedStream.CHUNK + 1, 1_000_000})
    void theRealAgeDecryptsWhatItWrites(int size) throws Exception {
        Age one = Age.pair(directory);
        Age other = Age.pair(directory);
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = directory.resolve("file.age");
        try (OutputStream out = Files.newOutputStream(file)) {
            EncryptedStream encrypted =
                    new EncryptedStream(out, Recipients.of(List.of(one.recipient(), other.recipient())));
            int position = 0;
            for (int part = 1; position < size; part = part * 3 % 100_003) {
                int length = Math.min(part, size - position);
                encrypted.write(content, position, length);
                position += length;
            }
            encrypted.finish();
        }

        assertThat(Encrypted.is(file)).isTrue();
        assertThat(one.decrypt(file, directory.resolve("plain"))).hasBinaryContent(content);
        assertThat(other.decrypt(file, directory.resolve("again"))).hasBinaryContent(content);
    }

    @Test
    void whatWasNotFinishedIsNoWholeFile() throws Exception {
        Age key = Age.pair(directory);
        Path file = directory.resolve("cut.age");
        try (OutputStream out = Files.newOutputStream(file);
                EncryptedStream encrypted = new EncryptedStream(out, Recipients.of(List.of(key.recipient())))) {
            encrypted.write(new byte[200_000]);
        }

        assertThatThrownBy(() -> key.decrypt(file, directory.resolve("plain"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void passesOnTroubleBelow() throws Exception {
        Recipients recipients = Recipients.of(List.of(Age.pair(directory).recipient()));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> new EncryptedStream(full, recipients)).hasMessageContaining("No space left on device");
    }
}
