package io.calink;

import io.calink.bundle.Outcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a gathering into a directory left there.
 *
 * @param archive the archive, which holds the other two as well
 * @param json the JSON document
 * @param commands the commands log; {@code null} if no command was asked for
 */
public record Snapshot(Path archive, Path json, @Nullable Path commands, Outcome outcome) {}
