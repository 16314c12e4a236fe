package io.calink.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service as a process of its own, on a free port, with a data directory and a configuration of its own. */
public final class PackagedService implements AutoCloseable {
    private static final Path JAR = Path.of("target", "calink.jar").toAbsolutePath();
    private static final Pattern PLACE = Pattern.compile(" serves http://127\\.0\\.0\\.1:(\\d+)");
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final int port;

    private PackagedService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param java the directory of the Java that runs it
     * @param directory where its files are, which only the caller can write
     * @param configuration what is collected
     * @throws IOException if it does not start; the message holds what it said
     */
    public static PackagedService start(Path java, Path directory, String configuration, String... settings)
            throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("calink-config.ini"), configuration);
        Path log = directory.resolve("service.log");
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        if (Files.readString(java.resolve("release")).matches("(?s).*JAVA_VERSION=\"(2[4-9]|[3-9]\\d).*")) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-jar", JAR.toString(), "serve", "--server.port=0"));
        command.addAll(List.of("--calink.config=" + file, "--calink.data-dir=" + directory.resolve("data")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
            Matcher place = PLACE.matcher(Files.readString(log));
            if (place.find()) {
                return new PackagedService(process, Integer.parseInt(place.group(1)));
            }
        }
        process.destroyForcibly();
        throw new IOException("The service did not start. It said: " + Files.readString(log));
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Its address without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
