package io.calink.info.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the tables below {@code /proc/net}. */
final class NetworkCounters {
    private static final List<String> RECEIVED =
            List.of("bytes", "packets", "errs", "drop", "fifo", "frame", "compressed", "multicast");
    private static final List<String> SENT =
            List.of("bytes", "packets", "errs", "drop", "fifo", "colls", "carrier", "compressed");

    /** What node_exporter shows by default. */
    private static final Pattern SHOWN =
            Pattern.compile("\\w{1,20}_(InErrors|InErrs)|Ip_Forwarding|IpExt_(In|Out)Octets|Icmp_(In|Out)Msgs"
                    + "|TcpExt_(Listen\\w*|Syncookies\\w*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue)"
                    + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
                    + "|Udp_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors)");

    private NetworkCounters() {}

    /** Reads {@code /proc/net/dev}, and tells the names of the interfaces. */
    static List<String> dev(String dev, Families to) {
        List<String> names = new ArrayList<>();
        for (String line : dev.split("\n", -1)) {
            int colon = line.lastIndexOf(':');
            String[] fields = Families.fields(line.substring(colon + 1));
            String name = line.substring(0, Math.max(0, colon)).strip();
            boolean path = name.isEmpty() || name.contains("/") || name.startsWith(".");
            if (path || fields.length < 16) {
                continue;
            }
            names.add(name);
            for (int i = 0; i < 8; i++) {
                direction("receive_" + RECEIVED.get(i), Families.count(fields, i), name, to);
            }
            for (int i = 0; i < 8; i++) {
                direction("transmit_" + SENT.get(i), Families.count(fields, 8 + i), name, to);
            }
        }
        return names;
    }

    private static void direction(String what, double value, String device, Families to) {
        if (value >= 0) {
            to.counter(
                    "node_network_" + what + "_total",
                    "Network device statistic " + what + ".",
                    value,
                    "device",
                    device);
        }
    }

    /** Reads {@code /proc/net/sockstat}: {@code TCP: inuse 5 orphan 0}. */
    static void sockstat(String sockstat, Families to) {
        for (String line : sockstat.split("\n", -1)) {
            String[] fields = Families.fields(line);
            if (!fields[0].matches("[A-Za-z0-9]{1,20}:")) {
                continue;
            }
            String protocol = fields[0].substring(0, fields[0].length() - 1);
            for (int i = 1; i + 1 < fields.length; i += 2) {
                double value = Families.count(fields, i + 1);
                if (value >= 0 && fields[i].matches("[a-z]{1,20}")) {
                    to.gauge(
                            "node_sockstat_" + protocol + "_" + fields[i],
                            "Number of " + protocol + " sockets in state " + fields[i] + ".",
                            value);
                }
            }
        }
    }

    /** Reads {@code /proc/net/snmp} and {@code netstat}: of two lines the first has the names, the second the values. */
    static void netstat(String text, Families to) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i + 1 < lines.length; i += 2) {
            String[] names = Families.fields(lines[i]);
            String[] values = Families.fields(lines[i + 1]);
            if (!names[0].equals(values[0]) || !names[0].matches("[A-Za-z0-9]{1,20}:")) {
                continue;
            }
            String protocol = names[0].substring(0, names[0].length() - 1);
            for (int j = 1; j < Math.min(names.length, values.length); j++) {
                String name = protocol + "_" + names[j];
                double value = Families.count(values, j);
                if (value >= 0 && SHOWN.matcher(name).matches()) {
                    to.untyped("node_netstat_" + name, "Statistic " + protocol + names[j] + ".", value);
                }
            }
        }
    }
}
