package io.calink.config;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who runs this process.
 *
 * @param uid the effective user
 * @param sudo the user who called sudo, if one did
 */
record Caller(long uid, @Nullable Long sudo) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String UID = "Uid:";

    /** The caller of this process. */
    static Caller current() {
        return new Caller(effective(), sudo(System.getenv("SUDO_UID")));
    }

    // the owner of /proc/self is root where a program has capabilities, whoever runs it
    private static long effective() {
        try {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(UID)) {
                    return Long.parseLong(line.substring(UID.length()).strip().split("\\s+", -1)[1]);
                }
            }
        } catch (IOException e) {
            // not Linux: the real user is the nearest that Java tells
        }
        return new UnixSystem().getUid();
    }

    static @Nullable Long sudo(@Nullable String value) {
        return value != null && value.matches("[0-9]{1,10}") ? Long.valueOf(value) : null;
    }

    boolean root() {
        return uid == 0;
    }

    /** The users whose files the caller believes. */
    Set<Long> trusted() {
        Set<Long> trusted = new LinkedHashSet<>();
        trusted.add(0L);
        trusted.add(uid);
        if (sudo != null) {
            trusted.add(sudo);
        }
        return trusted;
    }

    /** Those users, such as {@code root or user 1000}. */
    String names() {
        return String.join(
                " or ",
                trusted().stream()
                        .map(user -> user == 0 ? "root" : "user " + user)
                        .toList());
    }
}
