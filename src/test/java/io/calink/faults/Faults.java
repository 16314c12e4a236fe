package io.calink.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/** What happens to the changes and reads of a service in one directory: faults.c does it, on this page of memory. */
final class Faults {
    static final int ENOSPC = 28;
    static final int EIO = 5;
    static final int EINTR = 4;
    static final int KILL = -9;
    static final int HALF = -2;

    static final int OPEN = 1;
    static final int WRITE = 2;
    static final int FSYNC = 4;
    static final int RENAME = 8;
    static final int UNLINK = 16;
    static final int MKDIR = 32;
    static final int READ = 64;
    /** All changes. */
    static final int ALL = OPEN | WRITE | FSYNC | RENAME | UNLINK | MKDIR;
    /** What takes space: all that a full disk refuses. */
    static final int GROWING = OPEN | WRITE | RENAME | MKDIR;

    private static final int COUNT = 0;
    private static final int FIRST = 8;
    private static final int LAST = 16;
    private static final int ACTION = 24;
    private static final int KINDS = 32;
    private static final int HITS = 40;
    private static final int WHAT = 48;
    private static final int SIZE = WHAT + 4096;

    private final Path library;
    private final Path control;
    private final Path directory;
    private final MappedByteBuffer page;

    private Faults(Path library, Path control, Path directory, MappedByteBuffer page) {
        this.library = library;
        this.control = control;
        this.directory = directory;
        this.page = page;
    }

    /** Faults for what lies below {@code directory}; {@code temporary} is where they are kept. */
    static Faults of(Path directory, Path temporary) throws IOException, InterruptedException {
        Path library = compiled(temporary);
        Path control = temporary.resolve("faults.control");
        Files.write(control, new byte[SIZE]);
        try (FileChannel channel = FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            page.order(ByteOrder.nativeOrder());
            return new Faults(library, control, directory, page);
        }
    }

    private static Path compiled(Path temporary) throws IOException, InterruptedException {
        assumeTrue(Programs.has("cc"), "needs cc, to compile what makes system calls fail (package gcc, libc6-dev)");
        Path source = temporary.resolve("faults.c");
        try (InputStream in = Objects.requireNonNull(Faults.class.getResourceAsStream("faults.c"))) {
            Files.copy(in, source);
        }
        Path library = temporary.resolve("faults.so");
        Programs.run("cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
        return library;
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAULTS_CONTROL", control.toString(),
                "FAULTS_DIRECTORY", directory.toString());
    }

    /** From now on counts calls of these kinds, and lets this happen to the {@code first} to the {@code last}. */
    void arm(int kinds, int action, long first, long last) {
        page.putLong(KINDS, 0);
        page.putLong(COUNT, 0);
        page.putLong(HITS, 0);
        page.putLong(FIRST, first);
        page.putLong(LAST, last);
        page.putLong(ACTION, action);
        page.put(WHAT, (byte) 0);
        page.putLong(KINDS, kinds);
    }

    /** Only counts. */
    void count(int kinds) {
        arm(kinds, 0, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Everything is well again. */
    void disarm() {
        page.putLong(KINDS, 0);
    }

    long counted() {
        return page.getLong(COUNT);
    }

    long hits() {
        return page.getLong(HITS);
    }

    /** The last call that something happened to: its kind and its path. */
    String what() {
        ByteBuffer text = page.duplicate().position(WHAT);
        int size = 0;
        while (text.get(WHAT + size) != 0) {
            size++;
        }
        byte[] bytes = new byte[size];
        text.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
