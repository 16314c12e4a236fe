package io.calink.bundle;

import io.calink.archive.Compression;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Where a gathering works.
 *
 * @param root stands before every path that is read
 * @param directory the working directory of commands
 * @param environment the environment from which that of commands is made
 * @param spool a directory for bytes whose number must be known before they are packed
 * @param clock tells the time, in the zone in which people here read it
 * @param commandsAtOnce how many commands run at the same time
 * @param compression how archives are compressed
 * @param neverCollected files and directories that are left out of every bundle, wherever the configuration points
 */
public record Workplace(
        Path root,
        Path directory,
        Map<String, String> environment,
        Path spool,
        Clock clock,
        int commandsAtOnce,
        Compression compression,
        List<Path> neverCollected) {
    public Workplace {
        neverCollected = List.copyOf(neverCollected);
        environment = Map.copyOf(environment);
        if (commandsAtOnce < 1) {
            throw new IllegalArgumentException("At least one command must run at a time: " + commandsAtOnce);
        }
    }

    /** A workplace in which everything may be collected, and archives are compressed as they are by default. */
    public Workplace(
            Path root, Path directory, Map<String, String> environment, Path spool, Clock clock, int commandsAtOnce) {
        this(root, directory, environment, spool, clock, commandsAtOnce, Compression.DEFAULT, List.of());
    }

    /** This machine as the calling process sees it: its root, directory, environment, clock and cores. */
    public static Workplace here() {
        return new Workplace(
                Path.of("/"),
                Path.of("").toAbsolutePath(),
                System.getenv(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Clock.system(ZoneId.systemDefault()),
                Runtime.getRuntime().availableProcessors());
    }

    /** The same workplace that reads below another root. */
    public Workplace root(Path root) {
        return new Workplace(root, directory, environment, spool, clock, commandsAtOnce, compression, neverCollected);
    }

    /** The same workplace that leaves these out of every bundle. */
    public Workplace neverCollecting(Path... paths) {
        return new Workplace(root, directory, environment, spool, clock, commandsAtOnce, compression, List.of(paths));
    }

    /** The same workplace that compresses archives in another way. */
    public Workplace compressing(Compression compression) {
        return new Workplace(root, directory, environment, spool, clock, commandsAtOnce, compression, neverCollected);
    }
}
