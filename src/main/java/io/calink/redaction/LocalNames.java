package io.calink.redaction;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names by which this machine and its users go, as they are to be found in texts; unchangeable. A name that is an
 * ordinary word wherever machines are talked about is nobody's, and is left out.
 *
 * @param users names of users, and what they are called in full
 * @param hosts names of this machine and of its neighbours, short and with their domains
 */
public record LocalNames(Set<String> users, Set<String> hosts) {
    /** No names. */
    public static final LocalNames NONE = new LocalNames(Set.of(), Set.of());

    private static final int SHORTEST_USER = 3;
    private static final int SHORTEST_HOST = 2;
    private static final int LONGEST = 128;
    private static final int MOST = 20_000;

    private static final Set<String> ORDINARY = Chars.words("user users host mail root admin administrator guest test"
            + " nobody nogroup daemon system service services local home data backup default none null true false unknown"
            + " linux ubuntu debian centos fedora alpine rocky almalinux suse opensuse ec2-user cloud-user vagrant runner"
            + " calink http https www web ftp git ssh sshd dns log logs var etc usr bin tmp opt run proc sys dev lib"
            + " invalid redacted unconfigured the and for not all error info warn debug");

    private static final Set<String> NO_HOSTS = Chars.words("localhost localhost4 localhost6 localhost.localdomain"
            + " localhost4.localdomain4 localhost6.localdomain6 localdomain ip6-localhost ip6-loopback ip6-localnet"
            + " ip6-mcastprefix ip6-allnodes ip6-allrouters ip6-allhosts ipv6-localhost ipv6-loopback ipv6-localnet"
            + " ipv6-mcastprefix ipv6-allnodes ipv6-allrouters ipv6-allhosts broadcasthost user host mail invalid"
            + " redacted unknown (none) host.docker.internal gateway.docker.internal kubernetes.docker.internal");

    public LocalNames {
        users = chosen(users, SHORTEST_USER, ORDINARY, "[0-9.]+");
        hosts = chosen(hosts, SHORTEST_HOST, NO_HOSTS, "[0-9]{1,5}|[0-9.]*\\.[0-9.]*");
    }

    private static Set<String> chosen(Collection<String> names, int shortest, Set<String> ordinary, String numbers) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String name : new TreeSet<>(names)) {
            boolean bounded = name.length() >= shortest && name.length() <= LONGEST;
            if (bounded
                    && chosen.size() < MOST
                    && letter(name.charAt(0))
                    && letter(name.charAt(name.length() - 1))
                    && !name.matches(numbers)
                    && name.chars().noneMatch(Character::isISOControl)
                    && !ordinary.contains(Chars.lowerCase(name))) {
                chosen.add(name);
            }
        }
        return Set.copyOf(chosen);
    }

    private static boolean letter(char c) {
        return Chars.alphanumeric(c) || c >= 0x80;
    }

    /** {@return whether a name is one of an ordinary user, or of a machine that every machine is} */
    static boolean isOrdinary(String name) {
        String lower = Chars.lowerCase(name);
        return ORDINARY.contains(lower) || NO_HOSTS.contains(lower);
    }

    /** {@return these names and others} */
    public LocalNames and(LocalNames others) {
        Set<String> allUsers = new LinkedHashSet<>(users);
        allUsers.addAll(others.users);
        Set<String> allHosts = new LinkedHashSet<>(hosts);
        allHosts.addAll(others.hosts);
        return new LocalNames(allUsers, allHosts);
    }
}
