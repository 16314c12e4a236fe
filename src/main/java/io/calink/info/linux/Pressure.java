package io.calink.info.linux;

import io.calink.info.AbsentException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of the time work waited for a resource, as {@code /proc/pressure} tells since Linux 4.20.
 *
 * @param cpu waiting for a processor
 * @param memory waiting for memory
 * @param io waiting for disks
 */
public record Pressure(
        @Nullable Resource cpu,
        @Nullable Resource memory,
        @Nullable Resource io) {
    private static final Pattern LINE = Pattern.compile(
            "(?m)^(some|full) avg10=(\\d{1,3}\\.\\d+) avg60=(\\d{1,3}\\.\\d+) avg300=(\\d{1,3}\\.\\d+) total=(\\d{1,18})$");

    /**
     * One resource.
     *
     * @param some while at least one task waited
     * @param full while all tasks waited
     */
    public record Resource(@Nullable Stall some, @Nullable Stall full) {}

    /** Percent of the time over 10 seconds, one minute and five, and the seconds of all since the start. */
    public record Stall(double avg10, double avg60, double avg300, double totalSeconds) {}

    static Pressure of(Facts facts) throws AbsentException {
        Pressure pressure = new Pressure(
                parse(facts.text("/proc/pressure/cpu")),
                parse(facts.text("/proc/pressure/memory")),
                parse(facts.text("/proc/pressure/io")));
        if (pressure.cpu == null && pressure.memory == null && pressure.io == null) {
            throw new AbsentException(
                    "The kernel of this machine tells no pressure (Linux 4.20 with CONFIG_PSI does).");
        }
        return pressure;
    }

    /** Reads one of the files, or gives {@code null} for what is none. */
    public static @Nullable Resource parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Stall some = null;
        Stall full = null;
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            Stall stall = new Stall(
                    Double.parseDouble(line.group(2)),
                    Double.parseDouble(line.group(3)),
                    Double.parseDouble(line.group(4)),
                    Long.parseLong(line.group(5)) / 1e6);
            if (line.group(1).equals("some")) {
                some = stall;
            } else {
                full = stall;
            }
        }
        return some == null && full == null ? null : new Resource(some, full);
    }
}
