package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is there and who was.
 *
 * @param loggedIn who is there, at most {@value #MOST}; {@code null} where no file tells
 * @param lastLogins who came, the last first, at most {@value #MOST}; {@code null} where no file tells
 * @param leftOut how many more were found in these files
 */
record Users(@Nullable List<Login.Stay> loggedIn, @Nullable List<Login.Stay> lastLogins, int leftOut) {
    private static final int MOST = 100;
    private static final int RECORDS = 5_000;

    static Users of(Machine machine) throws IOException, AbsentException {
        List<Login> now = logins(machine, List.of("/run/utmp", "/var/run/utmp"));
        List<Login> past = logins(machine, List.of("/var/log/wtmp"));
        List<Login.Stay> here = now == null
                ? sessions(machine)
                : now.stream()
                        .filter(login -> login.type() == Login.CAME)
                        .map(login -> login.stay(null))
                        .toList();
        List<Login.Stay> before = past == null ? null : Login.stays(past);
        if (here == null && before == null) {
            throw new AbsentException(
                    "This machine keeps no record of logins: it has neither utmp, wtmp nor sessions.");
        }
        int left = Math.max(0, here == null ? 0 : here.size() - MOST)
                + Math.max(0, before == null ? 0 : before.size() - MOST);
        return new Users(first(here), first(before), left);
    }

    private static @Nullable List<Login> logins(Machine machine, List<String> paths) throws IOException {
        String architecture = System.getProperty("os.arch", "");
        for (String path : paths) {
            if (machine.has(path)) {
                int size = Login.size(machine.size(path), architecture);
                return Login.parse(machine.records(path, size, RECORDS), size, ByteOrder.nativeOrder());
            }
        }
        return null;
    }

    /** The sessions of systemd-logind, which newer systems ask in place of utmp. */
    private static @Nullable List<Login.Stay> sessions(Machine machine) {
        String directory = "/run/systemd/sessions";
        if (!machine.has(directory)) {
            return null;
        }
        Facts facts = new Facts(machine);
        List<Login.Stay> stays = new ArrayList<>();
        for (String name : facts.names(directory)) {
            String text = name.endsWith(".ref") ? null : facts.text(directory + "/" + name);
            Login.Stay stay = text == null ? null : session(text);
            if (stay != null) {
                stays.add(stay);
            }
        }
        return stays;
    }

    /** Reads a file of {@code /run/systemd/sessions}, {@code null} for one that is nobody's. */
    static Login.@Nullable Stay session(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String user = values.get("USER");
        Long micros = Facts.whole(values.getOrDefault("REALTIME", ""));
        boolean manager = values.getOrDefault("CLASS", "user").startsWith("manager");
        return user == null || micros == null || micros < 0 || manager
                ? null
                : new Login.Stay(
                        user,
                        values.get("TTY"),
                        values.get("REMOTE_HOST"),
                        Instant.ofEpochSecond(micros / 1_000_000),
                        null);
    }

    private static @Nullable List<Login.Stay> first(@Nullable List<Login.Stay> stays) {
        return stays == null ? null : stays.subList(0, Math.min(MOST, stays.size()));
    }
}
