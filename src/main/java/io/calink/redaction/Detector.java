package io.calink.redaction;

import org.jspecify.annotations.Nullable;

/** Decides, where one of its literals stands, whether there is a secret; in bounded time. */
@FunctionalInterface
interface Detector {
    /**
     * Looks at a hit.
     *
     * @param view what can be seen
     * @param hit where the literal begins
     * @param length how long the literal is
     * @param memory what has been seen in this text before
     */
    @Nullable
    Finding find(View view, int hit, int length, Memory memory);
}
