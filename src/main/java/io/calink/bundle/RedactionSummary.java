package io.calink.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.calink.redaction.Masking;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of secrets.
 *
 * @param enabled whether they were removed
 * @param removed how many were, in all
 * @param byRule the same by rule
 * @param pseudonyms which names were replaced; {@code null} if none were to be
 */
public record RedactionSummary(
        boolean enabled,
        long removed,
        Map<String, Long> byRule,
        @Nullable Replaced pseudonyms) {
    /**
     * Names that were replaced by pseudonyms.
     *
     * @param kinds of what they are names
     * @param key what tells the key from others, and nothing of it
     * @param lasting whether the key was kept, so that other bundles have the same pseudonyms
     */
    public record Replaced(List<String> kinds, String key, boolean lasting) {
        public Replaced {
            kinds = List.copyOf(kinds);
        }

        static @Nullable Replaced of(@Nullable Masking masking) {
            return masking == null
                    ? null
                    : new Replaced(
                            masking.kinds(),
                            masking.pseudonyms().fingerprint(),
                            masking.pseudonyms().isLasting());
        }

        private static @Nullable Replaced told(@Nullable Object told) {
            if (!(told instanceof Map<?, ?> map)) {
                return null;
            }
            List<String> kinds = map.get("kinds") instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
            return new Replaced(kinds, String.valueOf(map.get("key")), Boolean.TRUE.equals(map.get("lasting")));
        }
    }

    /** What is said where names stay. */
    public RedactionSummary(boolean enabled, long removed, Map<String, Long> byRule) {
        this(enabled, removed, byRule, null);
    }

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
        return new RedactionSummary(
                Boolean.TRUE.equals(map.get("enabled")),
                number(map.get("removed")),
                rules,
                Replaced.told(map.get("pseudonyms")));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
