package io.calink.web;

import io.calink.archive.Entry;
import io.calink.archive.Listed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an archive as answers show it.
 *
 * @param number its place in the archive; the first entry, which is the directory of all others, is 1
 * @param name below that directory; bytes that are not UTF-8 are replaced
 * @param nameBase64 the bytes of such a name; else null
 * @param type file, directory or symlink
 * @param size bytes of content
 * @param mode permission bits in octal digits
 * @param modified when the content changed last
 * @param linkTarget what a symbolic link holds
 * @param text whether the content is UTF-8
 */
record EntryView(
        long number,
        String name,
        @Nullable String nameBase64,
        String type,
        long size,
        String mode,
        Instant modified,
        @Nullable String linkTarget,
        boolean text,
        Links links) {
    /**
     * Where to go from an entry.
     *
     * @param content where the content of a file is
     */
    record Links(@Nullable String content) {}

    static EntryView of(String bundle, Listed entry) {
        byte[] raw = entry.rawName();
        String name = shown(raw);
        boolean file = entry.type() == Entry.Type.FILE;
        return new EntryView(
                entry.number(),
                name,
                name.equals(entry.name()) ? null : Base64.getEncoder().encodeToString(raw),
                entry.type().name().toLowerCase(Locale.ROOT),
                entry.size(),
                String.format(Locale.ROOT, "%04o", entry.mode()),
                entry.modified(),
                entry.linkTarget() == null ? null : shown(Listed.raw(entry.linkTarget())),
                file && entry.text(),
                new Links(file ? BundleView.path(bundle) + "/entry/" + entry.number() : null));
    }

    private static String shown(byte[] raw) {
        return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(raw)).toString();
    }

    /** The last part of the name, for a browser that keeps the content. */
    static String fileName(Listed entry) {
        String name = shown(entry.rawName());
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
