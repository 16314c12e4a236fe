package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Lines of the socket tables, as processors of either byte order print them. */
class SocketTableTests {
    private static final InetSocketAddress CLIENT = end(4, 50000);
    private static final InetSocketAddress SERVER = end(4, 8080);
    private static final String REST = " 00000000:00000000 00:00000000 00000000 65534        0 77 1 0 20 4 30 10 -1";

    /** On the loopback address of that many bytes. */
    private static InetSocketAddress end(int bytes, int port) {
        byte[] address = new byte[bytes];
        address[0] = (byte) (bytes == 4 ? 127 : 0);
        address[bytes - 1] = 1;
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static OptionalLong user(String line, ByteOrder order) {
        return SocketTable.user(line, order, CLIENT, SERVER);
    }

    private static OptionalLong user(String line) {
        return user(line, ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void tellsTheUserOfTheClientsOpenSocket() {
        assertThat(user("   4: 0100007F:C350 0100007F:1F90 01" + REST)).hasValue(65534);
        assertThat(user("   4: 7F000001:C350 7F000001:1F90 01" + REST, ByteOrder.BIG_ENDIAN))
                .hasValue(65534);
    }

    @Test
    void tellsThatOfASocketOfIpv6ThatSpeaksIpv4() {
        String line = "  12: 0000000000000000FFFF00000100007F:C350 0000000000000000FFFF00000100007F:1F90 01" + REST;
        assertThat(user(line)).hasValue(65534);
    }

    @Test
    void tellsThatOfASocketOfIpv6() {
        String one = "00000000000000000000000001000000";
        assertThat(SocketTable.user(
                        " 0: " + one + ":C350 " + one + ":1F90 01" + REST.replace("65534", "4294967294"),
                        ByteOrder.LITTLE_ENDIAN,
                        end(16, 50000),
                        end(16, 8080)))
                .hasValue(4294967294L);
    }

    @Test
    void passesOverTheServersOwnEndAndOtherPorts() {
        assertThat(user("   5: 0100007F:1F90 0100007F:C350 01" + REST)).isEmpty();
        assertThat(user("   5: 0100007F:C351 0100007F:1F90 01" + REST)).isEmpty();
        assertThat(user("   5: 0200007F:C350 0100007F:1F90 01" + REST)).isEmpty();
    }

    @Test
    void passesOverASocketThatIsNotOpenAnyMore() {
        assertThat(user("   5: 0100007F:C350 0100007F:1F90 06" + REST)).isEmpty();
        assertThat(user("   5: 0100007F:C350 0100007F:1F90 05" + REST)).isEmpty();
    }

    @Test
    void passesOverWhatIsNoSuchLine() {
        assertThat(user("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"))
                .isEmpty();
        assertThat(user("")).isEmpty();
        assertThat(user("   5: 0100007:C350 0100007F:1F90 01" + REST)).isEmpty();
        assertThat(user("   5: 0100007FC350 0100007F:1F90 01" + REST)).isEmpty();
        assertThat(user("   5: 0100007F:C350 0100007F:1F90 01" + REST.replace("65534", "nobody")))
                .isEmpty();
    }
}
