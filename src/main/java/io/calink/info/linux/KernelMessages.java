package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong since the machine was started, in the words of its kernel.
 *
 * @param errors how many messages tell of errors or worse, as far as the kernel still has them
 * @param messages those, the last at last, at most {@value #MOST}
 * @param leftOut how many more there are
 */
record KernelMessages(int errors, List<Message> messages, int leftOut) {
    private static final int MOST = 200;
    private static final List<String> LEVELS = List.of("emerg", "alert", "crit", "err");
    private static final Pattern LINE =
            Pattern.compile("<(\\d{1,4})>\\[ {0,12}(\\d{1,12}\\.\\d{1,9})](?:\\[ {0,12}[TC]\\d{1,12}])? ?(.*)");

    /**
     * One message.
     *
     * @param seconds when it was written, since the start of the machine
     * @param at the same as a time of the day, {@code null} where the start is not known
     * @param level emerg, alert, crit or err
     */
    record Message(double seconds, @Nullable Instant at, String level, String text) {}

    static KernelMessages of(Machine machine) throws AbsentException {
        String log = machine.own() ? NativeKernel.log() : null;
        if (log == null) {
            throw new AbsentException(
                    machine.own()
                            ? "The kernel does not show its messages to this user: run as root to see them."
                            : "A kernel tells its messages only to programs that see it at /.");
        }
        String stat = new Facts(machine).text("/proc/stat");
        Long start = stat == null ? null : Cgroup.value(stat, "btime");
        return parse(log, start == null ? null : Instant.ofEpochSecond(start));
    }

    /** Reads the lines that syslog(2) gives: {@code <3>[   12.345678] text}; of others no level is known. */
    static KernelMessages parse(String log, @Nullable Instant start) {
        Deque<Message> last = new ArrayDeque<>();
        int errors = 0;
        for (String line : log.split("\n", -1)) {
            Matcher message = LINE.matcher(line);
            int level = message.matches() ? Integer.parseInt(message.group(1)) & 7 : LEVELS.size();
            if (level >= LEVELS.size()) {
                continue;
            }
            errors++;
            double seconds = Double.parseDouble(message.group(2));
            Instant at = start == null ? null : start.plusMillis((long) (seconds * 1000));
            last.addLast(new Message(seconds, at, LEVELS.get(level), message.group(3)));
            if (last.size() > MOST) {
                last.removeFirst();
            }
        }
        return new KernelMessages(errors, List.copyOf(last), errors - last.size());
    }
}
