package io.calink.redaction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name in a text, and what is written in its place.
 *
 * @param pseudonym what is written; {@code null} if the name stays, and nothing else is to be looked for in it
 */
record Mask(int from, int to, @Nullable String pseudonym, Settings.Pseudonym kind) {
    static Mask stays(int from, int to, Settings.Pseudonym kind) {
        return new Mask(from, to, null, kind);
    }

    String rule() {
        return "pseudonym-" + kind.name().toLowerCase(Locale.ROOT);
    }
}
