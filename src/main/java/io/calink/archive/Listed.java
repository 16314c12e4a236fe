package io.calink.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an archive in a file.
 *
 * @param number its place among all entries; the first is 1
 * @param name below the directory at the archive's top; a byte that is not UTF-8 is as in {@link Entry}
 * @param type what it is
 * @param size bytes of content
 * @param mode permission bits
 * @param modified when the content changed last
 * @param linkTarget what a symbolic link holds, {@code null} for everything else
 * @param text whether its bytes are UTF-8
 * @param position where the index says that it lies; negative if it was found without one
 */
public record Listed(
        long number,
        String name,
        Entry.Type type,
        long size,
        int mode,
        Instant modified,
        @Nullable String linkTarget,
        boolean text,
        long position) {
    static Listed of(long number, Entry entry, boolean text) {
        return new Listed(
                number,
                below(entry.name()),
                entry.type(),
                entry.size(),
                entry.mode(),
                entry.modified(),
                entry.linkTarget(),
                text,
                -1);
    }

    /** The name without the directory at the top, which itself has none then. */
    static String below(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    /** The bytes of the name, which need not be UTF-8. */
    public byte[] rawName() {
        return raw(name);
    }

    /** The bytes that a name or the target of a link stands for. */
    public static byte[] raw(String text) {
        return RawText.encode(text);
    }
}
