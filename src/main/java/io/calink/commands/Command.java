package io.calink.commands;

import java.time.Duration;
import java.util.Objects;

/**
 * One line of {@code [commands]}: a label and the text that {@code sh -c} gets.
 *
 * @param label the key of the line, as written
 * @param line what the shell runs, as written
 * @param time how long it may run; zero is no limit
 * @param outputLimit how many bytes of its output are kept, from the beginning; zero is no limit
 */
public record Command(String label, String line, Duration time, long outputLimit) {
    public Command {
        Objects.requireNonNull(label);
        Objects.requireNonNull(line);
        if (time.isNegative() || outputLimit < 0) {
            throw new IllegalArgumentException(
                    "The limits of a command are not negative: " + time + ", " + outputLimit);
        }
    }
}
