package io.calink.info;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the system has been running.
 *
 * @param seconds since it was started
 * @param since when it was started
 * @param text the same for people, in the form of Python's {@code str(timedelta)}: {@code 1 day, 2:03:04}
 */
record Uptime(double seconds, Instant since, String text) {
    private static final Pattern BOOT_TIME = Pattern.compile("(?m)^btime (\\d{1,18})\\s*$");

    static Uptime of(double seconds, Instant since) {
        return new Uptime(seconds, since, text((long) seconds));
    }

    /** The seconds that {@code /proc/uptime} begins with. */
    static double seconds(String uptime) {
        String[] fields = uptime.strip().split("\\s+", 2);
        try {
            double seconds = Double.parseDouble(fields[0]);
            if (Double.isFinite(seconds) && seconds >= 0) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // told below, as any other text that is no time
        }
        throw new IllegalArgumentException("expected the seconds since the start, but found \"" + fields[0] + "\"");
    }

    /**
     * When the system was started, as {@code /proc/stat} tells.
     *
     * @throws IllegalArgumentException if it does not
     */
    static Instant bootTime(String stat) {
        Matcher line = BOOT_TIME.matcher(stat);
        if (!line.find()) {
            throw new IllegalArgumentException("expected a line \"btime\" with the time of the start, but found none");
        }
        return Instant.ofEpochSecond(Long.parseLong(line.group(1)));
    }

    private static String text(long seconds) {
        long days = seconds / 86_400;
        String time =
                String.format(Locale.ROOT, "%d:%02d:%02d", seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60);
        return days == 0 ? time : days + (days == 1 ? " day, " : " days, ") + time;
    }
}
