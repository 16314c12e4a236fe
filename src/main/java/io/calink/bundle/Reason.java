package io.calink.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a bundle ended otherwise than whole. */
public enum Reason {
    /** Somebody cancelled it. */
    CANCELLED,
    /** The program that made it ended. */
    INTERRUPTED,
    /** {@code bundle_time} was over. */
    DEADLINE,
    /** {@code bundle_size} or {@code files} was reached. */
    SIZE_LIMIT,
    /** There was no space left for it. */
    INSUFFICIENT_STORAGE,
    /** It could not be written. */
    IO_ERROR,
    /** The client to which it was streamed went away. */
    CLIENT_GONE,
    /** A mistake of this program. */
    INTERNAL;

    /** The name in records and answers, such as {@code size-limit}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
