package io.calink.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All processes of one command: those of its session, those that carry its marker or print into its output, and their
 * children. Without a {@code /proc}: the descendants that were seen while their parents lived.
 */
final class ProcessTree {
    // How long a killed process may take to be gone; one in uninterruptible sleep never is.
    private static final Duration DEATH = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(5);

    // How often nothing has to be seen on a machine where other processes end all the time.
    private static final int LOOKS = 5;

    private final ProcessTable table;
    private final String marker;
    private final String output;
    private final boolean tabled;
    private final long begin;
    private final Set<ProcessHandle> seen = new HashSet<>();

    private @Nullable ProcessHandle leader;
    private boolean ownSession;

    /** To be made before the command starts. {@code output}: the file's name, which no other file has. */
    ProcessTree(Path proc, String marker, String output) {
        this.table = new ProcessTable(proc);
        this.marker = marker;
        this.output = output;
        this.tabled = table.exists();
        // What is older than the command need not be looked into; the clock of /proc is not exact to the tick.
        this.begin = table.now() - 10;
    }

    /** Says which process the command is, and whether it leads a session of its own. */
    void startedAs(ProcessHandle process, boolean session) {
        leader = process;
        ownSession = session;
    }

    /** To be called now and then while the command runs: sees children whose parents may be gone later. */
    void observe() {
        if (!tabled && leader != null) {
            leader.descendants().forEach(seen::add);
            seen.removeIf(process -> !process.isAlive());
        }
    }

    /** Whether no process of the command is left. */
    boolean gone() {
        try {
            return alive().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Ends all processes: asks them to end, and kills those that have not after {@code grace}, or earlier if
     * {@code hurry} says so. Not interruptible.
     *
     * @return whether none is left
     */
    boolean end(Duration grace, BooleanSupplier hurry) {
        boolean interrupted = Thread.interrupted();
        if (!grace.isZero()) {
            signal(ProcessHandle::destroy);
        }
        long start = System.nanoTime();
        boolean gone = false;
        while (!gone && System.nanoTime() - start < grace.toNanos() && !hurry.getAsBoolean()) {
            LockSupport.parkNanos(STEP.toNanos());
            interrupted |= Thread.interrupted();
            gone = gone();
        }
        long kill = System.nanoTime();
        while (!gone && System.nanoTime() - kill < DEATH.toNanos()) {
            signal(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(STEP.toNanos());
            interrupted |= Thread.interrupted();
            gone = gone();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return gone;
    }

    private void signal(Consumer<ProcessHandle> how) {
        try {
            alive().forEach(how);
        } catch (IOException e) {
            // The next round tries again; the leader at least is known without a look at the table.
            if (leader != null) {
                how.accept(leader);
            }
        }
    }

    private List<ProcessHandle> alive() throws IOException {
        if (tabled) {
            return inTable();
        }
        observe();
        Set<ProcessHandle> all = new HashSet<>(seen);
        Optional.ofNullable(leader).ifPresent(all::add);
        all.removeIf(process -> !process.isAlive());
        return List.copyOf(all);
    }

    private List<ProcessHandle> inTable() throws IOException {
        List<ProcessHandle> found = List.of();
        boolean still = false;
        for (int looks = 0; looks < LOOKS && found.isEmpty() && !still; looks++) {
            ProcessTable.Look look = table.since(begin);
            still = look.still();
            found = members(look.rows());
        }
        return found;
    }

    private List<ProcessHandle> members(List<ProcessTable.Row> rows) throws IOException {
        boolean session = ownSession && sessionIsOurs();
        Set<Long> members = new HashSet<>();
        for (ProcessTable.Row row : rows) {
            boolean leads = leader != null && row.pid() == leader.pid();
            if ((session && leader != null && row.session() == leader.pid())
                    || (leads && sessionIsOurs())
                    || table.hasVariable(row.pid(), marker)
                    || table.printsTo(row.pid(), output)) {
                members.add(row.pid());
            }
        }
        addChildren(rows, members);
        return handles(rows, members);
    }

    /** A child that has emptied its environment and made its own session is still the child of its parent. */
    private static void addChildren(List<ProcessTable.Row> rows, Set<Long> members) {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ProcessTable.Row row : rows) {
                grown |= members.contains(row.parent()) && members.add(row.pid());
            }
        }
    }

    /** The handles of the members, of those only that are still the processes that the rows were read from. */
    private List<ProcessHandle> handles(List<ProcessTable.Row> rows, Set<Long> members) throws IOException {
        List<ProcessHandle> handles = new ArrayList<>();
        for (ProcessTable.Row row : rows) {
            if (!members.contains(row.pid())) {
                continue;
            }
            // A handle remembers when its process started, and signals no other: it must be there before the check.
            Optional<ProcessHandle> handle = ProcessHandle.of(row.pid());
            boolean same = table.row(row.pid())
                    .filter(now -> now.started() == row.started() && !now.dead())
                    .isPresent();
            if (handle.isPresent() && same) {
                handles.add(handle.get());
            }
        }
        return handles;
    }

    /** The number of an empty session can be given to a stranger, who then is another process of that number. */
    private boolean sessionIsOurs() {
        if (leader == null) {
            return false;
        }
        Optional<ProcessHandle> holder = ProcessHandle.of(leader.pid());
        return holder.isEmpty() || holder.get().equals(leader);
    }
}
