package io.calink.info.linux;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What an interface has received and sent since it exists. */
public record Traffic(Direction received, Direction sent) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** One direction: bytes and packets that passed, packets with errors, and packets that were dropped. */
    public record Direction(long bytes, long packets, long errors, long drops) {}

    /**
     * Reads {@code /proc/net/dev}, where the name ends at the last colon (one of an alias has one itself), and old kernels
     * leave no blank after it; lines that are cut short are left out.
     */
    public static Map<String, Traffic> parse(String text) {
        Map<String, Traffic> all = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.lastIndexOf(':');
            String[] fields = BLANKS.split(line.substring(colon + 1).strip(), -1);
            String name = line.substring(0, Math.max(0, colon)).strip();
            boolean path = name.isEmpty() || name.contains("/") || name.startsWith(".");
            if (path || fields.length < 16) {
                continue;
            }
            try {
                all.put(name, new Traffic(direction(fields, 0), direction(fields, 8)));
            } catch (NumberFormatException e) {
                // no line of counters
            }
        }
        return all;
    }

    private static Direction direction(String[] fields, int at) {
        return new Direction(
                Long.parseLong(fields[at]),
                Long.parseLong(fields[at + 1]),
                Long.parseLong(fields[at + 2]),
                Long.parseLong(fields[at + 3]));
    }
}
