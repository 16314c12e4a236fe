package io.calink.info;

import org.jspecify.annotations.Nullable;

/** One thing that can be known about this machine. */
@FunctionalInterface
public interface Information {
    /**
     * Finds it out, now: a value that is plain JSON (a record, map, list, string, finite number, boolean or instant), or
     * {@code null} where this machine has none.
     *
     * @throws AbsentException if this machine has none; the message says why
     * @throws Exception if it could not be found out
     */
    @Nullable
    Object read() throws Exception;
}
