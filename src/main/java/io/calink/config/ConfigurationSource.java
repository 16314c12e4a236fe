package io.calink.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from: the file that was named, else {@code ./calink-config.ini}, else
 * {@code /etc/calink/calink-config.ini}, else the built-in one.
 */
public final class ConfigurationSource {
    /** How a configuration that nobody wrote is called. */
    public static final String BUILT_IN = "built-in";

    private static final String NAME = "calink-config.ini";

    private final List<Path> places;
    private final boolean named;
    private final Trust trust;

    /** What was found, not yet understood. */
    static final class Found {
        private final int place;
        private final String source;
        private final byte[] bytes;
        private final List<String> warnings;

        private Found(int place, String source, byte[] bytes, List<String> warnings) {
            this.place = place;
            this.source = source;
            this.bytes = bytes;
            this.warnings = warnings;
        }

        /** The index of the place where it was found; that of the built-in one comes after the last. */
        int place() {
            return place;
        }

        String sha256() {
            return Configuration.sha256(bytes);
        }

        Configuration parse(Collection<String> informations) throws ConfigurationException {
            return Configuration.parse(bytes, source, informations, warnings);
        }
    }

    /**
     * @param places where to look, the first that is there counts
     * @param named whether the user named the only place, so that it has to be there
     */
    ConfigurationSource(List<Path> places, boolean named, Trust trust) {
        this.places = places.stream().map(Path::toAbsolutePath).toList();
        this.named = named;
        this.trust = trust;
    }

    /**
     * The places that the documentation names, for the user of this process.
     *
     * @param file the file that was named, {@code null} to look in the other places
     * @param allowInsecure whether a file is used that others can have written
     */
    public static ConfigurationSource standard(@Nullable Path file, boolean allowInsecure) {
        Trust trust = new Trust(Caller.current(), allowInsecure);
        return file != null
                ? new ConfigurationSource(List.of(file), true, trust)
                : new ConfigurationSource(List.of(Path.of(NAME), Path.of("/etc/calink", NAME)), false, trust);
    }

    /**
     * Reads the configuration as it is now. A file that is there and cannot be used is never passed over.
     *
     * @param informations the names of the informations that it may ask for
     * @throws ConfigurationException if it is not there, cannot be trusted, or has a mistake
     */
    public Configuration read(Collection<String> informations) throws ConfigurationException {
        return find(places.size()).parse(informations);
    }

    /** What is there now, looked for up to one place. */
    Found find(int last) throws ConfigurationException {
        for (int i = 0; i <= last && i < places.size(); i++) {
            Path file = places.get(i);
            try {
                List<String> warnings = new ArrayList<>();
                return new Found(i, file.toString(), trust.read(file, warnings), warnings);
            } catch (NoSuchFileException e) {
                if (named || i == last) {
                    throw new ConfigurationException(
                            file + ": there is no such file; put one there, or name another with --config");
                }
            }
        }
        return new Found(places.size(), BUILT_IN, builtIn(), List.of());
    }

    private static byte[] builtIn() {
        try (InputStream in = ConfigurationSource.class.getResourceAsStream("/" + NAME)) {
            if (in == null) {
                throw new IllegalStateException("The built-in " + NAME + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("The built-in " + NAME + " cannot be read", e);
        }
    }
}
