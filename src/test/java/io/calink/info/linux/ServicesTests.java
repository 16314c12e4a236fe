package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServicesTests {
    @TempDir
    private Path root;

    /** Writes what a bus writes: numbers and texts where they belong. */
    private static final class Wire {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Wire number(int number) {
            return pad(4).bytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(number)
                    .array());
        }

        Wire text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return number(bytes.length).bytes(bytes).bytes(0);
        }

        Wire pad(int to) {
            while (out.size() % to != 0) {
                out.write(0);
            }
            return this;
        }

        Wire bytes(int... bytes) {
            for (int each : bytes) {
                out.write(each);
            }
            return this;
        }

        Wire bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        byte[] done() {
            return out.toByteArray();
        }
    }

    private static byte[] unit(String name, String description) {
        Wire unit = new Wire()
                .text(name)
                .text(description)
                .text("loaded")
                .text("failed")
                .text("failed")
                .text("");
        return unit.text("/org/freedesktop/systemd1/unit/x")
                .number(0)
                .text("")
                .text("/")
                .done();
    }

    private static byte[] list(byte[]... units) {
        Wire all = new Wire();
        for (byte[] unit : units) {
            all.pad(8).bytes(unit);
        }
        return new Wire().number(all.done().length).pad(8).bytes(all.done()).done();
    }

    private static byte[] answer(int type, int serial, byte[] body) {
        byte[] fields = new Wire()
                .bytes(5, 1, 'u', 0)
                .number(serial)
                .bytes(8, 1, 'g', 0, 1, 's', 0)
                .done();
        Wire message =
                new Wire().bytes('l', type, 0, 1).number(body.length).number(99).number(fields.length);
        return message.bytes(fields).pad(8).bytes(body).done();
    }

    /** A bus that lets in whom it likes, and gives one answer after the greeting. */
    private Path bus(String welcome, byte[]... answers) throws IOException {
        Path socket = root.resolve("bus");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(() -> {
            try (server;
                    SocketChannel caller = server.accept()) {
                caller.write(ByteBuffer.wrap(welcome.getBytes(StandardCharsets.US_ASCII)));
                for (byte[] answer : answers) {
                    caller.write(ByteBuffer.wrap(answer));
                }
                ByteBuffer heard = ByteBuffer.allocate(4096);
                while (caller.read(heard.clear()) >= 0) {
                    // until the caller hangs up
                }
            } catch (IOException e) {
                // the caller hung up
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    @Test
    void tellsOfUnitsThatFailed() throws Exception {
        byte[] signal = answer(4, 0, new byte[0]);
        Path bus = bus(
                "DATA\r\nOK 1234\r\n",
                answer(2, 1, new Wire().text(":1.7").done()),
                signal,
                answer(2, 2, list(unit("nginx.service", "A web server"), unit("backup.timer", ""))));
        assertThat(Services.of(bus))
                .isEqualTo(new Services(
                        "systemd",
                        List.of(
                                new Services.Unit("backup.timer", null, "loaded", "failed", "failed"),
                                new Services.Unit("nginx.service", "A web server", "loaded", "failed", "failed")),
                        0));
    }

    @Test
    void saysThatTheBusLetsNobodyInOrKnowsNoSystemd() throws Exception {
        assertThatThrownBy(() -> Services.of(bus("REJECTED EXTERNAL\r\n")))
                .hasMessage("The system bus does not let this user in.");
        java.nio.file.Files.delete(root.resolve("bus"));
        Path bus = bus("OK 1\r\n", answer(2, 1, new byte[0]), answer(3, 2, new byte[0]));
        assertThatThrownBy(() -> Services.of(bus)).hasMessageContaining("nobody who would answer ListUnitsFiltered");
    }

    @Test
    void aMachineWithoutABusHasNone() {
        assertThatThrownBy(() -> Services.of(root.resolve("bus"))).isInstanceOf(AbsentException.class);
        assertThatThrownBy(() -> Services.of(Machine.at(root))).isInstanceOf(AbsentException.class);
    }

    @Test
    void readsAnEmptyListAndSaysThatOneIsCut() throws Exception {
        assertThat(Services.parse(body(list())).failed()).isEmpty();
        byte[] whole = list(unit("a.service", "x"));
        for (int length = 5; length < whole.length - 1; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Services.parse(body(cut))).isInstanceOf(IOException.class);
        }
    }

    private static ByteBuffer body(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As the specification of D-Bus demands of a header: its fields, and its body at a multiple of eight. */
    @Test
    void callsAreWrittenAsTheSpecificationDemands() throws Exception {
        byte[] call = BusMessage.call(
                7,
                "/org/freedesktop/systemd1",
                "org.freedesktop.systemd1.Manager",
                "ListUnitsFiltered",
                List.of("failed"));
        ByteBuffer message = ByteBuffer.wrap(call);
        assertThat(BusMessage.rest(message)).isEqualTo(call.length - BusMessage.START);
        ByteBuffer body = BusMessage.parse(message).body();
        assertThat(body.getInt()).isEqualTo(11);
        assertThat(BusMessage.text(body)).isEqualTo("failed");
        assertThat(new String(call, StandardCharsets.ISO_8859_1))
                .contains("org.freedesktop.systemd1\0", "org.freedesktop.systemd1.Manager\0", "\u0001g\0\u0002as\0");
    }
}
