package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The packages that are installed.
 *
 * @param manager dpkg, apk or pacman
 * @param count how many there are
 * @param digest SHA-256 of the sorted lines {@code name version architecture}: machines with the same have the same packages
 */
record Packages(String manager, int count, String digest) {

    /** Collects packages from the lines of a database of blocks, which an empty line ends. */
    static final class Blocks {
        private final String[] keys;
        private final boolean dpkg;
        private final SortedSet<String> packages = new TreeSet<>();
        private final String[] values = {"", "", ""};
        private boolean installed;

        /** Of dpkg, whose database also keeps what was removed. */
        static Blocks dpkg() {
            return new Blocks(true, "Package: ", "Version: ", "Architecture: ");
        }

        static Blocks apk() {
            return new Blocks(false, "P:", "V:", "A:");
        }

        private Blocks(boolean dpkg, String... keys) {
            this.dpkg = dpkg;
            this.keys = keys;
        }

        void line(String line) {
            if (line.isEmpty()) {
                end();
            }
            installed |= line.startsWith("Status: ") && line.endsWith(" installed");
            for (int i = 0; i < keys.length; i++) {
                if (line.startsWith(keys[i])) {
                    values[i] = line.substring(keys[i].length()).strip();
                }
            }
        }

        /** The packages, sorted; the last block needs no empty line. */
        SortedSet<String> packages() {
            end();
            return packages;
        }

        private void end() {
            if (!values[0].isEmpty() && (installed || !dpkg)) {
                packages.add(String.join(" ", values));
            }
            Arrays.fill(values, "");
            installed = false;
        }
    }

    /** The packages as a manager's database names them, sorted. */
    record Installed(String manager, SortedSet<String> packages) {}

    static Packages of(Machine machine) throws IOException, AbsentException {
        Installed installed = installed(machine);
        return of(installed.manager, installed.packages);
    }

    static Installed installed(Machine machine) throws IOException, AbsentException {
        if (machine.has("/var/lib/dpkg/status")) {
            return read(machine, "dpkg", "/var/lib/dpkg/status", Blocks.dpkg());
        }
        if (machine.has("/lib/apk/db/installed")) {
            return read(machine, "apk", "/lib/apk/db/installed", Blocks.apk());
        }
        if (machine.has("/var/lib/pacman/local")) {
            SortedSet<String> names = new TreeSet<>(machine.names("/var/lib/pacman/local"));
            names.remove("ALPM_DB_VERSION");
            return new Installed("pacman", names);
        }
        for (String database : List.of("/var/lib/rpm", "/usr/lib/sysimage/rpm")) {
            if (machine.has(database)) {
                throw new AbsentException(
                        "The packages are in rpm's database, which only rpm reads: gather the command rpm -qa.");
            }
        }
        throw new AbsentException("This machine has no database of packages that is known: dpkg, apk, pacman or rpm.");
    }

    private static Installed read(Machine machine, String manager, String path, Blocks blocks) throws IOException {
        machine.eachLine(path, blocks::line);
        return new Installed(manager, blocks.packages());
    }

    static Packages of(String manager, SortedSet<String> packages) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String each : packages) {
                digest.update((each + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return new Packages(manager, packages.size(), HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
