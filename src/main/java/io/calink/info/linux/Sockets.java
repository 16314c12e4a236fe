package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a machine.
 *
 * @param counts how many there are, by protocol and state
 * @param listening those that wait for others, by port, those of unix last; at most {@value #MOST}
 * @param leftOut how many more wait
 */
record Sockets(Map<String, Map<String, Long>> counts, List<Listening> listening, int leftOut) {
    private static final int MOST = 1000;
    private static final int LOOKS = 50_000;

    /**
     * A socket that waits for others.
     *
     * @param protocol tcp, tcp6, udp, udp6 or unix
     * @param address its address, for unix the path, {@code @} before one without a file
     * @param port {@code null} for unix
     * @param uid the number of the user that made it, {@code null} where the kernel does not tell
     * @param pid a process that has it open, {@code null} where that is hidden from this user
     * @param process the name of that process
     */
    record Listening(
            String protocol,
            String address,
            @Nullable Integer port,
            @Nullable Long uid,
            @Nullable Long pid,
            @Nullable String process) {}

    static Sockets of(Machine machine) throws IOException, AbsentException {
        Facts facts = new Facts(machine);
        SocketTable table = new SocketTable(MOST);
        int found = 0;
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6", "unix")) {
            try {
                machine.eachLine(facts.process() + "/net/" + protocol, line -> {
                    if (protocol.equals("unix")) {
                        table.unix(line);
                    } else {
                        table.inet(protocol, line);
                    }
                });
                found++;
            } catch (NoSuchFileException e) {
                // a kernel without this protocol
            }
        }
        if (found == 0) {
            throw new AbsentException("This machine has no tables of sockets below /proc/net.");
        }
        List<SocketTable.Waiting> waiting = table.waiting();
        Set<Long> inodes = new HashSet<>();
        waiting.forEach(socket -> inodes.add(socket.inode()));
        inodes.remove(0L);
        Map<Long, Long> owners = owners(machine, facts, inodes);
        List<Listening> listening = new ArrayList<>();
        for (SocketTable.Waiting socket : waiting) {
            Long pid = owners.get(socket.inode());
            listening.add(new Listening(
                    socket.protocol(),
                    socket.address(),
                    socket.port(),
                    socket.uid(),
                    pid,
                    pid == null ? null : facts.word("/proc/" + pid + "/comm")));
        }
        return new Sockets(table.counts(), listening, table.leftOut());
    }

    /** The lowest process that has each socket open, as far as this user may look, and within a bound. */
    private static Map<Long, Long> owners(Machine machine, Facts facts, Set<Long> inodes) {
        Map<Long, Long> owners = new HashMap<>();
        int looks = 0;
        for (String pid : facts.names("/proc")) {
            Long number = pid.length() < 12 ? Facts.whole(pid) : null;
            if (number == null) {
                continue;
            }
            for (String descriptor : facts.names("/proc/" + pid + "/fd")) {
                if (owners.size() == inodes.size() || ++looks > LOOKS) {
                    return owners;
                }
                Long inode = inode(machine, "/proc/" + pid + "/fd/" + descriptor);
                if (inode != null && inodes.contains(inode)) {
                    owners.putIfAbsent(inode, number);
                }
            }
        }
        return owners;
    }

    private static @Nullable Long inode(Machine machine, String descriptor) {
        try {
            String target = machine.target(descriptor);
            boolean socket = target.startsWith("socket:[") && target.endsWith("]");
            return socket ? Facts.whole(target.substring(8, target.length() - 1)) : null;
        } catch (IOException e) {
            return null; // closed meanwhile, or hidden
        }
    }
}
