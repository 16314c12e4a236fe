package io.calink.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A pair of keys that the real age made, and that program itself (Debian's package age).
 *
 * @param identity the file with the secret key
 * @param recipient the public key
 */
public record Age(Path identity, String recipient) {
    /** A new pair, whose secret key goes into that directory. */
    public static Age pair(Path directory) throws IOException, InterruptedException {
        Path identity = Files.createTempDirectory(directory, "key").resolve("identity.txt");
        run("age-keygen", "-o", identity.toString());
        return new Age(identity, run("age-keygen", "-y", identity.toString()).strip());
    }

    /** Decrypts a file into another. */
    public Path decrypt(Path encrypted, Path plain) throws IOException, InterruptedException {
        run("age", "-d", "-i", identity.toString(), "-o", plain.toString(), encrypted.toString());
        return plain;
    }

    /** What a program prints on standard output, once it has ended well. */
    public static String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("age-out", null);
        Path err = Files.createTempFile("age-err", null);
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", List.of(command))
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", List.of(command), Files.readString(err))
                    .isZero();
            return Files.readString(out, StandardCharsets.ISO_8859_1);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
