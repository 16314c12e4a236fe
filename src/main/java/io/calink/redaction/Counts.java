package io.calink.redaction;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How often each rule has removed something; safe to use from several threads. */
public final class Counts {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) (.+)");

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

    /** {@return the same as one line for each rule, which {@link #of} understands} */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        byRule().forEach((rule, count) ->
                lines.append(count).append(' ').append(rule).append('\n'));
        return lines.toString();
    }

    /** {@return what {@link #lines} gave, or null if it cannot have been that} */
    public static @Nullable Counts of(String lines) {
        Counts counts = new Counts();
        for (String line : lines.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return null;
            }
            counts.byRule.merge(matcher.group(2), Long.parseLong(matcher.group(1)), Long::sum);
        }
        return counts;
    }

    /** {@return how often, over all rules} */
    public long total() {
        return byRule.values().stream().mapToLong(Long::longValue).sum();
    }
}
