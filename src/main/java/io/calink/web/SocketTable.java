package io.calink.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Whose a TCP socket of this machine is, as a line of {@code /proc/net/tcp} or {@code tcp6} tells (Linux,
 * Documentation/networking/proc_net_tcp.rst): its own address, the other end's, the state, and the user.
 */
final class SocketTable {
    /** A socket that its process has closed is listed for root, so only the open ones count. */
    private static final String ESTABLISHED = "01";

    private static final int OWN = 1;
    private static final int OTHER = 2;
    private static final int STATE = 3;
    private static final int USER = 7;

    private SocketTable() {}

    /** The user of the open socket between two ends, of which {@code own} is the socket's; empty for another line. */
    static OptionalLong user(String line, ByteOrder order, InetSocketAddress own, InetSocketAddress other) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length <= USER || !columns[STATE].equals(ESTABLISHED)) {
            return OptionalLong.empty();
        }
        try {
            boolean same = own.equals(end(columns[OWN], order)) && other.equals(end(columns[OTHER], order));
            return same ? OptionalLong.of(Long.parseLong(columns[USER])) : OptionalLong.empty();
        } catch (IllegalArgumentException | UnknownHostException e) {
            return OptionalLong.empty();
        }
    }

    /** An address is hexadecimal words of 32 bits in the machine's byte order; one of IPv4 in IPv6 is one of IPv4. */
    private static InetSocketAddress end(String text, ByteOrder order) throws UnknownHostException {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no port");
        }
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(text, 0, colon));
        ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(order);
        while (words.remaining() >= Integer.BYTES) {
            address.putInt(words.getInt());
        }
        return new InetSocketAddress(
                InetAddress.getByAddress(address.array()), Integer.parseInt(text.substring(colon + 1), 16));
    }
}
