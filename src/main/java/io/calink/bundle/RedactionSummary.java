package io.calink.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of secrets.
 *
 * @param enabled whether they were removed
 * @param removed how many were, in all
 * @param byRule the same by rule
 */
public record RedactionSummary(boolean enabled, long removed, Map<String, Long> byRule) {
    public RedactionSummary {
        byRule = Collections.unmodifiableMap(new TreeMap<>(byRule));
    }

    /** What an archive of an earlier version says, which is {@code none}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RedactionSummary of(Object told) {
        if (!(told instanceof Map<?, ?> map)) {
            return new RedactionSummary(false, 0, Map.of());
        }
        Map<String, Long> rules = new TreeMap<>();
        if (map.get("by_rule") instanceof Map<?, ?> byRule) {
            byRule.forEach((rule, count) -> rules.put(String.valueOf(rule), number(count)));
        }
        return new RedactionSummary(Boolean.TRUE.equals(map.get("enabled")), number(map.get("removed")), rules);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
