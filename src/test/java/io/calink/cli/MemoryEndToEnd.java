package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a small heap takes, however much more there is to gather; {@code benchmarks/memory} does it with 2 GiB. */
class MemoryEndToEnd {
    private static final int FILES = 2;
    private static final long SIZE = 128L << 20;

    @TempDir
    Path directory;

    @Test
    void gathersAndVerifiesManyTimesItsHeap() throws Exception {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        for (int i = 0; i < FILES; i++) {
            write(logs.resolve(i + ".log"));
        }
        Files.writeString(
                directory.resolve("calink-config.ini"),
                "[files]\n_dirs = " + logs + "\n[limits]\nfile_size = 0\nbundle_size = 0\n");
        Program program =
                Program.on(Path.of(System.getProperty("java.home")), directory).with("-Xmx48m", "-XX:+UseSerialGC");

        Program.Run made = program.run("--quiet");
        assertThat(made.status()).as(made.err()).isZero();
        Program.Run verified = program.run("verify", made.out().strip());
        assertThat(verified.status()).as(verified.err()).isZero();
    }

    private static void write(Path file) throws IOException {
        Random random = new Random(4711);
        StringBuilder block = new StringBuilder();
        for (int i = 0; block.length() < 4 << 20; i++) {
            block.append("2026-11-22T10:00:00Z host service[").append(i).append("]: request ");
            block.append(Long.toHexString(random.nextLong()))
                    .append(i % 500 == 0 ? " password=Tr0ub4dor&3\n" : " ok\n");
        }
        byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < SIZE; written += bytes.length) {
                out.write(bytes);
            }
        }
    }
}
