package io.calink.config;

import io.calink.bundle.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One {@code calink-config.ini}: the plan it makes, where it comes from and what it says. */
public final class Configuration {
    private final String source;
    private final Plan plan;
    private final Map<String, Map<String, String>> sections;
    private final List<String> warnings;

    private Configuration(String source, Plan plan, Map<String, Map<String, String>> sections, List<String> warnings) {
        this.source = source;
        this.plan = plan;
        this.sections = sections;
        this.warnings = warnings;
    }

    /**
     * Reads a file that nobody but root and the user of this process can have written.
     *
     * @param informations the names of the informations that it may ask for
     * @throws ConfigurationException if there is no such file, it cannot be trusted, or it has a mistake
     */
    public static Configuration read(Path file, Collection<String> informations) throws ConfigurationException {
        return ConfigurationSource.standard(file, false).read(informations);
    }

    /**
     * Reads the bytes of a configuration.
     *
     * @param source how messages call it
     * @param informations the names of the informations that it may ask for
     * @throws ConfigurationException if there is a mistake; the message names line, section, key and what is allowed
     */
    public static Configuration parse(byte[] bytes, String source, Collection<String> informations)
            throws ConfigurationException {
        return parse(bytes, source, informations, List.of());
    }

    static Configuration parse(
            byte[] bytes, String source, Collection<String> informations, List<String> warningsOfSource)
            throws ConfigurationException {
        Findings findings = new Findings(source);
        IniFile file = IniFile.parse(bytes, findings);
        Plan plan = new PlanReader(informations, findings)
                .read(file, new String(bytes, StandardCharsets.UTF_8), sha256(bytes));
        findings.refuse();
        List<String> warnings = new ArrayList<>(warningsOfSource);
        warnings.addAll(findings.warnings());
        if (plan.info().isEmpty() && plan.files().isEmpty() && plan.commands().isEmpty()) {
            warnings.add(source + ": names nothing to gather; its sections [info], [files] and [commands] are empty");
        }
        return new Configuration(source, plan, sections(file), List.copyOf(warnings));
    }

    private static Map<String, Map<String, String>> sections(IniFile file) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (IniFile.Section section : file.sections()) {
            Map<String, String> entries = new LinkedHashMap<>();
            section.entries().forEach(entry -> entries.put(entry.key(), entry.value()));
            sections.put(section.name(), Collections.unmodifiableMap(entries));
        }
        return Collections.unmodifiableMap(sections);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What to gather. */
    public Plan plan() {
        return plan;
    }

    /** The absolute path of the file, or {@code built-in}. */
    public String source() {
        return source;
    }

    /** The sha256 of the bytes of the file in hexadecimal digits. */
    public String sha256() {
        return plan.configSha256();
    }

    /** What is allowed and probably not meant, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** What the file says: values by section and key, in the order of the file. */
    public Map<String, Map<String, String>> sections() {
        return sections;
    }
}
