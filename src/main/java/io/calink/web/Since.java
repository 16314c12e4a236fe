package io.calink.web;

import io.calink.config.Quantities;
import java.time.Duration;

/** How far back logs are taken, as a request writes it. */
final class Since {
    private Since() {}

    /** The time; a problem of the given type if it is none. */
    static Duration read(String text, ProblemType type) {
        try {
            return Quantities.time(text);
        } catch (IllegalArgumentException e) {
            throw type.says("\"since\" is a time such as 2h or 7d: " + e.getMessage() + ".");
        }
    }
}
