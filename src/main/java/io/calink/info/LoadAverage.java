package io.calink.info;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much the system has to do.
 *
 * @param average runnable entities, averaged over 1, 5 and 15 minutes, by {@code "1"}, {@code "5"} and {@code "15"}
 * @param entities what the kernel schedules
 * @param lastPid the process that was created last
 */
record LoadAverage(
        Map<String, @Nullable Double> average,
        Entities entities,
        @Nullable Long lastPid) {
    /** How many entities run now, and how many there are. */
    record Entities(@Nullable Long current, @Nullable Long total) {}

    static LoadAverage of(double one, double five, double fifteen, Entities entities, @Nullable Long lastPid) {
        Map<String, @Nullable Double> average = new LinkedHashMap<>();
        average.put("1", one);
        average.put("5", five);
        average.put("15", fifteen);
        return new LoadAverage(average, entities, lastPid);
    }

    /** Reads {@code /proc/loadavg}, for which see proc(5): {@code 0.30 0.46 0.49 1/390 8912}. */
    static LoadAverage parse(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length < 3) {
            throw new IllegalArgumentException("expected three load averages, but found \"" + text.strip() + "\"");
        }
        String[] entities = fields.length > 3 ? fields[3].split("/", 2) : new String[0];
        return of(
                Double.parseDouble(fields[0]),
                Double.parseDouble(fields[1]),
                Double.parseDouble(fields[2]),
                new Entities(
                        entities.length == 2 ? (Long) Long.parseLong(entities[0]) : null,
                        entities.length == 2 ? (Long) Long.parseLong(entities[1]) : null),
                fields.length > 4 ? (Long) Long.parseLong(fields[4]) : null);
    }
}
