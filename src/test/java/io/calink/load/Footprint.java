package io.calink.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a service holds.
 *
 * @param descriptors open files and sockets
 * @param threads of the process
 * @param processes of commands, wherever they hang in the tree
 * @param heap bytes that are reachable, after a collection
 */
record Footprint(long descriptors, long threads, long processes, long heap) {
    /** Of a service under a Java, whose commands are told by their command line. */
    static Footprint of(PackagedService service, Path java, String command) throws IOException, InterruptedException {
        long pid = service.process().pid();
        Path proc = Path.of("/proc", Long.toString(pid));
        Process jcmd = new ProcessBuilder(java.resolve("bin/jcmd").toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        String[] total = said.substring(said.lastIndexOf("Total")).trim().split("\\s+", -1);
        return new Footprint(
                count(proc.resolve("fd")), count(proc.resolve("task")), running(command), Long.parseLong(total[2]));
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private static long running(String command) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.endsWith(command))
                        .isPresent())
                .count();
    }

    /** Whether nothing is here that was not there before; the heap apart, which never is the same twice. */
    boolean isNoMoreThan(Footprint before) {
        return descriptors <= before.descriptors && threads <= before.threads && processes <= before.processes;
    }
}
