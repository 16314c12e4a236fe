package io.calink.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ini4j.Config;
import org.ini4j.spi.IniHandler;
import org.ini4j.spi.IniParser;

/**
 * What an INI file says, with the lines where it says it: the sections in their order, with keys and values that equal
 * those of Python's {@code RawConfigParser(strict=True, empty_lines_in_values=False)} with {@code optionxform=str}.
 */
record IniFile(List<Section> sections) {
    IniFile {
        sections = List.copyOf(sections);
    }

    /** @param line where its name stands, from 1 */
    record Section(String name, int line, List<Entry> entries) {}

    /**
     * @param value without white space around it; lines on which it goes on are joined by a line feed
     * @param line where the key stands, from 1
     */
    record Entry(String key, String value, int line) {}

    /** Reads the file; what is wrong with its form is noted, and left out of what is returned. */
    static IniFile parse(byte[] bytes, Findings findings) throws ConfigurationException {
        List<IniLines.Line> lines = IniLines.of(IniText.of(bytes, findings), findings);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.prepared()).append('\n'));
        Reader reader = new Reader(lines, findings);
        try {
            new Parser().parse(new StringReader(text.toString()), reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The prepared text was refused", e);
        }
        return new IniFile(reader.sections);
    }

    /** ini4j's parser of the form, and nothing else of it: no escapes, no inclusion, no look-up of {@code ${}}. */
    private static final class Parser extends IniParser {
        Parser() {
            Config config = new Config();
            config.setEscape(false);
            config.setEscapeKeyOnly(false);
            config.setEscapeNewline(false);
            config.setInclude(false);
            config.setEmptyOption(false);
            config.setGlobalSection(false);
            config.setUnnamedSection(false);
            config.setLowerCaseOption(false);
            config.setLowerCaseSection(false);
            setConfig(config);
        }
    }

    /** Takes what ini4j finds, one section or option for each prepared line. */
    private static final class Reader implements IniHandler {
        private final List<IniLines.Line> lines;
        private final Findings findings;
        private final List<Section> sections = new ArrayList<>();
        private final Map<String, Integer> names = new HashMap<>();
        private final Map<String, Integer> keys = new HashMap<>();
        private int next;

        Reader(List<IniLines.Line> lines, Findings findings) {
            this.lines = lines;
            this.findings = findings;
        }

        @Override
        public void startSection(String prepared) {
            String name = IniLines.restored(prepared);
            int line = lines.get(next++).number();
            Integer first = names.putIfAbsent(name, line);
            if (first != null) {
                findings.mistake(line, name, "the section is there already, in line " + first + "; it is written once");
            }
            keys.clear();
            sections.add(new Section(name, line, new ArrayList<>()));
        }

        @Override
        public void handleOption(String preparedKey, String preparedValue) {
            Entry entry = new Entry(
                    IniText.strip(IniLines.restored(preparedKey)),
                    IniLines.restored(IniText.strip(preparedValue)),
                    lines.get(next++).number());
            Section section = sections.get(sections.size() - 1);
            Integer first = keys.putIfAbsent(entry.key(), entry.line());
            if (first == null) {
                section.entries().add(entry);
            } else {
                findings.mistake(section, entry, "the key is there already, in line " + first + "; it is written once");
            }
        }

        @Override
        public void handleComment(String comment) {}

        @Override
        public void startIni() {}

        @Override
        public void endIni() {}

        @Override
        public void endSection() {}
    }
}
