package io.calink.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process of this program, for what one process cannot try on itself. */
record Child(int status, String output) {
    private static final int NOT_MOUNTED = 99;

    /** Opens the data directory that the arguments name, and tells how that went. */
    public static void main(String[] arguments) throws Exception {
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]))) {
            System.out.println("opened " + data.path());
        } catch (DataDirectoryException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Runs {@link #main} by a shell; {@code before} is what the shell does first, up to an {@code exec}. */
    static Child run(String before, String... arguments) throws IOException, InterruptedException {
        return run(Child.class, before, arguments);
    }

    static Child run(Class<?> program, String before, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", before + " \"$@\"", "sh"));
        line.addAll(java(program, arguments));
        return finish(line);
    }

    /** The same with a volume of its own, which nobody else sees, mounted at {@code directory}. */
    static Child mounted(Path directory, String options, String... arguments) throws IOException, InterruptedException {
        return mounted(Child.class, directory, options, arguments);
    }

    static Child mounted(Class<?> program, Path directory, String options, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        String script = "mount -t tmpfs -o \"$1\" none \"$2\" || exit " + NOT_MOUNTED + "; shift 2; exec \"$@\"";
        List<String> line =
                new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh", options, directory.toString()));
        line.addAll(java(program, arguments));
        try {
            return finish(line);
        } catch (IOException e) {
            return new Child(NOT_MOUNTED, "unshare is not installed");
        }
    }

    boolean isMounted() {
        return status != NOT_MOUNTED && !output.startsWith("unshare: ");
    }

    static List<String> java(Class<?> program, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    private static Child finish(List<String> line) throws IOException, InterruptedException {
        Path output = Files.createTempFile("calink-child-", ".txt");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It took more than a minute: " + line);
            }
            return new Child(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
