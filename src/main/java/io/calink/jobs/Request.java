package io.calink.jobs;

import io.calink.bundle.Selection;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param note what the bundle is for, in the asker's words
 * @param selection what is picked from the configuration
 */
public record Request(@Nullable String note, Selection selection) {
    /** All that is configured, without a note. */
    public static final Request ALL = new Request(null, Selection.ALL);
}
