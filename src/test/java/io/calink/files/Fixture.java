package io.calink.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small machine below a temporary directory. */
final class Fixture {
    private final Path root;

    Fixture(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Makes files with a few bytes in them, and directories where a path ends with a slash. */
    Fixture with(String... paths) {
        try {
            for (String path : paths) {
                Path file = at(path);
                if (path.endsWith("/")) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, "content of " + path + "\n");
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return this;
    }

    Fixture link(String path, String target) {
        try {
            Files.createDirectories(at(path).getParent());
            Files.createSymbolicLink(at(path), RawNames.path(target));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return this;
    }

    Path at(String path) {
        return root.resolve(RawNames.path(path.substring(1)));
    }

    FileFinder.Found find(String... lines) throws InterruptedException {
        return find(new FileFinder(root, List.of(), 64, 0, null), lines);
    }

    FileFinder.Found find(int depth, long most, @Nullable Instant since, String... lines) throws InterruptedException {
        return find(new FileFinder(root, List.of(), depth, most, since), lines);
    }

    static FileFinder.Found find(FileFinder finder, String... lines) throws InterruptedException {
        List<FileSelection> selections = new ArrayList<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            selections.add(FileSelection.parse(line.substring(0, equals), line.substring(equals + 1)));
        }
        return finder.find(selections);
    }

    /** The paths of files, links and the rest, not of directories. */
    static List<String> files(FileFinder.Found found) {
        return found.files().stream()
                .filter(f -> f.type() != FoundFile.Type.DIRECTORY)
                .map(FoundFile::path)
                .toList();
    }

    static List<String> missing(FileFinder.Found found) {
        return found.notFound().stream().map(NotFound::path).toList();
    }

    static FoundFile one(FileFinder.Found found, String path) {
        List<FoundFile> all =
                found.files().stream().filter(f -> f.path().equals(path)).toList();
        if (all.size() != 1) {
            throw new AssertionError(path + " is not there exactly once: " + found);
        }
        return all.get(0);
    }

    /** Makes directories one in the other, the outermost last, for no system call takes a path as long as theirs. */
    static Path nested(Path root, String top, String name, int levels) throws IOException {
        Path inner = Files.createDirectory(root.resolve("inner"));
        Files.writeString(inner.resolve("file"), "here");
        for (int i = 0; i < levels; i++) {
            Path outer = Files.createDirectory(root.resolve("outer"));
            Files.move(inner, outer.resolve(name));
            Files.move(outer, inner);
        }
        return Files.move(inner, root.resolve(top));
    }

    /** Takes them apart again. */
    static void unnest(Path top, String name) throws IOException {
        Path rest = top.resolveSibling("rest");
        while (Files.exists(top.resolve(name))) {
            Files.move(top.resolve(name), rest);
            Files.delete(top);
            Files.move(rest, top);
        }
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a program, which has to succeed. */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    /** Runs {@link FoundElsewhere} in a JVM of its own. */
    static List<String> elsewhere(
            List<String> before, Map<String, String> environment, String classPath, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
        command.addAll(List.of("-cp", classPath, FoundElsewhere.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = new String(
                        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException("the other JVM failed: " + lines);
        }
        return lines;
    }
}
