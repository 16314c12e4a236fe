package io.calink.files;

import org.jspecify.annotations.Nullable;

/**
 * Where a named path leads.
 *
 * @param path the place, free of links, below the root; as far as it could be followed
 * @param facts of what is there, {@code null} unless found
 * @param parent of the directory that it lies in, {@code null} unless found
 * @param linked whether a link was followed on the way
 * @param reason why it does not lead anywhere, in words that continue a sentence
 */
record Landing(
        Kind kind,
        String path,
        @Nullable Facts facts,
        @Nullable Facts parent,
        boolean linked,
        @Nullable String reason) {
    enum Kind {
        FOUND,
        MISSING,
        DENIED,
        REFUSED,
        FAILED,
        OWN
    }

    boolean is(FoundFile.Type type) {
        return facts != null && facts.is(type);
    }

    /** For {@code detail}: what the content under a named path really is. */
    @Nullable
    String link() {
        return linked ? "link to " + RawNames.printable(path.isEmpty() ? "/" : path) : null;
    }
}
