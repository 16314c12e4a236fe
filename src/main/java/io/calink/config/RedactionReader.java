package io.calink.config;

import io.calink.redaction.RuleException;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code [redaction]}: which secrets are removed, and which files are taken in spite of what is in them. */
final class RedactionReader {
    private static final String RULE = "rule_";
    private static final List<String> KEYS = List.of("enabled", "rule_NAME", "allow", "keep", "on_leak", "pseudonyms");

    private static final List<String> KINDS = List.of("ip", "mac", "host", "user", "email");

    private final Findings findings;
    private final Map<String, String> rules = new LinkedHashMap<>();
    private final List<String> allow = new ArrayList<>();
    private final List<String> keep = new ArrayList<>();
    private final Set<Settings.Pseudonym> pseudonyms = EnumSet.noneOf(Settings.Pseudonym.class);
    private boolean enabled = true;
    private Settings.OnLeak onLeak = Settings.OnLeak.REDACT;

    RedactionReader(Findings findings) {
        this.findings = findings;
    }

    Rules read(IniFile.Section section) {
        for (IniFile.Entry entry : section.entries()) {
            String wrong = entry.key().startsWith(RULE) ? rule(entry) : setting(entry);
            if (wrong != null) {
                findings.mistake(section, entry, wrong);
            }
        }
        if (!enabled) {
            for (IniFile.Entry entry : section.entries()) {
                if (entry.key().equals("enabled")) {
                    findings.warning(section, entry, "nothing is removed: secrets stay in the archive as they are");
                }
                if (entry.key().equals("pseudonyms") && !pseudonyms.isEmpty()) {
                    findings.mistake(
                            section,
                            entry,
                            "there are pseudonyms only where redaction is on: say enabled=true,"
                                    + " or leave pseudonyms out");
                }
            }
        }
        return Rules.of(new Settings(enabled, rules, allow, keep, onLeak, pseudonyms));
    }

    private @Nullable String setting(IniFile.Entry entry) {
        return switch (entry.key()) {
            case "enabled" -> enabled(entry.value());
            case "allow" -> allow(PlanReader.items(entry.value()));
            case "keep" -> {
                keep.addAll(PlanReader.items(entry.value()));
                yield null;
            }
            case "on_leak" -> onLeak(entry.value());
            case "pseudonyms" -> pseudonyms(PlanReader.items(entry.value()));
            default -> "there is no such key; keys are " + String.join(", ", KEYS) + Wording.nearest(entry.key(), KEYS);
        };
    }

    private @Nullable String enabled(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> enabled = true;
            case "false", "no", "off" -> enabled = false;
            default -> {
                return Wording.quote(value) + " is neither true nor false";
            }
        }
        return null;
    }

    private @Nullable String onLeak(String value) {
        switch (value) {
            case "redact" -> onLeak = Settings.OnLeak.REDACT;
            case "fail" -> onLeak = Settings.OnLeak.FAIL;
            default -> {
                return Wording.quote(value) + " is neither redact nor fail";
            }
        }
        return null;
    }

    /** The rule for itself, so that its line is told; they are all read once more together. */
    private @Nullable String rule(IniFile.Entry entry) {
        String name = entry.key().substring(RULE.length());
        if (entry.value().isEmpty()) {
            return "there is no value; a regular expression of RE2 was expected, such as ticket-[0-9]{6}";
        }
        String wrong = flaw(Map.of(name, entry.value()), List.of());
        if (wrong == null) {
            rules.put(name, entry.value());
        }
        return wrong;
    }

    private @Nullable String allow(List<String> globs) {
        for (String glob : globs) {
            String wrong = flaw(Map.of(), List.of(glob));
            if (wrong != null) {
                return wrong;
            }
            allow.add(glob);
        }
        return null;
    }

    private static @Nullable String flaw(Map<String, String> rules, List<String> allow) {
        try {
            Rules.of(new Settings(true, rules, allow, List.of(), Settings.OnLeak.REDACT, Set.of()));
            return null;
        } catch (RuleException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private @Nullable String pseudonyms(List<String> names) {
        for (String name : names) {
            try {
                pseudonyms.add(Settings.Pseudonym.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                return "there are no pseudonyms for " + Wording.quote(name) + "; there are some for "
                        + String.join(", ", KINDS) + Wording.nearest(name, KINDS);
            }
        }
        return null;
    }
}
