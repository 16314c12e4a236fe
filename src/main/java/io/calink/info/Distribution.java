package io.calink.info;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which distribution of the operating system this is.
 *
 * @param id {@code debian}
 * @param version {@code 12}
 * @param codeName {@code bookworm}
 */
record Distribution(
        @Nullable String id,
        @Nullable String version,
        @Nullable String codeName) {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*([A-Z][A-Z0-9_]*)=(\"(?:[^\"\\\\]|\\\\.)*+\"|'[^'\\n]*+'|[^\\n]*+)");

    /** Debian before 9 says its code name only here: {@code VERSION="8 (jessie)"}. */
    private static final Pattern CODE_NAME = Pattern.compile("\\(([a-z]+)\\)$");

    private static final Pattern RED_HAT =
            Pattern.compile("^(.+?) release ([0-9][0-9.]*)[^(\\n]*(?:\\(([^)\\n]+)\\))?");

    /**
     * Reads the first of the files that tell it: os-release(5), and those of systems older than it.
     *
     * @throws AbsentException if none of them does
     */
    static Distribution of(Machine machine) throws IOException, AbsentException {
        for (String path : List.of("/etc/os-release", "/usr/lib/os-release")) {
            if (machine.has(path)) {
                Distribution distribution = parseOsRelease(machine.text(path));
                if (distribution.id != null) {
                    return distribution;
                }
            }
        }
        return older(machine);
    }

    private static Distribution older(Machine machine) throws IOException, AbsentException {
        if (machine.has("/etc/lsb-release")) {
            Distribution distribution = parseLsbRelease(machine.text("/etc/lsb-release"));
            if (distribution.id != null) {
                return distribution;
            }
        }
        if (machine.has("/etc/redhat-release")) {
            return parseRedHatRelease(machine.text("/etc/redhat-release"));
        }
        for (String id : List.of("debian", "alpine")) {
            String path = "/etc/" + id + (id.equals("debian") ? "_version" : "-release");
            String version = machine.has(path) ? machine.text(path).strip() : "";
            if (!version.isEmpty()) {
                return new Distribution(id, version.lines().findFirst().orElse(version), null);
            }
        }
        throw new AbsentException("Neither " + machine.root().resolve("etc/os-release")
                + " nor a file that older systems have in its place tells the distribution.");
    }

    /** Reads os-release(5). */
    static Distribution parseOsRelease(String text) {
        Map<String, String> values = assignments(text);
        Matcher named = CODE_NAME.matcher(values.getOrDefault("VERSION", ""));
        String codeName = values.getOrDefault("VERSION_CODENAME", named.find() ? named.group(1) : "");
        return of(values.getOrDefault("ID", ""), values.getOrDefault("VERSION_ID", ""), codeName);
    }

    /** Reads {@code /etc/lsb-release}, which Ubuntu had first. */
    static Distribution parseLsbRelease(String text) {
        Map<String, String> values = assignments(text);
        return of(
                values.getOrDefault("DISTRIB_ID", "").toLowerCase(Locale.ROOT),
                values.getOrDefault("DISTRIB_RELEASE", ""),
                values.getOrDefault("DISTRIB_CODENAME", ""));
    }

    /** Reads {@code /etc/redhat-release}: {@code CentOS release 6.10 (Final)}. */
    static Distribution parseRedHatRelease(String text) {
        String line = text.strip();
        Matcher release = RED_HAT.matcher(line);
        if (!release.find()) {
            throw new IllegalArgumentException("\"" + line + "\" does not tell a release of a distribution.");
        }
        String name = release.group(1).toLowerCase(Locale.ROOT);
        String id = name.startsWith("red hat enterprise") ? "rhel" : name.split("\\s", 2)[0];
        return of(id, release.group(2), Objects.requireNonNullElse(release.group(3), ""));
    }

    /** {@code debian-12-bookworm}: what there is of it. */
    String full() {
        return joined(id, version, codeName);
    }

    /** {@code debian-12}: what there is of it, with nothing that divides paths. */
    String brief() {
        return joined(id, version).replace('/', '-');
    }

    private static Distribution of(String id, String version, String codeName) {
        return new Distribution(
                id.isEmpty() ? null : id, version.isEmpty() ? null : version, codeName.isEmpty() ? null : codeName);
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("-"));
    }

    /** What the shell would see assigned, of the plain kind that os-release(5) allows. */
    private static Map<String, String> assignments(String text) {
        Map<String, String> values = new HashMap<>();
        Matcher assignment = ASSIGNMENT.matcher(text);
        while (assignment.find()) {
            String value = assignment.group(2).strip();
            boolean quoted = value.length() > 1
                    && (value.startsWith("\"") || value.startsWith("'"))
                    && value.charAt(value.length() - 1) == value.charAt(0);
            String bare = quoted ? value.substring(1, value.length() - 1) : value;
            values.put(assignment.group(1), value.startsWith("'") ? bare : bare.replaceAll("\\\\(.)", "$1"));
        }
        return values;
    }
}
