package io.calink.config;

import io.calink.archive.Format;
import io.calink.bundle.Output;
import io.calink.encryption.Recipients;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code [output]}: how what is written is called, and its format. */
final class OutputReader {
    private static final List<String> KEYS = List.of("archive", "json", "commands", "format", "age_recipients");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*+");
    private static final List<String> TAKEN = List.of("manifest", "redaction");
    private static final int LONGEST = 120;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(?:WORKSTATION|TIMESTAMP)");

    private final Findings findings;
    private final Map<String, String> names = new HashMap<>();
    private Format format = Format.TAR_GZ;
    private Recipients recipients = Recipients.NONE;

    OutputReader(Findings findings) {
        this.findings = findings;
    }

    Output read(IniFile.Section section) {
        for (IniFile.Entry entry : section.entries()) {
            String wrong = switch (entry.key()) {
                case "archive" -> name(entry, ".tar.gz", ".tar.zst", ".zip");
                case "json" -> name(entry, ".json");
                case "commands" -> name(entry, "-commands.log");
                case "format" -> format(entry.value());
                case "age_recipients" -> recipients(entry.value());
                default ->
                    "there is no such key; keys are " + String.join(", ", KEYS) + Wording.nearest(entry.key(), KEYS);
            };
            if (wrong != null) {
                findings.mistake(section, entry, wrong);
            }
        }
        return new Output(names.get("archive"), names.get("json"), names.get("commands"), format, recipients);
    }

    private @Nullable String name(IniFile.Entry entry, String... suffixes) {
        String name = entry.value();
        // what stands for the host and the time is as good as a letter, and does not count
        if (!NAME.matcher(PLACEHOLDER.matcher(name).replaceAll("x")).matches()
                || PLACEHOLDER.matcher(name).replaceAll("").length() > LONGEST) {
            return Wording.quote(name)
                    + " is not a name; a name has 1 to 120 letters A-Z a-z, digits, dots, underscores"
                    + " and hyphens, does not begin with a dot or a hyphen, and may hold $WORKSTATION and $TIMESTAMP";
        }
        for (String suffix : suffixes) {
            if (name.endsWith(suffix)) {
                return Wording.quote(name) + " ends in " + suffix
                        + ", which is added to the name; write the name without" + " it";
            }
        }
        if (entry.key().equals("json") && TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            return Wording.quote(name) + " is taken, the archive has a " + name.toLowerCase(Locale.ROOT)
                    + ".json of its own; choose another name";
        }
        names.put(entry.key(), name);
        return null;
    }

    /** An empty value is a mistake: it would leave the archive plain, where somebody wanted it encrypted. */
    private @Nullable String recipients(String value) {
        try {
            recipients = Recipients.of(List.of(value.split(",", -1)));
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        return recipients.isEmpty()
                ? "there is no recipient; name public keys of age with commas between them, or leave the line out"
                : null;
    }

    private @Nullable String format(String label) {
        for (Format known : Format.values()) {
            if (known.label().equals(label)) {
                format = known;
                return null;
            }
        }
        List<String> labels = Arrays.stream(Format.values()).map(Format::label).toList();
        return "there is no format " + Wording.quote(label) + "; formats are " + String.join(", ", labels)
                + Wording.nearest(label, labels);
    }
}
