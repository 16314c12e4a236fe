package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is trusted without a token: root and the service's own user, on the loopback address, without a proxy between.
 * Where the system does not tell whose a socket is, everybody on the loopback address.
 */
final class Peers {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final int REMEMBERED = 10_000;
    private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");

    private final Path proc;
    private final OptionalLong self;
    private final Map<String, OptionalLong> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OptionalLong> eldest) {
            return size() > REMEMBERED;
        }
    };

    Peers(Path proc) {
        this.proc = proc;
        self = Files.isReadable(proc.resolve(TABLES.get(0))) ? self(proc) : OptionalLong.empty();
        if (self.isEmpty()) {
            LOG.warn("This system does not tell which user a connection comes from: every user of this machine may "
                    + "call the service on its loopback address without a token.");
        }
    }

    /** The user as whom this process acts: the second number of the line "Uid:" of {@code /proc/self/status}. */
    private static OptionalLong self(Path proc) {
        try {
            for (String line : Files.readAllLines(proc.resolve("self/status"), StandardCharsets.ISO_8859_1)) {
                String[] words = line.split("\\s+", -1);
                if (words[0].equals("Uid:") && words.length > 2) {
                    return OptionalLong.of(Long.parseLong(words[2]));
                }
            }
        } catch (IOException | NumberFormatException e) {
            LOG.debug("The user of this process cannot be told", e);
        }
        return OptionalLong.empty();
    }

    /** Who calls without a token: {@code user:UID}, or {@code loopback} where that cannot be told; empty if not trusted. */
    Optional<String> trusted(HttpServletRequest request) {
        if (isForwarded(request)) {
            return Optional.empty();
        }
        try {
            InetAddress peer = InetAddress.getByName(request.getRemoteAddr());
            InetAddress here = InetAddress.getByName(request.getLocalAddr());
            if (!peer.isLoopbackAddress() || !here.isLoopbackAddress()) {
                return Optional.empty();
            }
            if (self.isEmpty()) {
                return Optional.of("loopback");
            }
            OptionalLong user = user(
                    request.getServletConnection().getConnectionId(),
                    new InetSocketAddress(peer, request.getRemotePort()),
                    new InetSocketAddress(here, request.getLocalPort()));
            return user.isPresent() && (user.getAsLong() == 0 || user.equals(self))
                    ? Optional.of("user:" + user.getAsLong())
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isForwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("forwarded") || name.equals("via") || name.startsWith("x-forwarded-"));
    }

    /** Looked up once a connection: the tables are long where there are many. */
    private OptionalLong user(String connection, InetSocketAddress peer, InetSocketAddress here) {
        synchronized (known) {
            OptionalLong before = known.get(connection);
            if (before != null) {
                return before;
            }
        }
        OptionalLong user = user(peer, here);
        synchronized (known) {
            known.put(connection, user);
        }
        return user;
    }

    /** The user of the peer's socket; empty where no table has it. */
    OptionalLong user(InetSocketAddress peer, InetSocketAddress here) {
        for (String table : TABLES) {
            try (BufferedReader lines = Files.newBufferedReader(proc.resolve(table), StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    OptionalLong user = SocketTable.user(line, ByteOrder.nativeOrder(), peer, here);
                    if (user.isPresent()) {
                        return user;
                    }
                }
            } catch (IOException e) {
                // a machine without IPv6 has one table only; who stands in none is a stranger
                LOG.debug("The table {} cannot be read", table, e);
            }
        }
        return OptionalLong.empty();
    }
}
