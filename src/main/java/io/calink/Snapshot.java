package io.calink;

import io.calink.bundle.Outcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a gathering into a directory left there.
 *
 * @param archive the archive, which holds the other two as well
 * @param json the JSON document; {@code null} if the archive is encrypted, which then stands alone
 * @param commands the commands log; {@code null} if no command was asked for, or the archive is encrypted
 */
public record Snapshot(
        Path archive, @Nullable Path json, @Nullable Path commands, Outcome outcome) {}
