package io.calink.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong or doubtful in one configuration, so that its owner hears of everything at once. */
final class Findings {
    private static final int SHOWN = 20;
    // a file of a mebibyte can hold half a million mistakes
    private static final int KEPT = 1000;

    private final String source;
    private final List<Finding> mistakes = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private int count;

    private record Finding(int line, String text) {}

    /** @param source how the messages call the configuration */
    Findings(String source) {
        this.source = source;
    }

    /** Notes a mistake in a line that belongs to no section. */
    void mistake(int line, String what) {
        mistake(new Finding(line, what));
    }

    /** Notes a mistake of a section, or of a line in it that has no key. */
    void mistake(int line, String section, String what) {
        mistake(line, "[" + Wording.cut(section) + "]: " + what);
    }

    /** Notes a mistake of a key or its value. */
    void mistake(IniFile.Section section, IniFile.Entry entry, String what) {
        mistake(finding(section, entry, what));
    }

    private void mistake(Finding finding) {
        count++;
        if (mistakes.size() < KEPT) {
            mistakes.add(finding);
        }
    }

    /** Notes something that is allowed, and probably not meant. */
    void warning(IniFile.Section section, IniFile.Entry entry, String what) {
        warning(finding(section, entry, what));
    }

    /** Notes such a thing of a line that has no key yet. */
    void warning(int line, String section, String what) {
        warning(new Finding(line, "[" + Wording.cut(section) + "]: " + what));
    }

    private void warning(Finding finding) {
        if (warnings.size() < SHOWN) {
            warnings.add(finding);
        }
    }

    private static Finding finding(IniFile.Section section, IniFile.Entry entry, String what) {
        String where = "[" + Wording.cut(section.name()) + "] " + Wording.cut(entry.key());
        return new Finding(entry.line(), where + ": " + what);
    }

    /** What to throw for a mistake of the file as a whole, after which nothing else can be said about it. */
    ConfigurationException fatal(String what) {
        return new ConfigurationException(source + ": " + what);
    }

    /** What to throw for a mistake after which nothing else can be said about the file. */
    ConfigurationException fatal(int line, String what) {
        return new ConfigurationException(source + ":" + line + ": " + what);
    }

    /** @throws ConfigurationException if there was any mistake; it names them in the order of the file */
    void refuse() throws ConfigurationException {
        if (mistakes.isEmpty()) {
            return;
        }
        List<String> lines = lines(mistakes);
        if (lines.size() > SHOWN) {
            lines = new ArrayList<>(lines.subList(0, SHOWN));
            lines.add(source + ": and " + Wording.count(count - SHOWN, "more mistake"));
        }
        throw new ConfigurationException(lines);
    }

    /** The warnings in the order of the file, not more than a reader would read. */
    List<String> warnings() {
        return lines(warnings);
    }

    private List<String> lines(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(Finding::line))
                .map(finding -> source + ":" + finding.line() + ": " + finding.text())
                .toList();
    }
}
