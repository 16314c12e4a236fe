package io.calink.config;

import io.calink.bundle.Limits;
import io.calink.bundle.Output;
import io.calink.bundle.Plan;
import io.calink.bundle.Redaction;
import io.calink.commands.Command;
import io.calink.files.FileSelection;
import io.calink.redaction.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what the sections of a configuration mean; whatever is a mistake is noted and left out of the plan. */
final class PlanReader {
    private static final List<String> SECTIONS = List.of("info", "files", "commands", "output", "limits", "redaction");
    private static final int LONGEST_LABEL = 200;

    private final Collection<String> informations;
    private final Findings findings;
    private final Map<String, List<String>> info = new LinkedHashMap<>();
    private final List<FileSelection> files = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    /** @param informations the names of the informations that there are */
    PlanReader(Collection<String> informations, Findings findings) {
        this.informations = informations;
        this.findings = findings;
    }

    /** @param text what the file says, in which secrets may stand */
    Plan read(IniFile file, String text, String sha256) {
        Map<String, IniFile.Section> sections = new HashMap<>();
        for (IniFile.Section section : file.sections()) {
            if (SECTIONS.contains(section.name())) {
                sections.putIfAbsent(section.name(), section);
            } else {
                findings.mistake(section.line(), section.name(), unknown(section.name()));
            }
        }
        LimitsReader limits = new LimitsReader(findings);
        Map<String, Set<String>> keys = new HashMap<>();
        sections.forEach((name, section) -> {
            Set<String> lines = new LinkedHashSet<>();
            section.entries().forEach(entry -> lines.add(entry.key()));
            keys.put(name, lines);
        });
        limits.read(section(sections, "limits"), keys);
        info(section(sections, "info"));
        files(section(sections, "files"));
        commands(section(sections, "commands"), limits);
        Output output = new OutputReader(findings).read(section(sections, "output"));
        Limits bounds = limits.limits();
        Rules rules = new RedactionReader(findings).read(section(sections, "redaction"));
        return new Plan(info, files, commands, output, bounds, sha256, new Redaction(rules, text));
    }

    private static IniFile.Section section(Map<String, IniFile.Section> sections, String name) {
        return sections.getOrDefault(name, new IniFile.Section(name, 0, List.of()));
    }

    private static String unknown(String name) {
        String allowed = "sections are [" + String.join("], [", SECTIONS) + "]";
        return switch (name) {
            case "DEFAULT" -> "there are no defaults for all sections; " + allowed;
            default -> "there is no such section; " + allowed + Wording.nearest(name, SECTIONS, "[", "]");
        };
    }

    private void info(IniFile.Section section) {
        for (IniFile.Entry entry : section.entries()) {
            if (entry.key().equals("timestamp")) {
                findings.mistake(section, entry, "the JSON document has a timestamp of its own; choose another key");
                continue;
            }
            List<String> asked = items(entry.value());
            if (asked.isEmpty()) {
                findings.mistake(section, entry, "there is no value; informations are " + known());
                continue;
            }
            Set<String> names = new LinkedHashSet<>();
            for (String name : asked) {
                if (!informations.contains(name)) {
                    findings.mistake(
                            section,
                            entry,
                            "there is no information " + Wording.quote(name) + "; informations are " + known()
                                    + Wording.afterComment(name)
                                    + Wording.nearest(name, informations));
                } else if (!names.add(name)) {
                    findings.warning(section, entry, name + " is there twice; it is gathered once");
                }
            }
            info.put(entry.key(), List.copyOf(names));
        }
    }

    private String known() {
        return String.join(", ", informations);
    }

    private void files(IniFile.Section section) {
        for (IniFile.Entry entry : section.entries()) {
            try {
                files.add(FileSelection.parse(entry.key(), entry.value()));
            } catch (IllegalArgumentException e) {
                findings.mistake(section, entry, String.valueOf(e.getMessage()));
            }
        }
    }

    private void commands(IniFile.Section section, LimitsReader limits) {
        for (IniFile.Entry entry : section.entries()) {
            if (entry.value().isEmpty()) {
                findings.mistake(
                        section, entry, "there is no value; a line is label = command, such as list_root = ls -lha /");
                continue;
            }
            if (entry.key().length() > LONGEST_LABEL) {
                findings.mistake(
                        section, entry, "the label is too long; a label has at most " + LONGEST_LABEL + " characters");
                continue;
            }
            if (quoted(entry.value())) {
                findings.warning(
                        section,
                        entry,
                        "the whole command is in quotation marks, so that the shell looks for a program of that name;"
                                + " write it without them");
            }
            commands.add(limits.command(entry.key(), entry.value()));
        }
    }

    private static boolean quoted(String command) {
        char mark = command.charAt(0);
        return (mark == '"' || mark == '\'')
                && command.indexOf(mark, 1) == command.length() - 1
                && command.indexOf(' ') > 0;
    }

    /** The parts between commas outside braces and brackets, without white space around them, empty ones left out. */
    static List<String> items(String value) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i == value.length() ? ',' : value.charAt(i);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
            } else if (i == value.length() || (c == ',' && depth == 0)) {
                String item = IniText.strip(value.substring(begin, i));
                if (!item.isEmpty()) {
                    items.add(item);
                }
                begin = i + 1;
            }
        }
        return items;
    }
}
