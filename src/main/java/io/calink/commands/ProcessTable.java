package io.calink.commands;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The processes that a {@code /proc} shows: proc(5). */
final class ProcessTable {
    // Also where the kernel's clock has another rate: USER_HZ, which /proc counts in, is 100 on every architecture.
    private static final int TICKS_PER_SECOND = 100;

    private final File proc;

    ProcessTable(Path proc) {
        this.proc = proc.toFile();
    }

    /**
     * A row of the table.
     *
     * @param started ticks since the machine has started
     */
    record Row(long pid, char state, long parent, long session, long started) {
        boolean dead() {
            return state == 'Z' || state == 'X';
        }

        /** Reads {@code /proc/PID/stat}; the name, in parentheses, may hold blanks and parentheses itself. */
        static Row parse(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Row(
                    Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]));
        }
    }

    /**
     * One look at the table.
     *
     * @param rows the processes that live
     * @param still whether none ended between the listing and its reading; else one may have left a child that started
     *     after the listing
     */
    record Look(List<Row> rows, boolean still) {
        Look {
            rows = List.copyOf(rows);
        }
    }

    /** Whether there is such a table on this system at all. */
    boolean exists() {
        return new File(proc, "self/stat").exists();
    }

    /** Ticks since the machine has started, with which a row's {@code started} can be compared; 0 if nobody knows. */
    long now() {
        try {
            String uptime = new String(read(new File(proc, "uptime")), StandardCharsets.US_ASCII);
            return (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * TICKS_PER_SECOND);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The processes that have started at {@code since} or later and are not dead.
     *
     * @throws IOException if the table could not be read as a whole, so that processes may be missing
     */
    Look since(long since) throws IOException {
        String[] names = proc.list();
        if (names == null) {
            throw new IOException("The processes of this machine cannot be listed");
        }
        List<Row> rows = new ArrayList<>();
        boolean still = true;
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                Optional<Row> row = row(Long.parseLong(name));
                still &= row.isPresent() && !(row.get().dead() && row.get().started() >= since);
                row.filter(r -> !r.dead() && r.started() >= since).ifPresent(rows::add);
            }
        }
        return new Look(rows, still);
    }

    /** The row of one process; empty if it is gone or hidden. */
    Optional<Row> row(long pid) throws IOException {
        byte[] stat = ofProcess(pid, "stat");
        return stat.length == 0
                ? Optional.empty()
                : Optional.of(Row.parse(new String(stat, StandardCharsets.ISO_8859_1)));
    }

    /** Whether the process was started with the variable {@code assignment}, {@code NAME=value}. */
    boolean hasVariable(long pid, String assignment) throws IOException {
        byte[] environment = ofProcess(pid, "environ");
        byte[] wanted = assignment.getBytes(StandardCharsets.US_ASCII);
        for (int start = 0; start + wanted.length <= environment.length; start++) {
            int end = start + wanted.length;
            if ((start == 0 || environment[start - 1] == 0)
                    && (end == environment.length || environment[end] == 0)
                    && Arrays.equals(wanted, 0, wanted.length, environment, start, end)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the standard output or error of the process is a file of that name, be it unlinked or not. */
    boolean printsTo(long pid, String name) {
        return isOpenAs(pid, "1", name) || isOpenAs(pid, "2", name);
    }

    private boolean isOpenAs(long pid, String descriptor, String name) {
        try {
            String target = Files.readSymbolicLink(proc.toPath().resolve(pid + "/fd/" + descriptor))
                    .toString();
            return target.endsWith("/" + name) || target.endsWith("/" + name + " (deleted)");
        } catch (IOException e) {
            return false; // it is gone, closed, or of another user
        }
    }

    private byte[] ofProcess(long pid, String name) throws IOException {
        try {
            return read(new File(proc, pid + "/" + name));
        } catch (IOException e) {
            // A process that is gone or of another user is no trouble; no descriptor left, for any file, is.
            read(new File(proc, "self/stat"));
            return new byte[0];
        }
    }

    /** Not through a channel, which a second interruption of this thread would close. */
    private static byte[] read(File file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.readAllBytes();
        }
    }
}
