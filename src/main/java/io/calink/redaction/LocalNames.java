package io.calink.redaction;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The names by which this machine and its users go, as they are to be found in texts; unchangeable. A name that is an
 * ordinary word, such as {@code backup} or {@code debian}, is left out: every text would be full of its pseudonym. So a
 * machine or a person that is called so is not hidden there, but a machine is by its name with its domain.
 *
 * @param users names of users, and what they are called in full
 * @param hosts names of this machine's neighbours, short and with their domains
 * @param own names of this machine, ordinary words too: those are not found in texts, but where a name stands for it
 */
public record LocalNames(Set<String> users, Set<String> hosts, Set<String> own) {
    /** No names. */
    public static final LocalNames NONE = new LocalNames(Set.of(), Set.of(), Set.of());

    private static final int SHORTEST_USER = 3;
    private static final int SHORTEST_HOST = 2;
    private static final int LONGEST = 128;
    private static final int MOST = 20_000;
    private static final String HOST_NUMBERS = "[0-9]{1,5}|[0-9.]*\\.[0-9.]*";

    public LocalNames {
        users = chosen(users, SHORTEST_USER, Ordinary::user, "[0-9.]+");
        hosts = chosen(hosts, SHORTEST_HOST, Ordinary::host, HOST_NUMBERS);
        own = chosen(own, SHORTEST_HOST, Ordinary::loopback, HOST_NUMBERS);
    }

    private static Set<String> chosen(
            Collection<String> names, int shortest, Predicate<String> ordinary, String numbers) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String name : new TreeSet<>(names)) {
            boolean bounded = name.length() >= shortest && name.length() <= LONGEST;
            if (bounded
                    && chosen.size() < MOST
                    && letter(name.charAt(0))
                    && letter(name.charAt(name.length() - 1))
                    && !name.matches(numbers)
                    && name.chars().noneMatch(Character::isISOControl)
                    && !ordinary.test(Chars.lowerCase(name))) {
                chosen.add(name);
            }
        }
        return Set.copyOf(chosen);
    }

    private static boolean letter(char c) {
        return Chars.alphanumeric(c) || c >= 0x80;
    }

    /** {@return whether a name is a word that tells nothing of a person} */
    static boolean isOrdinary(String name) {
        return Ordinary.user(Chars.lowerCase(name));
    }

    /** {@return these names and others} */
    public LocalNames and(LocalNames others) {
        return new LocalNames(all(users, others.users), all(hosts, others.hosts), all(own, others.own));
    }

    private static Set<String> all(Set<String> some, Set<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
