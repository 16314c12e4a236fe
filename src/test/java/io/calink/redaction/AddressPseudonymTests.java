package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPseudonymTests {
    private final Redactor redactor = PseudonymTests.redactor(1, List.of(), new HashMap<>());

    private String masked(String text) {
        return redactor.text(text, new Counts());
    }

    @Test
    void keepsSubnetsTogether() {
        Random random = new Random(7);
        for (int i = 0; i < 4_000; i++) {
            int bytes = i % 2 == 0 ? 4 : 16;
            byte[] one = new byte[bytes];
            random.nextBytes(one);
            one[0] = (byte) (bytes == 4 ? 1 + random.nextInt(126) : 0x20);
            byte[] other = one.clone();
            int from = random.nextInt(bytes * 8);
            for (int bit = from; bit < bytes * 8; bit++) {
                if (bit == from || random.nextBoolean()) {
                    other[bit / 8] ^= (byte) (0x80 >> (bit % 8));
                }
            }
            if (masked(shown(one)).equals(shown(one)) || masked(shown(other)).equals(shown(other))) {
                continue; // the few that stay as they are
            }
            int fixed = bytes == 4 ? 4 : 20;
            int kept = shared(parsed(masked(shown(one))), parsed(masked(shown(other))));
            assertThat(kept).as(shown(one) + " " + shown(other)).isGreaterThanOrEqualTo(Math.max(from, fixed));
            if (from >= fixed) {
                assertThat(kept).isEqualTo(from);
            }
        }
    }

    private static String shown(byte[] address) {
        return address.length == 4 ? ShortAddress.text(address) : LongAddress.shortest(address);
    }

    private static byte[] parsed(String address) {
        try {
            return java.net.InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new AssertionError(address, e);
        }
    }

    private static int shared(byte[] one, byte[] other) {
        int bit = 0;
        while (bit < one.length * 8 && (((one[bit / 8] ^ other[bit / 8]) << (bit % 8)) & 0x80) == 0) {
            bit++;
        }
        return bit;
    }

    @Test
    void namesANetworkAsTheAddressesInIt() {
        String[] masked =
                masked("10.1.2.0/24 10.1.2.77 2001:db8:1::/48 2001:db8:1::77").split(" ", -1);
        assertThat(masked[0]).endsWith(".0/24");
        assertThat(masked[1]).startsWith(masked[0].replace("0/24", ""));
        assertThat(masked[2]).endsWith("::/48");
        assertThat(shared(parsed(masked[2].replace("/48", "")), parsed(masked[3])))
                .isGreaterThanOrEqualTo(48);
    }

    @Test
    void writesLongAddressesAsTheyWereWritten() {
        assertThat(masked("2001:db8::1")).matches("3fff:[0-9a-f:]+");
        assertThat(masked("2001:0db8:0000:0000:0000:0000:0000:0001")).matches("3fff(:[0-9a-f]{4}){7}");
        assertThat(masked("FD00::1:A")).matches("3FFF:[0-9A-F:]+");
        assertThat(masked("fe80::a00:27ff:fe4e:66a1%eth0")).matches("fe80::3fff:[0-9a-f:]+%eth0");
        assertThat(masked("inet6 addr:2001:db8::1/64 [2001:db8::1]:80 eth0:2001:db8::1"))
                .doesNotContain("db8");
        assertThat(masked("::ffff:102:304")).matches("::ffff:f[0-9a-f]{3}:[0-9a-f]{1,4}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:db8:1:2:3:4:5:6:443",
                "[2001:db8:1:2:3:4:5:6:443]",
                "2001:db8:1:2:3:4:5:6:50022,",
                "2001:0db8:0001:0002:0003:0004:0005:0006:8080 -> x",
                "2001:db8:1:2:3:4:5:6:22:x",
                "2001:db8:1:2:3:4:5:6:denied",
                "src:2001:db8:1:2:3:4:5:6",
                "2001:db8::6:50022",
                "2001:db8::6:failed",
                "IP6 2001:db8::6.443 > 2001:db8:1:2:3:4:5:6.51234: Flags [S]"
            })
    void findsALongAddressWithAPortOrAWordBehindIt(String text) {
        assertThat(masked(text)).doesNotContain("db8").contains("3fff:").hasSizeGreaterThan(20);
    }

    @Test
    void leavesThePortOfALongAddress() {
        String address = masked("2001:db8:1:2:3:4:5:6");
        assertThat(masked("[2001:db8:1:2:3:4:5:6:443] 2001:db8:1:2:3:4:5:6:50022 2001:db8:1:2:3:4:5:6.443"))
                .isEqualTo("[" + address + ":443] " + address + ":50022 " + address + ".443");
        assertThat(masked("2001:db8::6:50022")).isEqualTo(masked("2001:db8::6") + ":50022");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:0db8:0001:0002:0003:0004:0005:0006:0007:0008",
                "abcd:1234:abcd:1234:abcd:1234:abcd:1234:abcd:1234",
                "abc1::default abc1::decode dead::beef:cafe:zoo",
                "64:ff9b::127.0.0.1"
            })
    void leavesRowsOfMoreGroupsThanAnAddressHas(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }
}
