package io.calink.config;

import io.calink.bundle.Limits;
import io.calink.commands.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads {@code [limits]}: the bounds of the whole, and those that one line of another section has for itself. */
final class LimitsReader {
    private static final String FILE_SIZE = "file_size";
    private static final String COMMAND_TIME = "command_time";
    private static final String COMMAND_OUTPUT = "command_output";
    private static final String INFO_TIME = "info_time";
    private static final String BUNDLE_TIME = "bundle_time";
    private static final String BUNDLE_SIZE = "bundle_size";
    private static final String FILES = "files";
    private static final String DEPTH = "depth";
    private static final String SINCE = "since";

    /** @param lines the section whose lines can have a limit of their own, if any */
    private record Kind(@Nullable String lines, ToLongFunction<String> grammar) {}

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Findings findings;
    private final Map<String, Long> general = new HashMap<>();
    private final Map<String, Map<String, Long>> own = new HashMap<>();

    LimitsReader(Findings findings) {
        this.findings = findings;
        kinds.put(FILE_SIZE, new Kind("files", Quantities::size));
        kinds.put(COMMAND_TIME, new Kind("commands", Quantities::millis));
        kinds.put(COMMAND_OUTPUT, new Kind("commands", Quantities::size));
        kinds.put(INFO_TIME, new Kind("info", Quantities::millis));
        kinds.put(BUNDLE_TIME, new Kind(null, Quantities::millis));
        kinds.put(BUNDLE_SIZE, new Kind(null, Quantities::size));
        kinds.put(FILES, new Kind(null, text -> Quantities.count(text, Long.MAX_VALUE)));
        kinds.put(DEPTH, new Kind(null, text -> Quantities.count(text, Integer.MAX_VALUE)));
        kinds.put(SINCE, new Kind(null, Quantities::millis));
    }

    /** @param keys the keys of the other sections, by the section's name */
    void read(IniFile.Section section, Map<String, Set<String>> keys) {
        for (IniFile.Entry entry : section.entries()) {
            String[] parts = entry.key().split("\\.", 2);
            Kind kind = kinds.get(parts[0]);
            if (kind == null) {
                findings.mistake(section, entry, unknown(parts[0]));
                continue;
            }
            String wrong = parts.length == 1 ? null : wrongLine(parts[0], kind, parts[1], keys);
            if (wrong != null) {
                findings.mistake(section, entry, wrong);
                continue;
            }
            try {
                keep(section, entry, parts, kind.grammar().applyAsLong(entry.value()));
            } catch (IllegalArgumentException e) {
                findings.mistake(section, entry, e.getMessage() + Wording.afterComment(entry.value()));
            }
        }
    }

    private String unknown(String name) {
        return "there is no limit " + Wording.quote(name) + "; limits are " + String.join(", ", kinds.keySet())
                + Wording.nearest(name, kinds.keySet());
    }

    private @Nullable String wrongLine(String limit, Kind kind, String line, Map<String, Set<String>> keys) {
        if (kind.lines() == null) {
            return "the limit " + limit + " is for the whole bundle; those for one line are " + FILE_SIZE + ".KEY, "
                    + COMMAND_TIME + ".KEY, " + COMMAND_OUTPUT + ".KEY and " + INFO_TIME + ".KEY";
        }
        Set<String> known = keys.getOrDefault(kind.lines(), Set.of());
        if (known.contains(line)) {
            return null;
        }
        return "there is no line " + Wording.quote(line) + " in [" + kind.lines() + "]; "
                + (known.isEmpty() ? "it has no lines" : "its lines are " + Wording.list(known))
                + Wording.nearest(line, known, limit + ".", "");
    }

    private void keep(IniFile.Section section, IniFile.Entry entry, String[] parts, long value) {
        if (value == 0 && parts[0].equals(INFO_TIME)) {
            findings.warning(
                    section, entry, "0 does not lift this limit; an information always has a time in which it ends");
        } else if (parts.length == 1) {
            general.put(parts[0], value);
        } else {
            own.computeIfAbsent(parts[0], limit -> new HashMap<>()).put(parts[1], value);
        }
    }

    /** The limits of the bundle. */
    Limits limits() {
        Limits standard = Limits.DEFAULT;
        long since = general.getOrDefault(SINCE, 0L);
        return new Limits(
                general.getOrDefault(FILE_SIZE, standard.fileSize()),
                own.getOrDefault(FILE_SIZE, Map.of()),
                time(INFO_TIME, standard.infoTime()),
                times(own.getOrDefault(INFO_TIME, Map.of())),
                time(BUNDLE_TIME, standard.bundleTime()),
                general.getOrDefault(BUNDLE_SIZE, standard.bundleSize()),
                general.getOrDefault(FILES, standard.files()),
                Math.toIntExact(general.getOrDefault(DEPTH, (long) standard.depth())),
                since == 0 ? standard.since() : Duration.ofMillis(since));
    }

    /** The command with the limits that hold for its label. */
    Command command(String label, String line) {
        long time = own(COMMAND_TIME, label, Limits.COMMAND_TIME.toMillis());
        return new Command(label, line, Duration.ofMillis(time), own(COMMAND_OUTPUT, label, Limits.COMMAND_OUTPUT));
    }

    private long own(String limit, String line, long standard) {
        long forAll = general.getOrDefault(limit, standard);
        return own.getOrDefault(limit, Map.of()).getOrDefault(line, forAll);
    }

    private Duration time(String limit, Duration standard) {
        return Duration.ofMillis(general.getOrDefault(limit, standard.toMillis()));
    }

    private static Map<String, Duration> times(Map<String, Long> millis) {
        Map<String, Duration> times = new HashMap<>();
        millis.forEach((line, time) -> times.put(line, Duration.ofMillis(time)));
        return times;
    }
}
