package io.calink.info;

import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/stat} says of a process, for which see proc(5); {@code null} is what a shortened line lacks.
 *
 * @param cpuTicks clock ticks that it has run
 * @param startTicks clock ticks between the start of the system and its own
 * @param virtual bytes
 * @param pages resident pages
 */
record ProcessStat(
        String name,
        @Nullable String state,
        @Nullable Long ppid,
        @Nullable Long cpuTicks,
        @Nullable Long threads,
        @Nullable Long startTicks,
        @Nullable Long virtual,
        @Nullable Long pages) {
    /** Reads the line, or gives {@code null} for what is none. The name may hold anything, parentheses too. */
    static @Nullable ProcessStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            return null;
        }
        String[] fields = line.substring(close + 1).strip().split(" ", -1);
        Long user = number(fields, 14);
        Long system = number(fields, 15);
        return new ProcessStat(
                line.substring(open + 1, close),
                fields[0].isEmpty() ? null : fields[0],
                number(fields, 4),
                user == null || system == null ? null : (Long) (user + system),
                number(fields, 20),
                number(fields, 22),
                number(fields, 23),
                number(fields, 24));
    }

    /** A field by its number in proc(5), where the state is the third. */
    private static @Nullable Long number(String[] fields, int number) {
        int at = number - 3;
        try {
            return at < fields.length ? (Long) Long.parseLong(fields[at]) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
