package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTests {
    @TempDir
    private Path root;

    @Test
    void readsRecordsWithTimesOf64Bits() {
        ByteBuffer wide = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        wide.putShort(0, (short) Login.CAME).putInt(4, 77).putLong(344, 5_000_000_000L);
        wide.position(8).put("pts/0".getBytes(StandardCharsets.US_ASCII));
        wide.position(44).put("u".repeat(32).getBytes(StandardCharsets.US_ASCII)); // fills its field without an end
        assertThat(Login.parse(wide.array(), 400, ByteOrder.LITTLE_ENDIAN))
                .containsExactly(new Login(7, 77, "pts/0", "u".repeat(32), "", Instant.ofEpochSecond(5_000_000_000L)));
        assertThat(Login.size(800, "amd64")).isEqualTo(400);
        assertThat(Login.size(768, "aarch64")).isEqualTo(384);
        assertThat(Login.size(384 * 400, "amd64")).isEqualTo(384);
    }

    @Test
    void aStayEndsWithItsTerminalOrTheSystem() {
        List<Login> logins = List.of(
                login(Login.CAME, "a", "alice", 1),
                login(Login.CAME, "b", "bob", 2),
                login(Login.WENT, "b", "", 3),
                login(Login.START, "~", "reboot", 4),
                login(Login.CAME, "a", "carol", 5));
        assertThat(Login.stays(logins))
                .containsExactly(
                        new Login.Stay("carol", "a", null, at(5), null),
                        new Login.Stay("bob", "b", null, at(2), at(3)),
                        new Login.Stay("alice", "a", null, at(1), at(4)));
    }

    @Test
    void listsTheLastLoginsOfALongFileAndSaysWhatIsLeftOut() throws Exception {
        ByteBuffer many = ByteBuffer.allocate(384 * 6000).order(ByteOrder.nativeOrder());
        for (int i = 0; i < 6000; i++) {
            many.putShort(i * 384, (short) Login.CAME).putInt(i * 384 + 340, i);
            many.position(i * 384 + 44).put((byte) 'u');
        }
        Files.createDirectories(root.resolve("var/log"));
        Files.write(root.resolve("var/log/wtmp"), many.array());
        Users users = Users.of(Machine.at(root));
        List<Login.Stay> last = Objects.requireNonNull(users.lastLogins());
        assertThat(last).hasSize(100);
        assertThat(last.get(0).since()).isEqualTo(at(5999));
        assertThat(users.leftOut()).isEqualTo(4900);
        assertThat(users.loggedIn()).isNull();
    }

    private static Login login(int type, String line, String user, long second) {
        return new Login(type, 0, line, user, "", at(second));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
