package io.calink.bundle;

import io.calink.archive.ArchiveWriter;
import io.calink.archive.Format;
import io.calink.archive.Packing;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The format that the name of an archive promises.
 *
 * @param format one of ours; {@code null} for a tar archive in another packing
 * @param packing that packing; {@code null} for a bare tar archive
 */
record ArchiveName(@Nullable Format format, @Nullable Packing packing) {
    /** The suffixes of tar archives that are none of our formats, and how those are packed. */
    static final Map<String, Optional<Packing>> OTHERS = others();

    private static Map<String, Optional<Packing>> others() {
        Map<String, Optional<Packing>> others = new LinkedHashMap<>();
        others.put(".tar.xz", Optional.of(Packing.XZ));
        others.put(".tar.bz2", Optional.of(Packing.BZIP2));
        others.put(".tar", Optional.empty());
        return others;
    }

    /** @throws IllegalArgumentException if it promises none that can be written */
    static ArchiveName of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Format format : Format.values()) {
            if (lower.endsWith(format.suffix()) || (format == Format.TAR_GZ && lower.endsWith(".tgz"))) {
                return new ArchiveName(format, null);
            }
        }
        for (Map.Entry<String, Optional<Packing>> other : OTHERS.entrySet()) {
            if (lower.endsWith(other.getKey())) {
                return new ArchiveName(null, other.getValue().orElse(null));
            }
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" does not tell which format the copy of an archive is to have;"
                        + " let it end in one of " + RedactedCopy.suffixes());
    }

    ArchiveWriter writer(OutputStream out) {
        return format == null ? ArchiveWriter.tar(out, packing) : new ArchiveWriter(out, format);
    }
}
