package io.calink.files;

import org.jspecify.annotations.Nullable;

/**
 * What a line of {@code [files]} asked for and did not find.
 *
 * @param key the key of the line
 * @param directory whether a directory was meant, and not a file
 * @param path the path that was looked for, below the root
 * @param realPath the same with the root before it, as a log line shows it
 * @param glob whether it is a pattern that matched nothing
 * @param detail what is there instead, in one sentence
 */
public record NotFound(
        String key,
        boolean directory,
        String path,
        String realPath,
        boolean glob,
        @Nullable String detail) {}
