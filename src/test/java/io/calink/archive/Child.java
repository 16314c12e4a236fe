package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process, with what only a process of its own can have: a umask, a limit, a small heap. */
final class Child {
    private Child() {}

    record Result(int exit, String output) {}

    static Result underUmask(String umask, String... arguments) throws IOException, InterruptedException {
        return run(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"), List.of(), arguments);
    }

    static Result underLimit(String limit, String... arguments) throws IOException, InterruptedException {
        return run(List.of("prlimit", limit), List.of(), arguments);
    }

    static Result withHeap(String heap, String... arguments) throws IOException, InterruptedException {
        return run(List.of(), List.of("-Xmx" + heap), arguments);
    }

    private static Result run(List<String> before, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(Child.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), output.strip());
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the child does. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        try {
            switch (arguments[0]) {
                case "keep" -> keep(Path.of(arguments[1]), arguments[2], out);
                case "fill" -> fill(Path.of(arguments[1]), arguments[2]);
                case "pack" -> pack(Long.parseLong(arguments[1]), out);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } catch (IOException e) {
            out.println(e.getMessage());
        }
    }

    private static void keep(Path directory, String name, PrintStream out) throws IOException {
        try (WholeFile file = WholeFile.create(directory, name)) {
            out.println("part "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            directory.resolve(name + ".part"), LinkOption.NOFOLLOW_LINKS)));
            file.keep();
        }
    }

    private static void fill(Path directory, String name) throws IOException {
        try (WholeFile file = WholeFile.create(directory, name)) {
            file.out().write(new byte[1 << 20]);
            file.keep();
        }
    }

    private static void pack(long size, PrintStream out) throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(OutputStream.nullOutputStream(), Format.TAR_GZ)) {
            writer.add(Entry.file("big", size), new Noise(size));
            for (int i = 0; i < 10_000; i++) {
                writer.add(Entry.file("small-" + i, 0));
            }
            writer.finish();
            out.println(writer.bytesWritten() > size / 2 ? "packed" : "too small");
        }
    }

    /** Bytes that do not compress. */
    private static final class Noise extends InputStream {
        private long left;
        private long state = 1;

        Noise(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            left--;
            state = state * 6364136223846793005L + 1442695040888963407L;
            return left < 0 ? -1 : (int) (state >>> 40) & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count == 0 ? -1 : count;
        }
    }
}
