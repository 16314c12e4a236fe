package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTests {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000001,::1",
        "00000000000000000000000000000000,::",
        "20010db8000000000001000000000001,2001:db8::1:0:0:1",
        "20010db8000100020003000400050006,2001:db8:1:2:3:4:5:6",
        "20010db8000000010001000100010000,2001:db8:0:1:1:1:1:0",
        "fe800000000000000000000000000000,fe80::",
        "00000000000000000000ffffc0000211,::ffff:192.0.2.17",
        "c0000211,192.0.2.17"
    })
    void writesAddressesAsRfc5952Does(String hex, String text) {
        assertThat(Address.text(HexFormat.of().parseHex(hex))).isEqualTo(text);
    }

    @Test
    void givesAnAddressTheNarrowestRouteAroundIt() throws Exception {
        List<Address.Route> routes = Address.parseRoutes("""
                Iface Destination Gateway Flags RefCnt Use Metric Mask MTU
                wide 0000000A 00000000 1 0 0 0 000000FF 0
                narrow 0003020A 00000000 1 0 0 0 00FFFFFF 0
                router 00000000 0103020A 3 0 0 0 00000000 0
                """);
        String trie = "|-- 10.2.3.4\n/32 host LOCAL\n|-- 10.9.9.9\n/32 host LOCAL\n|-- 11.0.0.1\n/32 host LOCAL\n";
        assertThat(Address.parseFibTrie(trie, routes))
                .containsEntry("narrow", Set.of(new Address("10.2.3.4", "inet", 24, "global")))
                .containsEntry("wide", Set.of(new Address("10.9.9.9", "inet", 8, "global")))
                .containsEntry("", Set.of(new Address("11.0.0.1", "inet", 32, "global")));
    }

    @Test
    void leavesOutInterfacesBeyondTheBoundAndSaysSo() throws Exception {
        StringBuilder dev = new StringBuilder();
        for (int i = 0; i < 4096; i++) {
            dev.append("veth").append(i).append(": 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0\n");
        }
        Files.createDirectories(root.resolve("proc/1/net"));
        Files.writeString(root.resolve("proc/1/net/dev"), dev);
        Network network = Network.of(Machine.at(root));
        assertThat(network.interfaces()).hasSize(512);
        assertThat(network.leftOut()).isEqualTo(4096 - 512);
        assertThat(network.interfaces().get(0).sent()).isEqualTo(new Traffic.Direction(5, 6, 7, 8));
    }

    @Test
    void countsEverySocketButListsOnlyTheLowestPorts() {
        SocketTable table = new SocketTable(3);
        for (int port = 9; port >= 1; port--) {
            table.inet("tcp", "0: 0100007F:000%d 00000000:0000 0A 0:0 00:0 0 1000 0 4%d 1".formatted(port, port));
            table.inet("tcp", "0: 0100007F:000%d 0100007F:0001 01 0:0 00:0 0 1000 0 0 1".formatted(port));
        }
        assertThat(table.counts().get("tcp")).containsEntry("listen", 9L).containsEntry("established", 9L);
        assertThat(table.waiting()).extracting(SocketTable.Waiting::port).containsExactly(1, 2, 3);
        assertThat(table.leftOut()).isEqualTo(6);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsAListeningSocketOfThisProcess() throws Exception {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket server = new ServerSocket(0, 1, here)) {
            Sockets sockets = Sockets.of(Machine.at(Path.of("/")));
            assertThat(sockets.listening())
                    .filteredOn(socket -> Integer.valueOf(server.getLocalPort()).equals(socket.port()))
                    .anySatisfy(socket -> {
                        assertThat(socket.protocol()).startsWith("tcp");
                        assertThat(socket.address()).endsWith("127.0.0.1");
                        assertThat(socket.pid())
                                .isEqualTo(ProcessHandle.current().pid());
                        assertThat(socket.process()).isNotBlank();
                    });
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheLoopbackOfThisMachine() throws Exception {
        assertThat(Network.of(Machine.at(Path.of("/"))).interfaces())
                .filteredOn(each -> each.name().equals("lo"))
                .singleElement()
                .satisfies(lo -> assertThat(lo.addresses()).contains(new Address("127.0.0.1", "inet", 8, "host")))
                .satisfies(lo -> assertThat(lo.mac()).isNull());
    }
}
