package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units of systemd that failed.
 *
 * @param manager systemd
 * @param failed by name, at most {@value #MOST}
 * @param leftOut how many more there are
 */
record Services(String manager, List<Unit> failed, int leftOut) {
    private static final int MOST = 1000;
    private static final String TYPE = "org.freedesktop.systemd1.Manager";

    /**
     * One unit.
     *
     * @param load whether its file was found and read
     * @param active failed
     * @param sub the same more exactly, in words of its kind of unit
     */
    record Unit(String name, @Nullable String description, String load, String active, String sub) {}

    static Services of(Machine machine) throws IOException, AbsentException {
        if (!machine.own()) {
            throw new AbsentException("Only systemd itself knows which units failed, and only on its own machine.");
        }
        if (!machine.has("/run/systemd/system")) { // as sd_booted(3) finds out
            throw new AbsentException("This machine was not started by systemd.");
        }
        return of(Path.of("/run/dbus/system_bus_socket"));
    }

    /** Asks systemd over a bus. */
    static Services of(Path bus) throws IOException, AbsentException {
        if (!Files.exists(bus)) {
            throw new AbsentException("This machine has no system bus over which systemd could be asked.");
        }
        try (SystemBus connection = SystemBus.at(bus)) {
            return parse(connection.call("/org/freedesktop/systemd1", TYPE, "ListUnitsFiltered", List.of("failed")));
        }
    }

    /** Reads the list of structures of which {@code ListUnitsFiltered} tells, for which see org.freedesktop.systemd1(5). */
    static Services parse(ByteBuffer body) throws IOException {
        List<Unit> units = new ArrayList<>();
        try {
            int length = body.getInt();
            BusMessage.align(body, 8);
            int end = body.position() + length;
            while (body.position() < end) {
                BusMessage.align(body, 8);
                String name = BusMessage.text(body);
                String description = BusMessage.text(body);
                units.add(new Unit(
                        name,
                        description.isBlank() ? null : description,
                        BusMessage.text(body),
                        BusMessage.text(body),
                        BusMessage.text(body)));
                BusMessage.text(body); // a unit that it follows
                BusMessage.text(body); // its path
                BusMessage.align(body, 4);
                body.getInt(); // a job of it, with its kind and path
                BusMessage.text(body);
                BusMessage.text(body);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("systemd's list of units ends before its last unit does.", e);
        }
        units.sort(Comparator.comparing(Unit::name));
        return new Services(
                "systemd",
                List.copyOf(units.subList(0, Math.min(MOST, units.size()))),
                Math.max(0, units.size() - MOST));
    }
}
