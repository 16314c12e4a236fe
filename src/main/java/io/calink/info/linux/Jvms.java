package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Java virtual machines that run.
 *
 * @param jvms by number, at most {@value #MOST}
 * @param leftOut how many more run
 */
record Jvms(List<Jvm> jvms, int leftOut) {
    private static final int MOST = 200;

    /**
     * One of them; of its arguments nothing is told, since they often hold secrets.
     *
     * @param version of Java, from the file {@code release} of its installation
     * @param program the main class, module or name of the jar
     * @param heapMaximum bytes that {@code -Xmx} gives it, {@code null} where it has none
     * @param rss bytes of memory that it occupies
     */
    record Jvm(
            long pid,
            @Nullable String version,
            @Nullable String program,
            @Nullable Long heapMaximum,
            @Nullable Long rss) {}

    static Jvms of(Machine machine) throws AbsentException {
        Facts facts = new Facts(machine);
        List<Jvm> jvms = new ArrayList<>();
        int left = 0;
        for (String name : facts.names("/proc")) {
            Long pid = name.length() < 12 ? Facts.whole(name) : null;
            String cmdline = pid == null ? null : facts.text("/proc/" + name + "/cmdline");
            List<String> words = cmdline == null ? List.of() : words(cmdline);
            if (pid == null || words.isEmpty() || !java(words.get(0))) {
                continue;
            }
            if (jvms.size() < MOST) {
                String status = facts.text("/proc/" + name + "/status");
                jvms.add(new Jvm(
                        pid,
                        version(machine, facts, name),
                        program(words),
                        heap(words),
                        status == null ? null : rss(status)));
            } else {
                left++;
            }
        }
        if (jvms.isEmpty()) {
            throw new AbsentException("No Java virtual machine runs here that this user may see.");
        }
        return new Jvms(jvms, left);
    }

    static List<String> words(String cmdline) {
        return cmdline.isEmpty() ? List.of() : Arrays.asList(cmdline.split("\0", -1));
    }

    static boolean java(String program) {
        return program.substring(program.lastIndexOf('/') + 1).equals("java");
    }

    /** What is run: what follows the options of java(1), of which some take the next word. */
    static @Nullable String program(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean last = i + 1 >= words.size();
            switch (word) {
                case "-jar", "-m", "--module" -> {
                    return last ? null : base(words.get(i + 1));
                }
                case "-cp",
                        "-classpath",
                        "--class-path",
                        "-p",
                        "--module-path",
                        "--upgrade-module-path",
                        "--add-modules",
                        "--add-exports",
                        "--add-opens",
                        "--add-reads",
                        "--patch-module",
                        "--limit-modules",
                        "--enable-native-access",
                        "--source",
                        "--describe-module",
                        "-d" -> i++;
                default -> {
                    if (word.startsWith("--module=")) {
                        return base(word.substring("--module=".length()));
                    }
                    if (!word.startsWith("-") && !word.startsWith("@") && !word.isEmpty()) {
                        return base(word);
                    }
                }
            }
        }
        return null;
    }

    private static String base(String path) {
        boolean file = path.endsWith(".jar") || path.endsWith(".war") || path.endsWith(".java");
        return file ? path.substring(path.lastIndexOf('/') + 1) : path;
    }

    /** The last {@code -Xmx} counts, as for the machine itself. */
    static @Nullable Long heap(List<String> words) {
        String program = program(words);
        Long heap = null;
        for (String word : words.subList(1, words.size())) {
            if (program != null && !word.startsWith("-") && base(word).equals(program)) {
                break; // what follows are the program's own arguments
            }
            for (String option : List.of("-Xmx", "-XX:MaxHeapSize=", "-mx")) {
                heap = word.startsWith(option) ? bytes(word.substring(option.length())) : heap;
            }
        }
        return heap;
    }

    static @Nullable Long bytes(String size) {
        if (!size.matches("\\d{1,12}[kKmMgGtT]?")) {
            return null;
        }
        int digits = size.length() - (Character.isDigit(size.charAt(size.length() - 1)) ? 0 : 1);
        int power = switch (size.substring(digits).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> 0;
        };
        long number = Long.parseLong(size.substring(0, digits));
        return number > Long.MAX_VALUE >> power ? null : (Long) (number << power);
    }

    private static @Nullable Long rss(String status) {
        for (String line : status.split("\n", -1)) {
            if (line.startsWith("VmRSS:") && line.endsWith(" kB")) {
                Long kilobytes =
                        Facts.whole(line.substring(6, line.length() - 3).strip());
                return kilobytes == null ? null : (Long) (kilobytes * 1024);
            }
        }
        return null;
    }

    private static @Nullable String version(Machine machine, Facts facts, String pid) {
        try {
            String program = machine.target("/proc/" + pid + "/exe");
            int bin = program.lastIndexOf("/bin/java");
            String home = bin < 0 ? "" : program.substring(0, bin);
            for (String directory :
                    List.of(home, home.endsWith("/jre") ? home.substring(0, home.length() - 4) : home)) {
                String release = facts.text("/proc/" + pid + "/root" + directory + "/release");
                if (release != null) {
                    return version(release);
                }
            }
            return null;
        } catch (IOException e) {
            return null; // of another user
        }
    }

    /** The version that a file {@code release} names. */
    static @Nullable String version(String release) {
        return release.lines()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                .filter(version -> !version.isBlank())
                .findFirst()
                .orElse(null);
    }
}
