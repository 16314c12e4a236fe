package io.calink.bundle;

import io.calink.redaction.LocalNames;
import io.calink.redaction.Masking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how this machine, its neighbours and its users are called, once; for one thread. */
final class Locals {
    private static final long LARGEST = 16L << 20;
    private static final int MOST_NEIGHBOURS = 10_000;
    private static final int FIRST_PERSON_ONCE = 500;
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "ash", "zsh", "fish", "ksh", "mksh", "csh", "tcsh", "pwsh", "nu", "rbash");

    private final Path root;
    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> system = new LinkedHashSet<>();
    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> hosts = new LinkedHashSet<>();

    Locals(Path root) {
        this.root = root;
    }

    /** Those that files tell; what cannot be read tells none. */
    LocalNames files() {
        lines("etc/passwd").forEach(this::account);
        lines("proc/sys/kernel/hostname").limit(1).forEach(this::own);
        lines("etc/hostname").filter(line -> !line.startsWith("#")).limit(1).forEach(this::own);
        lines("etc/hosts").forEach(this::neighbours);
        lines("etc/resolv.conf").forEach(this::domain);
        return new LocalNames(users, hosts, own);
    }

    /**
     * Those that files tell, and those who run processes or have a home and whom no file names: accounts of a directory
     * service, which is asked for them.
     */
    LocalNames all() {
        files();
        owners("proc");
        owners("home");
        return new LocalNames(users, hosts, own);
    }

    private Stream<String> lines(String path) {
        Path file = root.resolve(path);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Stream.empty();
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** A line of passwd(5). */
    private void account(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 7) {
            return;
        }
        if (isPerson(fields)) {
            users.add(fields[0]);
            String called = fields[4].split(",", 2)[0].strip();
            if (called.indexOf(' ') > 0) { // a single word is a word
                users.add(called);
            }
        } else {
            system.add(fields[0]);
        }
    }

    private static boolean isPerson(String[] fields) {
        long id;
        try {
            id = Long.parseLong(fields[2]);
        } catch (NumberFormatException e) {
            return false;
        }
        String shell = fields[6].substring(fields[6].lastIndexOf('/') + 1);
        boolean logsIn = SHELLS.contains(shell) && (id >= FIRST_PERSON_ONCE || fields[5].startsWith("/home/"));
        return Masking.isPerson(id) || (id != 0 && logsIn);
    }

    private void owners(String directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path entry : entries) {
                owner(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // there are none then
        }
    }

    private void owner(Path entry) {
        try {
            Object id = Files.getAttribute(entry, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (id instanceof Integer number && Masking.isPerson(number)) {
                String name = Masking.person(
                        Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS).getName());
                if (!system.contains(name)) {
                    users.add(name);
                }
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return; // a process that has ended meanwhile
        }
    }

    private void own(String name) {
        String stripped = name.strip();
        if (!stripped.isEmpty() && !stripped.equals("(none)")) {
            own.add(stripped);
            hosts.add(stripped);
            int dot = stripped.indexOf('.');
            if (dot > 0) {
                own.add(stripped.substring(0, dot));
                hosts.add(stripped.substring(0, dot));
            }
        }
    }

    /** A line of hosts(5). Those that lead nowhere are lists of what is not to be reached, and nobody's names. */
    private void neighbours(String line) {
        String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
        if (words.length < 2 || words[0].equals("0.0.0.0") || words[0].equals("::")) {
            return;
        }
        List<String> named = Arrays.asList(words).subList(1, words.length);
        if (hosts.size() + named.size() < MOST_NEIGHBOURS) {
            hosts.addAll(named);
        }
    }

    /** A line of resolv.conf(5), whose domains are those that short names stand in. */
    private void domain(String line) {
        String[] words = line.strip().split("\\s+", -1);
        String key = words[0].toLowerCase(Locale.ROOT);
        if (key.equals("search") || key.equals("domain")) {
            for (int i = 1; i < words.length; i++) {
                String domain = words[i].replaceFirst("\\.$", "");
                own.stream()
                        .filter(name -> name.indexOf('.') < 0 && domain.indexOf('.') > 0)
                        .forEach(name -> hosts.add(name + "." + domain));
            }
        }
    }
}
