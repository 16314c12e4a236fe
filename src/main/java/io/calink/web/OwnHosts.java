package io.calink.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts under which this service may be called. A page of another site can make its own name point here (DNS
 * rebinding), but it cannot keep a browser from sending that name.
 */
final class OwnHosts {
    private static final Pattern FOUR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> names = new HashSet<>();
    private final Set<InetAddress> addresses = new HashSet<>();
    private volatile @Nullable Set<String> machine;

    OwnHosts(Collection<String> configured, @Nullable InetAddress bound) {
        names.add("localhost");
        for (String host : configured) {
            Authority authority = Authority.parse(host);
            if (authority != null) {
                InetAddress address = address(authority.host());
                if (address == null) {
                    names.add(authority.host());
                } else {
                    addresses.add(address);
                }
            }
        }
        if (bound != null) {
            addresses.add(bound);
        }
    }

    /** Whether the value of a Host header is one of ours; the port does not matter. */
    boolean has(String header) {
        Authority authority = Authority.parse(header.strip());
        if (authority == null) {
            return false;
        }
        String host = authority.host();
        InetAddress address = address(host);
        if (address == null) {
            return names.contains(host) || machine().contains(host);
        }
        return address.isLoopbackAddress() || addresses.contains(address) || isLocal(address);
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** An address that is written as one; no name is ever looked up for a stranger. */
    private static @Nullable InetAddress address(String host) {
        if (!FOUR.matcher(host).matches() && host.indexOf(':') < 0) {
            return null;
        }
        try {
            return InetAddress.getByName(host.indexOf(':') < 0 ? host : "[" + host + "]");
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The machine's names, looked up when one is first needed: a resolver may take its time. */
    private Set<String> machine() {
        Set<String> known = machine;
        if (known == null) {
            known = machineNames();
            machine = known;
        }
        return known;
    }

    private static Set<String> machineNames() {
        Set<String> found = new HashSet<>();
        try {
            InetAddress self = InetAddress.getLocalHost();
            for (String name : List.of(self.getHostName(), self.getCanonicalHostName())) {
                String lower = name.toLowerCase(Locale.ROOT);
                found.add(lower);
                int dot = lower.indexOf('.');
                if (dot > 0 && address(lower) == null) {
                    found.add(lower.substring(0, dot));
                }
            }
        } catch (UnknownHostException e) {
            // a machine whose name does not resolve is called by its addresses, or by what is configured
            found.addAll(kernelName());
        }
        return found;
    }

    private static Set<String> kernelName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname"));
            return Set.of(name.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return Set.of();
        }
    }
}
