package io.calink.info.linux;

import io.calink.info.Machine;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts that a machine keeps in a file each; {@code null} is one that it does not tell. */
final class Facts {
    private final Machine machine;

    Facts(Machine machine) {
        this.machine = machine;
    }

    /** The text of a file without blanks around it. */
    @Nullable
    String word(String path) {
        String text = text(path);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The text of a file. */
    @Nullable
    String text(String path) {
        try {
            return machine.text(path);
        } catch (IOException e) {
            return null; // many files of /sys exist and refuse to be read
        }
    }

    /** The beginning of a file that is no text, 64 KiB at most. */
    byte @Nullable [] bytes(String path) {
        try {
            return machine.bytes(path, 64 << 10);
        } catch (IOException e) {
            return null; // only root may read what firmware tells
        }
    }

    /** The number that a file holds. */
    @Nullable
    Long number(String path) {
        String word = word(path);
        return word == null ? null : whole(word);
    }

    /** The number that a file holds, where it counts something, and so is not negative. */
    @Nullable
    Long count(String path) {
        Long number = number(path);
        return number == null || number < 0 ? null : number;
    }

    /** The names in a directory, sorted, those with numbers by these; none where there is no directory. */
    List<String> names(String path) {
        try {
            return machine.names(path).stream()
                    .sorted((a, b) ->
                            a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The directory of the process whose view of the machine counts: this one, or the first of another machine. */
    String process() {
        return machine.own() ? "/proc/self" : "/proc/1";
    }

    /** A number, or {@code null} for what is none. */
    static @Nullable Long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
