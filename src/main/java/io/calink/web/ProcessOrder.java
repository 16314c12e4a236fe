package io.calink.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which of the processes a caller wants first, and how many of them. */
final class ProcessOrder {
    private static final Map<String, String> FIELDS = fields();

    private final @Nullable String field;
    private final int limit;

    private ProcessOrder(@Nullable String field, int limit) {
        this.field = field;
        this.limit = limit;
    }

    /** What the parameters sort and limit of a request say; {@code null} where it has neither. */
    static @Nullable ProcessOrder of(Parameters parameters) {
        String sort = parameters.text("sort");
        if (sort == null && parameters.text("limit") == null) {
            return null;
        }
        if (sort != null && !FIELDS.containsKey(sort)) {
            throw ProblemType.BAD_PARAMETER.says("The parameter \"sort\" is " + Parameters.quoted(sort)
                    + "; it is one of " + String.join(", ", FIELDS.keySet()) + ".");
        }
        return new ProcessOrder(
                sort == null ? null : FIELDS.get(sort), parameters.number("limit", 1, 1_000_000, Integer.MAX_VALUE));
    }

    /** The same processes in this order: the largest first, by name and number the first; what has none comes last. */
    Object of(Object processes) {
        if (!(processes instanceof List<?> list)) {
            return processes;
        }
        String by = field;
        List<Map<?, ?>> ordered = new ArrayList<>();
        list.forEach(each -> ordered.add(Objects.requireNonNull((Map<?, ?>) each)));
        if (by != null) {
            ordered.sort(by(by));
        }
        return ordered.subList(0, Math.min(limit, ordered.size()));
    }

    private static Comparator<Map<?, ?>> by(String field) {
        boolean upwards = field.equals("pid") || field.equals("name");
        Comparator<Object> values = upwards ? ProcessOrder::compare : Collections.reverseOrder(ProcessOrder::compare);
        return (one, other) -> {
            Object left = one.get(field);
            Object right = other.get(field);
            if (left == null || right == null) {
                return left == right ? 0 : left == null ? 1 : -1;
            }
            return values.compare(left, right);
        };
    }

    private static int compare(Object one, Object other) {
        return one instanceof Number left && other instanceof Number right
                ? Double.compare(left.doubleValue(), right.doubleValue())
                : one.toString().compareTo(other.toString());
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("cpu", "cpu_percent");
        fields.put("memory", "rss");
        fields.put("virtual", "virtual");
        fields.put("threads", "threads");
        fields.put("files", "open_files");
        fields.put("started", "started");
        fields.put("pid", "pid");
        fields.put("name", "name");
        return Collections.unmodifiableMap(fields);
    }
}
