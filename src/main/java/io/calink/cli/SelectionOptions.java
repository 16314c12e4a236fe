package io.calink.cli;

import io.calink.archive.Format;
import io.calink.bundle.Plan;
import io.calink.bundle.Selection;
import io.calink.bundle.UnknownKeyException;
import io.calink.config.Quantities;
import io.calink.encryption.Recipients;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a caller picks from the configuration. */
final class SelectionOptions {
    @Option(
            names = "--info",
            paramLabel = "KEY",
            split = ",",
            description = "Only these lines of [info], by key. An empty value is none of them.")
    private @Nullable List<String> info;

    @Option(names = "--files", paramLabel = "KEY", split = ",", description = "Only these lines of [files].")
    private @Nullable List<String> files;

    @Option(names = "--commands", paramLabel = "KEY", split = ",", description = "Only these lines of [commands].")
    private @Nullable List<String> commands;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Leave out logs that were not modified within that time, such as 2h or 7d; 0 takes all.")
    private @Nullable String since;

    @Option(names = "--format", paramLabel = "FORMAT", description = "The archive's format: tar.gz, tar.zst or zip.")
    private @Nullable String format;

    @Option(
            names = "--age-recipient",
            paramLabel = "AGE1...",
            split = ",",
            description = "Encrypt the archive for the holder of this public key of age, besides those in the"
                    + " configuration; may be given several times.")
    private List<String> recipients = List.of();

    /**
     * What is left of the plan.
     *
     * @throws UnknownKeyException if a key is picked that the plan does not have
     */
    Plan choose(Plan plan) throws UsageException, UnknownKeyException {
        Duration time = since(since);
        boolean all = time != null && time.isZero();
        Plan chosen = plan.select(new Selection(
                keys(info), keys(files), keys(commands), all ? null : time, format(format), recipients(recipients)));
        return all ? chosen.limits(chosen.limits().since(null)) : chosen;
    }

    private static @Nullable List<String> keys(@Nullable List<String> given) {
        return given == null
                ? null
                : given.stream()
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .toList();
    }

    private static @Nullable Duration since(@Nullable String given) throws UsageException {
        if (given == null) {
            return null;
        }
        try {
            return Quantities.time(given.strip());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--since: " + e.getMessage());
        }
    }

    private static Recipients recipients(List<String> given) throws UsageException {
        if (!given.isEmpty() && given.stream().allMatch(String::isBlank)) {
            throw new UsageException("--age-recipient: a public key of age is expected, which begins with age1");
        }
        try {
            return Recipients.of(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--age-recipient: " + e.getMessage());
        }
    }

    private static @Nullable Format format(@Nullable String given) throws UsageException {
        if (given == null) {
            return null;
        }
        for (Format format : Format.values()) {
            if (format.label().equals(given)) {
                return format;
            }
        }
        String known = Arrays.stream(Format.values()).map(Format::label).collect(Collectors.joining(", "));
        throw new UsageException(
                "--format: \"" + Printable.of(given) + "\" is not a format that CaLink writes; there is " + known);
    }
}
