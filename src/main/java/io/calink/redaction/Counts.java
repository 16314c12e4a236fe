package io.calink.redaction;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How often each rule has removed something; safe to use from several threads. */
public final class Counts {
    private final Map<String, Long> byRule = new ConcurrentHashMap<>();

    /** Counts one removal. */
    public void add(String rule) {
        byRule.merge(rule, 1L, Long::sum);
    }

    /** Counts what somebody else has counted. */
    public void add(Counts other) {
        other.byRule.forEach((rule, count) -> byRule.merge(rule, count, Long::sum));
    }

    /** {@return how often, by rule, in the order of their names} */
    public Map<String, Long> byRule() {
        return new TreeMap<>(byRule);
    }

    /** {@return how often, over all rules} */
    public long total() {
        return byRule.values().stream().mapToLong(Long::longValue).sum();
    }
}
