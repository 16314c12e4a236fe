package io.calink.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which names of machines and persons are replaced by pseudonyms, and by which; safe to share. */
public final class Masking {
    private static final int FIRST_PERSON = 1000;
    private static final int NOBODY = 65_534;

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

    private boolean covers(Settings.Pseudonym kind) {
        return kinds.contains(kind);
    }

    /**
     * {@return what the owner of a file is called}
     *
     * @param id the number of the user or the group; that of a person whose name no file tells counts as well
     */
    public String owner(String name, long id) {
        String person = person(name);
        boolean unknown = isPerson(id) && !person.isEmpty() && !LocalNames.isOrdinary(person);
        boolean masked = names.users().contains(person) || (unknown && !person.matches("user-[0-9a-f]{10}"));
        return covers(Settings.Pseudonym.USER) && masked && !rules.keeps(name) ? pseudonyms.user(person) : name;
    }

    /** {@return whether the number of a user or a group is one that is given to persons} */
    public static boolean isPerson(long id) {
        return id >= FIRST_PERSON && id != NOBODY;
    }

    /** {@return the name of a person without the domain that directory services write before or behind it} */
    public static String person(String account) {
        String name = account.substring(account.lastIndexOf('\\') + 1);
        return name.indexOf('@') > 0 ? name.substring(0, name.indexOf('@')) : name;
    }

    /** {@return the kinds of names that are replaced, in small letters} */
    public List<String> kinds() {
        return new TreeSet<>(kinds)
                .stream().map(kind -> Chars.lowerCase(kind.name())).toList();
    }

    /** {@return the pseudonyms that names are replaced by} */
    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    /** {@return what is replaced and under which key, as a text that is equal only if the same comes of the same} */
    public String identity() {
        return isOn()
                ? pseudonyms.fingerprint()
                        + new TreeSet<>(kinds)
                        + new TreeSet<>(names.users())
                        + new TreeSet<>(names.hosts())
                        + new TreeSet<>(names.own())
                : "";
    }

    /** {@return what a machine is called where its name stands for it, even if that is too ordinary for a text} */
    public String host(String name) {
        boolean own = names.own().contains(name) && covers(Settings.Pseudonym.HOST) && !rules.keeps(name);
        return own ? pseudonyms.host(name) : text(name);
    }

    /** {@return a text with pseudonyms in place of names} */
    public String text(String text) {
        ByteArrayOutputStream masked = new ByteArrayOutputStream(text.length() + 16);
        try (OutputStream stream = over(masked, new Counts())) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        return masked.toString(StandardCharsets.UTF_8);
    }

    OutputStream over(OutputStream sink, Counts counts) {
        return isOn() ? new PseudonymStream(sink, finder, rules, counts) : sink;
    }
}
