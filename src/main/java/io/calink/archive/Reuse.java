package io.calink.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a later archive may take over what is compressed now, and this one what was compressed before.
 *
 * @param conditions what content depends on beside the files, such as rules, limits and {@link Compression#conditions compression}; only archives that were made
 *     under the same ones have to do with each other
 * @param begun when the gathering began: what was touched later is not the same for sure
 * @param earlier the archive to take from, if there is one; it stays the caller's to close
 */
public record Reuse(
        String conditions, Instant begun, @Nullable EarlierArchive earlier) {
    /**
     * How much was taken over.
     *
     * @param files how many files were taken over whole, without reading them
     * @param bytes of content that were not compressed again
     */
    public record Taken(long files, long bytes) {}
}
