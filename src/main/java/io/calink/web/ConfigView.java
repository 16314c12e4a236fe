package io.calink.web;

import io.calink.config.Configuration;
import io.calink.config.LiveConfiguration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force.
 *
 * @param source the file's path, or {@code built-in}
 * @param warnings what is allowed and probably not meant
 * @param stale whether the file has changed to something that cannot be used, so that this one stays in force
 * @param message what is wrong with the file then
 * @param sections what the configuration says: values by section and key
 */
record ConfigView(
        String source,
        String sha256,
        boolean stale,
        @Nullable String message,
        List<String> warnings,
        Map<String, Map<String, String>> sections) {
    static ConfigView of(LiveConfiguration live) {
        Configuration current = live.current();
        String stale = live.stale();
        return new ConfigView(
                current.source(), current.sha256(), stale != null, stale, current.warnings(), current.sections());
    }
}
