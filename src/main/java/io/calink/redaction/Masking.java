package io.calink.redaction;

import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** Which names of machines and persons are replaced by pseudonyms, and by which; safe to share. */
public final class Masking {
    private final Rules rules;
    private final Pseudonyms pseudonyms;
    private final LocalNames names;
    private final Set<Settings.Pseudonym> kinds;
    private final NameFinder finder;

    /** Replaces the kinds of names that the rules ask for. */
    public Masking(Rules rules, Pseudonyms pseudonyms, LocalNames names) {
        this.rules = rules;
        this.pseudonyms = pseudonyms;
        this.names = names;
        this.kinds =
                rules.settings().enabled() ? rules.settings().pseudonyms() : EnumSet.noneOf(Settings.Pseudonym.class);
        this.finder = new NameFinder(pseudonyms, kinds, names);
    }

    /** {@return whether anything is replaced} */
    public boolean isOn() {
        return !kinds.isEmpty();
    }

    /** {@return whether this kind of names is replaced} */
    public boolean covers(Settings.Pseudonym kind) {
        return kinds.contains(kind);
    }

    /** {@return what the name of a user is called} */
    public String user(String name) {
        return covers(Settings.Pseudonym.USER) && names.users().contains(name) ? pseudonyms.user(name) : name;
    }

    /** {@return what the name of this machine is called, whatever word it is} */
    public String host(String name) {
        return covers(Settings.Pseudonym.HOST) && !rules.keeps(name) ? pseudonyms.host(name) : name;
    }

    /** {@return what is replaced and under which key, as a text that is equal only if the same comes of the same} */
    public String identity() {
        return isOn()
                ? pseudonyms.fingerprint()
                        + new TreeSet<>(kinds)
                        + new TreeSet<>(names.users())
                        + new TreeSet<>(names.hosts())
                : "";
    }

    OutputStream over(OutputStream sink, Counts counts) {
        return isOn() ? new PseudonymStream(sink, finder, rules, counts) : sink;
    }
}
