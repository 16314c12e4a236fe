package io.calink.bundle;

import io.calink.files.NotFound;
import org.jspecify.annotations.Nullable;

/** How the manifest puts what became of a file. */
final class Wording {
    private Wording() {}

    /** Why something was not found. */
    static @Nullable String of(NotFound missing) {
        if (missing.detail() != null) {
            return sentence(missing.detail());
        }
        return missing.glob()
                ? "Nothing matches."
                : "There is no such " + (missing.directory() ? "directory." : "file.");
    }

    /** A detail as a whole sentence. */
    static @Nullable String sentence(@Nullable String detail) {
        return detail == null || detail.isEmpty()
                ? detail
                : Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + (detail.endsWith(".") ? "" : ".");
    }
}
