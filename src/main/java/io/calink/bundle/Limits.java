package io.calink.bundle;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of {@code [limits]} that hold for the whole bundle; those of single files and commands have already found
 * their way into {@link Plan}. Zero is no limit.
 *
 * @param fileSize bytes kept of one file
 * @param fileSizeOf the same for the lines of {@code [files]} that have their own, by key
 * @param infoTime how long one information may take, never zero
 * @param infoTimeOf the same for the lines of {@code [info]} that have their own, by key
 * @param bundleTime how long a bundle may take
 * @param bundleSize bytes of the archive
 * @param files how many files are taken
 * @param depth how many levels below a directory of the configuration are walked
 * @param since how far back a log must have been modified to be taken; {@code null} takes all
 */
public record Limits(
        long fileSize,
        Map<String, Long> fileSizeOf,
        Duration infoTime,
        Map<String, Duration> infoTimeOf,
        Duration bundleTime,
        long bundleSize,
        long files,
        int depth,
        @Nullable Duration since) {
    /** The bounds that hold where nothing is said. */
    public static final Limits DEFAULT = new Limits(
            64L << 20, Map.of(), Duration.ofSeconds(5), Map.of(), Duration.ofMinutes(10), 1L << 30, 100_000, 64, null);

    /** How long a command may run where nothing is said. */
    public static final Duration COMMAND_TIME = Duration.ofSeconds(30);

    /** How many bytes of a command's output are kept where nothing is said. */
    public static final long COMMAND_OUTPUT = 16L << 20;

    public Limits {
        fileSizeOf = Map.copyOf(fileSizeOf);
        infoTimeOf = Map.copyOf(infoTimeOf);
    }

    /** The bytes kept of a file that the line {@code key} of {@code [files]} found; zero is no limit. */
    public long fileSize(String key) {
        return fileSizeOf.getOrDefault(key, fileSize);
    }

    /** How long an information may take that the line {@code key} of {@code [info]} asks for. */
    public Duration infoTime(String key) {
        return infoTimeOf.getOrDefault(key, infoTime);
    }

    /** The same limits with another {@code since}. */
    public Limits since(@Nullable Duration since) {
        return new Limits(fileSize, fileSizeOf, infoTime, infoTimeOf, bundleTime, bundleSize, files, depth, since);
    }
}
