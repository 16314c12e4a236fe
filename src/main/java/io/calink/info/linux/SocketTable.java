package io.calink.info.linux;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the lines of the kernel's tables of sockets by state, and keeps those that wait for somebody. */
final class SocketTable {
    private static final List<String> STATES = List.of(
            "established",
            "syn_sent",
            "syn_recv",
            "fin_wait1",
            "fin_wait2",
            "time_wait",
            "close",
            "close_wait",
            "last_ack",
            "listen",
            "closing",
            "new_syn_recv");

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();
    private final PriorityQueue<Waiting> waiting; // the last of the order first, to be left out
    private final int most;
    private int leftOut;

    /**
     * A socket that waits for others.
     *
     * @param address its address, or a path
     * @param uid the number of the user that made it
     */
    record Waiting(
            String protocol,
            String address,
            @Nullable Integer port,
            @Nullable Long uid,
            long inode) {
        private static final Comparator<Waiting> ORDER = Comparator.comparing((Waiting w) -> w.port == null)
                .thenComparing(w -> w.port == null ? 0 : w.port)
                .thenComparing(Waiting::protocol)
                .thenComparing(Waiting::address)
                .thenComparing(Waiting::inode);
    }

    SocketTable(int most) {
        this.most = most;
        this.waiting = new PriorityQueue<>(most + 1, Waiting.ORDER.reversed());
    }

    /** Takes a line of {@code /proc/net/tcp}, {@code tcp6}, {@code udp} or {@code udp6}; a line that is none is nothing. */
    void inet(String protocol, String line) {
        String[] fields = line.strip().split("\\s+", 11);
        int colon = fields.length < 10 ? -1 : fields[1].indexOf(':');
        if (colon < 0 || !fields[3].matches("[0-9A-F]{2}")) {
            return;
        }
        int number = Integer.parseInt(fields[3], 16);
        boolean known = number > 0 && number <= STATES.size();
        boolean udp = protocol.startsWith("udp");
        String state = !known ? "unknown" : udp && number == 7 ? "unconnected" : STATES.get(number - 1);
        count(protocol, state);
        if (!(udp ? state.equals("unconnected") : state.equals("listen"))) {
            return;
        }
        String hex = fields[1].substring(0, colon);
        String port = fields[1].substring(colon + 1);
        Long inode = Facts.whole(fields[9]);
        if (hex.matches("[0-9A-F]{8}|[0-9A-F]{32}") && port.matches("[0-9A-F]{4}")) {
            keep(new Waiting(
                    protocol,
                    address(hex),
                    Integer.parseInt(port, 16),
                    Facts.whole(fields[7]),
                    inode == null ? 0 : inode));
        }
    }

    /** Takes a line of {@code /proc/net/unix}, where a flag says that somebody may connect. */
    void unix(String line) {
        String[] fields = line.strip().split("\\s+", 8);
        if (fields.length < 7 || !fields[3].matches("[0-9A-F]{8}")) {
            return;
        }
        boolean accepting = (Long.parseLong(fields[3], 16) & 0x10000) != 0;
        count("unix", accepting ? "listen" : fields[5].equals("03") ? "established" : "unconnected");
        Long inode = Facts.whole(fields[6]);
        if (accepting && fields.length == 8) {
            keep(new Waiting("unix", fields[7], null, null, inode == null ? 0 : inode));
        }
    }

    Map<String, Map<String, Long>> counts() {
        return counts;
    }

    List<Waiting> waiting() {
        return waiting.stream().sorted(Waiting.ORDER).toList();
    }

    int leftOut() {
        return leftOut;
    }

    private void count(String protocol, String state) {
        counts.computeIfAbsent(protocol, key -> new TreeMap<>()).merge(state, 1L, Long::sum);
    }

    private void keep(Waiting socket) {
        waiting.add(socket);
        if (waiting.size() > most) {
            waiting.remove();
            leftOut++;
        }
    }

    /** The kernel writes each word of an address in memory order, which on the machines of today is turned round. */
    private static String address(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[i / 4 * 4 + 3 - i % 4];
        }
        return Address.text(turned);
    }
}
