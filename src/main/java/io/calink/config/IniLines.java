package io.calink.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Prepares text for ini4j, which knows neither lines on which a value goes on nor line numbers, and takes a backslash
 * before a delimiter for an escape whatever it is told: comments are left out, values joined, and what ini4j would
 * misread is hidden behind control characters, which no configuration holds.
 */
final class IniLines {
    private static final char LINE_FEED = '\u007F';
    private static final char BACKSLASH = '\u0080';

    private final Findings findings;
    private final List<Line> lines = new ArrayList<>();
    private String section = "";
    private boolean inSection;
    private boolean inOption;
    private boolean skipping;

    /** A section, or an option with all lines of its value. */
    static final class Line {
        private final int number;
        private final StringBuilder text;

        private Line(int number, String text) {
            this.number = number;
            this.text = new StringBuilder(text);
        }

        /** Where it begins in the file, from 1. */
        int number() {
            return number;
        }

        /** What ini4j is to read. */
        String prepared() {
            return text.toString().replace('\n', LINE_FEED).replace('\\', BACKSLASH);
        }
    }

    private IniLines(Findings findings) {
        this.findings = findings;
    }

    /** What ini4j read, as it stands in the file. */
    static String restored(String prepared) {
        return prepared.replace(LINE_FEED, '\n').replace(BACKSLASH, '\\');
    }

    /** The sections and options of the text; lines that are neither are noted and left out. */
    static List<Line> of(String text, Findings findings) {
        IniLines prepared = new IniLines(findings);
        prepared.read(text);
        return prepared.lines;
    }

    /** As Python's {@code configparser} does it: an empty line and a comment end a value. */
    private void read(String text) {
        int deeperThan = 0;
        int last = 0;
        int number = 0;
        Line line = new Line(0, "");
        for (String raw : text.split("\n", -1)) {
            number++;
            String stripped = IniText.strip(raw);
            if (stripped.isEmpty() || comment(stripped)) {
                deeperThan = Integer.MAX_VALUE;
                continue;
            }
            int indent = IniText.indent(raw);
            if (inOption && indent > deeperThan) {
                line.text.append('\n').append(stripped);
                continue;
            }
            boolean broken = inOption && deeperThan == Integer.MAX_VALUE && indent > last;
            deeperThan = indent;
            last = indent;
            line = new Line(number, stripped);
            if (stripped.charAt(0) == '[') {
                section(number, stripped);
            } else {
                option(line, stripped, broken);
            }
        }
    }

    private static boolean comment(String stripped) {
        return stripped.charAt(0) == '#' || stripped.charAt(0) == ';';
    }

    private void section(int number, String stripped) {
        int end = stripped.lastIndexOf(']');
        String rest = IniText.strip(stripped.substring(end + 1));
        String name = end < 2 ? "" : stripped.substring(1, end);
        if (!name.equals(IniText.strip(name)) || name.isEmpty() || (!rest.isEmpty() && !comment(rest))) {
            findings.mistake(
                    number,
                    Wording.quote(stripped)
                            + " is not a section; a section is a name between brackets, without blanks around it and"
                            + " on a line of its own, such as [info]");
            // the lines after it would be blamed on the section before it
            skipping = true;
            inOption = true;
            return;
        }
        section = name;
        inSection = true;
        skipping = false;
        inOption = false;
        lines.add(new Line(number, "[" + name + "]"));
    }

    /** @param broken whether it looks like the rest of a value that an empty line or a comment has ended */
    private void option(Line line, String stripped, boolean broken) {
        int delimiter = delimiter(stripped);
        inOption = true;
        if (skipping) {
            return;
        }
        if (!inSection) {
            skipping = true;
            findings.mistake(
                    line.number,
                    Wording.quote(stripped)
                            + " stands before the first section; a file begins with a section such as [info]");
            return;
        }
        if (delimiter > 0) {
            lines.add(line);
            if (broken) {
                findings.warning(
                        line.number,
                        section,
                        Wording.quote(stripped) + " is a key of its own, as an empty line or a comment ended the value"
                                + " before it");
            }
        } else if (delimiter == 0) {
            findings.mistake(
                    line.number, section, Wording.quote(stripped) + " has no key; write key = value or key: value");
        } else {
            findings.mistake(
                    line.number,
                    section,
                    Wording.quote(stripped) + " is neither a section nor a key with a value; write key = value, "
                            + (broken
                                    ? "and an empty line or a comment ends a value, which cannot go on after it"
                                    : "key: value, [section] or # comment"));
        }
    }

    private static int delimiter(String stripped) {
        for (int i = 0; i < stripped.length(); i++) {
            if (stripped.charAt(i) == '=' || stripped.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }
}
