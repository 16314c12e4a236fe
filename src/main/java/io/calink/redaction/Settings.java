package io.calink.redaction;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What section {@code [redaction]} says.
 *
 * @param enabled whether anything is removed at all
 * @param rules the owner's own rules: a name and a pattern in the syntax of RE2; its group 1, if it has one, is removed
 * @param allow globs of absolute paths that lift the list of files never taken, and the rule for binary files
 * @param keep words that are never removed
 * @param onLeak what happens when the second look finds something that the first has left
 * @param pseudonyms what is replaced by a name that is the same wherever it appears
 */
public record Settings(
        boolean enabled,
        Map<String, String> rules,
        List<String> allow,
        List<String> keep,
        OnLeak onLeak,
        Set<Pseudonym> pseudonyms) {
    /** What happens when {@link Watch} finds something. */
    public enum OnLeak {
        /** It is removed there. */
        REDACT,
        /** The bundle fails, a stream is cut off. */
        FAIL
    }

    /** What a pseudonym can stand for. */
    public enum Pseudonym {
        /** Addresses of machines; those of one subnet stay together. */
        IP,
        /** Addresses of network cards. */
        MAC,
        /** This machine's names. */
        HOST,
        /** Names of users. */
        USER,
        /** Addresses of persons. */
        EMAIL
    }

    /** Copies, so that nobody changes the rules of a bundle under way. */
    public Settings {
        rules = Map.copyOf(rules);
        allow = List.copyOf(allow);
        keep = List.copyOf(keep);
        pseudonyms = Set.copyOf(pseudonyms);
    }

    /** {@return what holds where the configuration is silent: redaction is on} */
    public static Settings standard() {
        return new Settings(true, Map.of(), List.of(), List.of(), OnLeak.REDACT, Set.of());
    }
}
