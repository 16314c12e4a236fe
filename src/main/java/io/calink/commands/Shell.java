package io.calink.commands;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code sh} that runs a line.
 *
 * @param program where it is
 * @param setsid where the program is that gives it a session of its own, if this system has it
 * @param directory where it runs
 * @param environment all its variables
 */
record Shell(Path program, Optional<Path> setsid, Path directory, Map<String, String> environment) {
    Shell {
        environment = Map.copyOf(environment);
    }

    /** The shell of this machine; empty if it has none, as some containers. */
    static Optional<Shell> find(Programs programs, Path directory, Map<String, String> environment) {
        Path standard = Path.of("/bin/sh");
        Optional<Path> program = Files.isExecutable(standard) ? Optional.of(standard) : programs.find("sh");
        return program.map(sh -> new Shell(sh, programs.find("setsid"), directory, environment));
    }

    /** A process to be started, with nothing to read, and with all that it prints added to the file {@code output}. */
    ProcessBuilder running(String line, Path output) {
        List<String> words = new ArrayList<>();
        setsid.ifPresent(path -> words.add(path.toString()));
        words.addAll(List.of(program.toString(), "-c", argument(line)));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * The line as an argument that Java can hand over. Where the locale cannot say UTF-8, Java would turn what is not
     * ASCII into question marks; then a shell puts the bytes together.
     */
    private String argument(String line) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (line.chars().allMatch(c -> c < 0x80) || "UTF-8".equalsIgnoreCase(encoding)) {
            return line;
        }
        StringBuilder octal = new StringBuilder();
        for (byte b : line.getBytes(StandardCharsets.UTF_8)) {
            octal.append('\\').append(Integer.toOctalString(01000 | (b & 0xff)).substring(1));
        }
        return "exec " + program + " -c \"$(printf '" + octal + "')\"";
    }
}
