package io.calink.info.linux;

import io.calink.info.Machine;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface.
 *
 * @param family inet or inet6, as ip(8) says
 * @param prefix how many bits are the network's, {@code null} where it cannot be told
 * @param scope host, link, site or global
 */
record Address(String address, String family, @Nullable Integer prefix, String scope) {
    private static final Pattern LITERAL = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    /** A network that is reached without a router. */
    record Route(String device, int network, int mask) {}

    /** The addresses by interface: the kernel's own list for this machine, its routing tables for another. */
    static Map<String, List<Address>> of(Machine machine, String net) throws IOException {
        Facts facts = new Facts(machine);
        Map<String, List<Address>> all = new HashMap<>();
        if (machine.own()) {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                each.getInterfaceAddresses().forEach(address -> {
                    if (address.getAddress() instanceof Inet4Address) {
                        all.computeIfAbsent(each.getName(), name -> new ArrayList<>())
                                .add(of(address));
                    }
                });
            }
        } else {
            String trie = facts.text(net + "fib_trie");
            String routes = facts.text(net + "route");
            parseFibTrie(trie == null ? "" : trie, parseRoutes(routes == null ? "" : routes))
                    .forEach((name, addresses) -> all.put(name, new ArrayList<>(addresses)));
        }
        String inet6 = facts.text(net + "if_inet6");
        parseInet6(inet6 == null ? "" : inet6)
                .forEach((name, addresses) ->
                        all.computeIfAbsent(name, key -> new ArrayList<>()).addAll(addresses));
        return all;
    }

    private static Address of(InterfaceAddress address) {
        return inet(address.getAddress(), (int) address.getNetworkPrefixLength());
    }

    /** Reads {@code /proc/net/if_inet6}: address, index, prefix, scope, flags and name, in hexadecimal. */
    static Map<String, List<Address>> parseInet6(String text) {
        Map<String, List<Address>> all = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length < 6 || !fields[0].matches("[0-9a-f]{32}") || !fields[2].matches("[0-9a-f]{2}")) {
                continue;
            }
            String scope = switch (fields[3]) {
                case "10" -> "host";
                case "20" -> "link";
                case "40" -> "site";
                default -> "global";
            };
            String address = text(HexFormat.of().parseHex(fields[0]));
            all.computeIfAbsent(fields[5], name -> new ArrayList<>())
                    .add(new Address(address, "inet6", Integer.parseInt(fields[2], 16), scope));
        }
        return all;
    }

    /** Reads {@code /proc/net/route}, whose numbers stand in memory order: the networks without a gateway. */
    static List<Route> parseRoutes(String text) {
        List<Route> routes = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length >= 8
                    && fields[2].equals("00000000")
                    && fields[1].matches("[0-9A-F]{8}")
                    && fields[7].matches("[0-9A-F]{8}")) {
                routes.add(new Route(fields[0], turned(fields[1]), turned(fields[7])));
            }
        }
        return routes;
    }

    /** Reads the machine's own addresses from {@code /proc/net/fib_trie}, each with the narrowest route around it. */
    static Map<String, Set<Address>> parseFibTrie(String text, List<Route> routes) throws UnknownHostException {
        Map<String, Set<Address>> all = new HashMap<>();
        String address = "";
        for (String line : text.split("\n", -1)) {
            String stripped = line.strip();
            if (stripped.startsWith("|-- ")) {
                address = stripped.substring(4);
            } else if (stripped.startsWith("/32 host LOCAL")
                    && LITERAL.matcher(address).matches()) {
                InetAddress inet = InetAddress.getByName(address); // a literal, so that nobody is asked
                Route route = around(number(inet.getAddress()), routes);
                String device = inet.isLoopbackAddress() ? "lo" : route == null ? "" : route.device();
                int prefix = inet.isLoopbackAddress() ? 8 : route == null ? 32 : Integer.bitCount(route.mask());
                all.computeIfAbsent(device, name -> new LinkedHashSet<>()).add(inet(inet, prefix));
            }
        }
        return all;
    }

    private static @Nullable Route around(int address, List<Route> routes) {
        Route narrowest = null;
        for (Route route : routes) {
            boolean inside = route.mask() != 0 && (address & route.mask()) == route.network();
            if (inside && (narrowest == null || Integer.bitCount(route.mask()) > Integer.bitCount(narrowest.mask()))) {
                narrowest = route;
            }
        }
        return narrowest;
    }

    private static Address inet(InetAddress address, int prefix) {
        String scope = address.isLoopbackAddress() ? "host" : address.isLinkLocalAddress() ? "link" : "global";
        return new Address(String.valueOf(address.getHostAddress()), "inet", prefix, scope);
    }

    private static int turned(String hex) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16));
    }

    private static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** An address as RFC 5952 writes it: the longest run of zeros, of two at least, is {@code ::}. */
    static String text(byte[] bytes) {
        if (bytes.length == 4) {
            return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + "." + (bytes[3] & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ((bytes[2 * i] & 255) << 8) | (bytes[2 * i + 1] & 255);
        }
        if (groups[5] == 0xFFFF && Arrays.stream(groups, 0, 5).allMatch(group -> group == 0)) {
            return "::ffff:" + text(Arrays.copyOfRange(bytes, 12, 16)); // of a socket for both families
        }
        int start = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
