package io.calink.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files of all sizes that come, change in any way, and go. */
final class Tree {
    private final Path directory;
    private final Random random;
    private int number;

    Tree(Path directory, Random random) {
        this.directory = directory;
        this.random = random;
    }

    void grow(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            add();
        }
    }

    private void add() throws IOException {
        String name = "d" + random.nextInt(3) + "/file" + number++;
        int size = size();
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            write(name, noise);
        } else {
            text(name, size);
        }
    }

    private int size() {
        return switch (random.nextInt(9)) {
            case 0, 5, 6, 7, 8 -> random.nextInt(5_000);
            case 1 -> 1024 * random.nextInt(64);
            case 2 -> (128 << 10) * (1 + random.nextInt(4));
            case 3 -> random.nextInt(400_000);
            default -> random.nextInt(3_500_000);
        };
    }

    /** A log of exactly so many bytes. */
    Path text(String name, int size) throws IOException {
        return write(name, Arrays.copyOf(lines(size), size));
    }

    private byte[] lines(int size) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        while (log.size() < size) {
            log.writeBytes(("2026-11-22T10:00:00Z host service[" + random.nextInt(99) + "]: took "
                            + random.nextInt(1_000_000) + " of " + random.nextInt(9) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return log.toByteArray();
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** Does anything to any of the files. */
    void change() throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            add();
            return;
        }
        Path file = files.get(random.nextInt(files.size()));
        switch (random.nextInt(12)) {
            case 0 -> add();
            case 1 -> Files.delete(file);
            case 2, 3 -> Files.write(file, lines(1 + random.nextInt(300_000)), StandardOpenOption.APPEND);
            case 4 -> overwrite(file, false);
            case 5 -> overwrite(file, true);
            case 6 -> truncate(file);
            case 7 -> Files.move(file, directory.resolve("moved" + number++));
            case 8 -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + number++));
            case 9 -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            case 10 -> Files.createLink(directory.resolve("link" + number++), file);
            default -> prepend(file);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    /** A few bytes in the middle, and perhaps a time that pretends that nothing was done. */
    private void overwrite(Path file, boolean secretly) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((long) (random.nextDouble() * bytes.length()));
            bytes.write(random.nextInt());
        }
        if (secretly) {
            Files.setLastModifiedTime(file, time);
        }
    }

    private void truncate(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength((long) (random.nextDouble() * bytes.length()));
        }
    }

    private void prepend(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] more = lines(1 + random.nextInt(1000));
        byte[] all = Arrays.copyOf(more, more.length + before.length);
        System.arraycopy(before, 0, all, more.length, before.length);
        Files.write(file, all);
    }
}
