package io.calink.bundle;

import io.calink.archive.Compression;
import io.calink.redaction.LocalNames;
import io.calink.redaction.Masking;
import io.calink.redaction.Pseudonyms;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
 * @param pseudonyms what names of machines and persons are replaced by, where the configuration wants that; asked for only
 *     then
 * @param names how this machine, its neighbours and its users are called
 */
public record Workplace(
        Path root,
        Path directory,
        Map<String, String> environment,
        Path spool,
        Clock clock,
        int commandsAtOnce,
        Compression compression,
        List<Path> neverCollected,
        Supplier<Pseudonyms> pseudonyms,
        KnownNames names) {
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
        this(
                root,
                directory,
                environment,
                spool,
                clock,
                commandsAtOnce,
                Compression.DEFAULT,
                List.of(),
                passing(Pseudonyms.passing()),
                new KnownNames(root));
    }

    private static Supplier<Pseudonyms> passing(Pseudonyms pseudonyms) {
        return () -> pseudonyms;
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
        return with(root, compression, neverCollected, pseudonyms, new KnownNames(root));
    }

    /** The same workplace that leaves these out of every bundle. */
    public Workplace neverCollecting(Path... paths) {
        return with(root, compression, List.of(paths), pseudonyms, names);
    }

    /** The same workplace that compresses archives in another way. */
    public Workplace compressing(Compression compression) {
        return with(root, compression, neverCollected, pseudonyms, names);
    }

    /** The same workplace that takes its pseudonyms from elsewhere. */
    public Workplace pseudonyms(Supplier<Pseudonyms> pseudonyms) {
        return with(root, compression, neverCollected, pseudonyms, names);
    }

    private Workplace with(
            Path root,
            Compression compression,
            List<Path> neverCollected,
            Supplier<Pseudonyms> pseudonyms,
            KnownNames names) {
        return new Workplace(
                root,
                directory,
                environment,
                spool,
                clock,
                commandsAtOnce,
                compression,
                neverCollected,
                pseudonyms,
                names);
    }

    /**
     * What names are replaced by here; {@code null} if the rules want none replaced.
     *
     * @param host a name of this machine that is known already
     */
    @Nullable
    Masking masking(Redaction redaction, @Nullable String host) {
        if (!redaction.isOn() || redaction.rules().settings().pseudonyms().isEmpty()) {
            return null;
        }
        LocalNames own = new LocalNames(Set.of(), Set.of(), host == null ? Set.of() : Set.of(host));
        return new Masking(redaction.rules(), pseudonyms.get(), own.and(names.names()));
    }
}
