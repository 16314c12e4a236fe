package io.calink.info.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code /run/utmp} or {@code /var/log/wtmp}, for which see utmp(5).
 *
 * @param type what happened: 1 the run level changed, 2 the system started, 7 a user came, 8 a user went
 */
record Login(int type, long pid, String line, String user, String host, Instant time) {
    static final int LEVEL = 1;
    static final int START = 2;
    static final int CAME = 7;
    static final int WENT = 8;

    /** Bytes of a record with times of 32 bits, as on x86, and of 64, as on ARM. */
    private static final int SHORT = 384;

    private static final int LONG = 400;

    /** A stay of a user. */
    record Stay(
            String user,
            @Nullable String terminal,
            @Nullable String host,
            Instant since,
            @Nullable Instant until) {}

    /** How long a record is in a file of some length on a machine. */
    static int size(long length, String architecture) {
        boolean wide = architecture.equals("aarch64") || architecture.equals("riscv64");
        int likely = wide ? LONG : SHORT;
        int other = wide ? SHORT : LONG;
        return length % likely != 0 && length % other == 0 ? other : likely;
    }

    /** Reads records of a size; an end that is cut short, and what has no such type, is left out. */
    static List<Login> parse(byte[] bytes, int size, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        List<Login> logins = new ArrayList<>();
        for (int at = 0; at + size <= bytes.length; at += size) {
            int type = buffer.getShort(at);
            if (type >= 0 && type <= 9) {
                long seconds = size == SHORT ? buffer.getInt(at + 340) & 0xFFFF_FFFFL : buffer.getLong(at + 344);
                long bounded = Math.max(0, Math.min(seconds, 1L << 36));
                logins.add(new Login(
                        type,
                        buffer.getInt(at + 4),
                        text(bytes, at + 8, 32),
                        text(bytes, at + 44, 32),
                        text(bytes, at + 76, 256),
                        Instant.ofEpochSecond(bounded)));
            }
        }
        return logins;
    }

    /** The stays of users, the last first; one ends with its terminal's next record, or the system's next start. */
    static List<Stay> stays(List<Login> logins) {
        List<Stay> stays = new ArrayList<>();
        Map<String, Instant> ends = new HashMap<>();
        Instant start = null;
        for (int i = logins.size() - 1; i >= 0; i--) {
            Login login = logins.get(i);
            if (login.type == START || (login.type == LEVEL && login.user.equals("shutdown"))) {
                start = login.time;
                ends.clear();
            } else if (login.type == WENT) {
                ends.put(login.line, login.time);
            } else if (login.type == CAME && !login.user.isEmpty()) {
                Instant end = ends.getOrDefault(login.line, start == null ? Instant.MAX : start);
                stays.add(login.stay(end.equals(Instant.MAX) ? null : end));
                ends.put(login.line, login.time);
            }
        }
        return stays;
    }

    Stay stay(@Nullable Instant until) {
        return new Stay(user, line.isEmpty() ? null : line, host.isEmpty() ? null : host, time, until);
    }

    private static String text(byte[] bytes, int from, int most) {
        int end = from;
        while (end < from + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
