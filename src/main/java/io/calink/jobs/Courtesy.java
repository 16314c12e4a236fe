package io.calink.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Lets the other programs of this machine go first. Linux keeps both priorities by thread, and hands them on to the threads
 * and processes that a thread starts; so it is enough to ask once for the thread in which bundles are made.
 */
final class Courtesy {
    private static final int NICE = 10;
    private static final String IDLE = "3";
    private static final int NICE_AFTER_NAME = 16;
    private static final long PATIENCE_SECONDS = 2;

    private final Path proc;

    /** What asks for the threads that {@code proc} shows. */
    Courtesy(Path proc) {
        this.proc = proc;
    }

    /** Lowers the calling thread's share of processors and disks; where that is not possible, all stays as it is. */
    void take() {
        try {
            Path self = proc.resolve("thread-self");
            String thread = Files.readSymbolicLink(self).getFileName().toString();
            if (nice(Files.readString(self.resolve("stat"), StandardCharsets.ISO_8859_1)) < NICE) {
                run("renice", "-n", Integer.toString(NICE), "-p", thread);
            }
            run("ionice", "-c", IDLE, "-p", thread);
        } catch (IOException | RuntimeException e) {
            return; // no Linux, or no such program: then bundles are made as everything else is
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The nice value in a {@code stat} of proc(5): the 17th field after the name, which may hold anything. */
    private static int nice(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE_AFTER_NAME]);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
