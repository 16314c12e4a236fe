package io.calink.bundle;

import io.calink.archive.Format;
import io.calink.encryption.Recipients;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code [output]} names: templates without suffix, in which {@code $WORKSTATION} and {@code $TIMESTAMP} stand for
 * the host and the epoch seconds; {@code null} is the default name.
 *
 * @param recipients for whom the archive is encrypted; nobody is not at all
 */
public record Output(
        @Nullable String archive,
        @Nullable String json,
        @Nullable String commands,
        Format format,
        Recipients recipients) {
    private static final Set<String> PLACEHOLDERS = Set.of("$WORKSTATION", "$TIMESTAMP");
    private static final Pattern PARTS = Pattern.compile("(?=\\$)|(?<=\\$WORKSTATION|\\$TIMESTAMP)");

    /** Names and a format, for an archive that is not encrypted. */
    public Output(@Nullable String archive, @Nullable String json, @Nullable String commands, Format format) {
        this(archive, json, commands, format, Recipients.NONE);
    }

    /** The names that hold where nothing is said. */
    public static final Output DEFAULT = new Output(null, null, null, Format.TAR_GZ);

    /** The same with other words in its names. */
    Output masked(UnaryOperator<String> words) {
        return new Output(masked(archive, words), masked(json, words), masked(commands, words), format, recipients);
    }

    private static @Nullable String masked(@Nullable String name, UnaryOperator<String> words) {
        return name == null
                ? null
                : PARTS.splitAsStream(name)
                        .map(part -> PLACEHOLDERS.contains(part) ? part : words.apply(part))
                        .collect(Collectors.joining());
    }

    /** The same as a request has it: in a format of its own, if it names one, and for more recipients. */
    Output with(@Nullable Format other, Recipients more) {
        return new Output(archive, json, commands, other == null ? format : other, recipients.and(more));
    }
}
