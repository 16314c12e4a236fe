package io.calink.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;

/**
 * Another program of the machine: every 10 ms it calculates for about a millisecond, and writes 16 KiB that are forced to
 * the disk. For each line with a number of seconds that it reads, it prints a line of how long each of both took, in
 * nanoseconds, as CALCULATED:WRITTEN.
 */
final class Probe {
    private static final int WORK = 1 << 20;
    private static final int BLOCK = 16 << 10;
    private static final long INTERVAL_NANOS = 10_000_000;

    private Probe() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(measure(Path.of(arguments[0]), Long.parseLong(line)));
        }
    }

    private static String measure(Path file, long seconds) throws Exception {
        StringBuilder found = new StringBuilder();
        byte[] data = new byte[WORK];
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long due = System.nanoTime();
        long end = due + TimeUnit.SECONDS.toNanos(seconds);
        for (; due < end; due = Math.max(due + INTERVAL_NANOS, System.nanoTime())) {
            Clients.pauseUntil(due);
            digest.digest(data);
            long calculated = System.nanoTime();
            write(file, data);
            found.append(calculated - due)
                    .append(':')
                    .append(System.nanoTime() - calculated)
                    .append(' ');
        }
        return found.toString();
    }

    private static void write(Path file, byte[] data) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(data, 0, BLOCK));
            channel.force(false);
        }
    }
}
