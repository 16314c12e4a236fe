package io.calink.info.sampling;

import io.calink.info.Information;
import io.calink.info.Machine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts at intervals, on a thread of its own, and tells the usage of processors, memory, swap and disks over time. */
public final class Sampler implements AutoCloseable {
    private static final int MOST_TICKS = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Source source;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Tick> ticks = new ArrayDeque<>();
    private boolean closed;
    private volatile @Nullable Processor processor;

    /**
     * How a sampler goes about it.
     *
     * @param interval between two ticks
     * @param window how far back they are kept
     * @param hurried how many ticks at the start come every 200 ms
     * @param awaited how many ticks a read waits for, at most 2 s
     */
    record Pace(Duration interval, Duration window, int hurried, int awaited) {
        private static final Duration HURRY = Duration.ofMillis(200);

        /** The time between a tick and the one before, of which there were {@code taken}. */
        Duration before(int taken) {
            return taken <= hurried ? HURRY : interval;
        }

        int most() {
            return Math.toIntExact(hurried + 1 + window.toNanos() / interval.toNanos());
        }
    }

    /** The seam of the tests: a sampler that does not tick by itself. */
    Sampler(Source source, Pace pace) {
        this.source = source;
        this.pace = pace;
    }

    /**
     * A sampler that goes on for ever, as a service needs it: reads tell the newest window and never wait. It begins at
     * once.
     *
     * @param interval the time between two ticks, at least 10 ms
     * @param window the time over which usage is told, at least one interval and at most 100,000
     * @throws IllegalArgumentException if they are not within these bounds
     */
    public static Sampler steady(Machine machine, Duration interval, Duration window) {
        if (interval.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException(
                    "The interval of sampling is at least 10 ms, not " + interval.toMillis() + " ms.");
        }
        if (window.compareTo(interval) < 0 || window.compareTo(interval.multipliedBy(MOST_TICKS)) > 0) {
            throw new IllegalArgumentException("The window of sampling has 1 to 100000 intervals; " + window.toMillis()
                    + " ms is not that for an interval of " + interval.toMillis() + " ms.");
        }
        return started(machine, new Pace(interval, window, 0, 0));
    }

    /**
     * A sampler for one gathering: it ticks from now on every 200 ms for 2 s, then every second; the window goes back to
     * its start (two hours at most), and a read waits, 2 s at most, until there are four ticks.
     */
    public static Sampler brief(Machine machine) {
        return started(machine, new Pace(Duration.ofSeconds(1), Duration.ofHours(2), 10, 4));
    }

    /** The usage of processors in percent. Reading it, as the others, throws {@link NotYetException} before two ticks. */
    public Information cpu() {
        return () -> CpuUsage.over(window(), processor());
    }

    /** The usage of memory in percent and bytes. */
    public Information memory() {
        return () -> MemoryUsage.over(window());
    }

    /** The usage of swap in percent and bytes, absent where there is none. */
    public Information swap() {
        return () -> SwapUsage.over(window());
    }

    /** The traffic of disks in bytes and requests per second, and how busy they were in percent. */
    public Information traffic() {
        return () -> Traffic.over(window());
    }

    /** Ends the sampling; what was sampled can still be read. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Counts once, now. */
    void tick() {
        Tick tick = source.tick();
        lock.lock();
        try {
            ticks.addLast(tick);
            long oldest = tick.nanos() - pace.window.toNanos();
            while (ticks.size() > 2
                    && (ticks.size() > pace.most() || ticks.getFirst().nanos() < oldest)) {
                ticks.removeFirst();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What there is to tell from, now. */
    private Window window() throws NotYetException, InterruptedException {
        List<Tick> taken = taken();
        if (taken.size() < 2) {
            throw new NotYetException();
        }
        return new Window(taken);
    }

    private List<Tick> taken() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = PATIENCE.toNanos();
            while (ticks.size() < pace.awaited && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return new ArrayList<>(ticks);
        } finally {
            lock.unlock();
        }
    }

    /** Asked once, when first needed: it does not change. */
    private Processor processor() {
        Processor known = processor;
        if (known == null) {
            known = source.processor();
            processor = known;
        }
        return known;
    }

    private static Sampler started(Machine machine, Pace pace) {
        Source source = machine.linux() ? new LinuxSource(machine) : new OshiSource();
        Sampler sampler = new Sampler(source, pace);
        Thread thread = new Thread(sampler::run, "calink-sampler");
        thread.setDaemon(true);
        thread.start();
        return sampler;
    }

    private void run() {
        int taken = 0;
        do {
            try {
                tick();
            } catch (RuntimeException e) {
                // one tick is missed; the next may succeed, and a sampler that ended would go unnoticed
            }
            taken = Math.min(taken + 1, Integer.MAX_VALUE - 1);
        } while (rest(pace.before(taken)));
    }

    /** Waits for the time of the next tick; false if there is to be none. */
    private boolean rest(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
