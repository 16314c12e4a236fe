package io.calink.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of an item that was asked for. */
public enum Status {
    /** It is in the archive, whole. */
    OK,
    /** This machine does not have it. */
    ABSENT,
    /** It is there, but may not be read or run. */
    DENIED,
    /** A limit cut it short; what the limit left is in the archive. */
    TRUNCATED,
    /** It changed while it was read; the detail says how. */
    CHANGED,
    /** Its deadline passed; what it had given by then is in the archive. */
    TIMEOUT,
    /** It went wrong; the detail says how. */
    FAILED,
    /** It was left out on purpose; the detail says why. */
    SKIPPED;

    /** The name in manifests and answers, such as {@code ok}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
