package io.calink.bundle;

import io.calink.redaction.Harvest;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * What a plan says of secrets: the rules by which they are removed, and where the plan itself comes from.
 *
 * @param rules what section {@code [redaction]} comes to
 * @param configuration the text of the configuration, whose own secrets are removed wherever they appear
 */
public record Redaction(Rules rules, String configuration) {
    public Redaction {
        Objects.requireNonNull(rules);
        Objects.requireNonNull(configuration);
    }

    /** {@return what holds where a configuration is silent: secrets are removed} */
    public static Redaction standard() {
        return new Redaction(Rules.of(Settings.standard()), "");
    }

    /** {@return whether anything is removed at all} */
    public boolean isOn() {
        return rules.settings().enabled();
    }

    /**
     * The secrets that this process was given: in its environment, its system properties and the configuration.
     *
     * @param environment that of the process
     */
    public Harvest own(Map<String, String> environment) {
        Harvest harvest = new Harvest(rules);
        harvest.add(environment);
        harvest.add(copy(System.getProperties()));
        harvest.scan(configuration);
        return harvest;
    }

    private static Map<String, String> copy(Properties properties) {
        Map<String, String> copy = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> copy.put(name, properties.getProperty(name, "")));
        return copy;
    }

    /** Tells nothing of the configuration's text. */
    @Override
    public String toString() {
        return "Redaction[" + (isOn() ? "on" : "off") + "]";
    }
}
