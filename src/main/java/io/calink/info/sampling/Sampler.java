package io.calink.info.sampling;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts at intervals, on a thread of its own, and tells what the machine did over time. */
public final class Sampler implements AutoCloseable {
    /** How many intervals can be kept. */
    public static final int MOST_INTERVALS = Ring.MOST_ROWS - 1;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Source source;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Ring ring;
    private boolean closed;
    private @Nullable Processor processor;

    /**
     * How a sampler goes about it.
     *
     * @param interval between two ticks
     * @param window over which usage is told if no other time is asked for
     * @param history how far back ticks are kept
     * @param hurried how many ticks at the start come every 200 ms
     * @param awaited how many ticks a read waits for, at most 2 s
     */
    record Pace(Duration interval, Duration window, Duration history, int hurried, int awaited) {
        private static final Duration HURRY = Duration.ofMillis(200);

        /** The time between a tick and the one before, of which there were {@code taken}. */
        Duration before(int taken) {
            return taken <= hurried ? HURRY : interval;
        }

        int most() {
            return Math.toIntExact(hurried + 1 + history.toNanos() / interval.toNanos());
        }
    }

    /** The seam of the tests: a sampler that does not tick by itself. */
    Sampler(Source source, Pace pace) {
        this.source = source;
        this.pace = pace;
        this.ring = new Ring(pace.most());
    }

    /**
     * A sampler that goes on for ever, as a service needs it: reads tell of what was sampled and never wait. It begins at
     * once.
     *
     * @param interval the time between two ticks, at least 10 ms
     * @param window the time over which usage is told if no other is asked for, at least one interval and at most
     *     {@link #MOST_INTERVALS}
     * @param history how far back samples are kept: at least the window, and at most that many intervals
     * @throws IllegalArgumentException if interval or window are not within these bounds
     */
    public static Sampler steady(Machine machine, Duration interval, Duration window, Duration history) {
        if (interval.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException(
                    "The interval of sampling is at least 10 ms, not " + interval.toMillis() + " ms.");
        }
        Duration most = interval.multipliedBy(MOST_INTERVALS);
        if (window.compareTo(interval) < 0 || window.compareTo(most) > 0) {
            throw new IllegalArgumentException("The window of sampling has 1 to " + MOST_INTERVALS + " intervals; "
                    + window.toMillis() + " ms is not that for an interval of " + interval.toMillis() + " ms.");
        }
        Duration kept = history.compareTo(window) < 0 ? window : history.compareTo(most) > 0 ? most : history;
        return started(machine, new Pace(interval, window, kept, 0, 0));
    }

    /**
     * A sampler for one gathering: it ticks from now on every 200 ms for 2 s, then every second; the window goes back to
     * its start (an hour at most), and a read waits, 2 s at most, until there are four ticks.
     */
    public static Sampler brief(Machine machine) {
        Duration hour = Duration.ofHours(1);
        return started(machine, new Pace(Duration.ofSeconds(1), hour, hour, 10, 4));
    }

    /** The usage of processors in percent. Reading it, as the others, throws {@link NotYetException} before two ticks. */
    public Sampled cpu() {
        return new Sampled(this, window -> CpuUsage.over(window, known(processor)), CpuUsage::tracks);
    }

    /** The usage of memory in percent and bytes. */
    public Sampled memory() {
        return new Sampled(this, MemoryUsage::over, MemoryUsage::tracks);
    }

    /** The usage of swap in percent and bytes, absent where there is none. */
    public Sampled swap() {
        return new Sampled(this, SwapUsage::over, SwapUsage::tracks);
    }

    /** The traffic of disks in bytes and requests per second, and how busy they were in percent. */
    public Sampled traffic() {
        return new Sampled(this, Traffic::over, Traffic::tracks);
    }

    /** The traffic of network interfaces in bytes and packets per second. */
    public Sampled network() {
        return new Sampled(this, NetworkTraffic::over, NetworkTraffic::tracks);
    }

    /** The load average, context switches per second, and percent of the time in which work waited. */
    public Sampled load() {
        return new Sampled(this, LoadUsage::over, LoadUsage::tracks);
    }

    /** The time between two samples. */
    public Duration interval() {
        return pace.interval;
    }

    /** How far back samples are kept. */
    public Duration history() {
        return pace.history;
    }

    /** The time over which usage is told if no other is asked for. */
    Duration window() {
        return pace.window;
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
        Processor asked = processor == null ? source.processor() : null;
        lock.lock();
        try {
            processor = asked == null ? processor : asked;
            ring.add(tick);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is told of a window that ends now, while no tick changes it. */
    <T> T tell(Duration length, Telling<T> telling) throws AbsentException, NotYetException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = PATIENCE.toNanos();
            while (ring.size() < pace.awaited && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (ring.size() < 2) {
                throw new NotYetException();
            }
            return telling.of(ring.window(length));
        } finally {
            lock.unlock();
        }
    }

    /** What somebody tells of a window. */
    interface Telling<T> {
        T of(Window window) throws AbsentException;
    }

    private static Processor known(@Nullable Processor processor) {
        return processor == null ? new Processor(null, null) : processor;
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
        long due = System.nanoTime();
        do {
            try {
                tick();
            } catch (RuntimeException e) {
                // one tick is missed; the next may succeed, and a sampler that ended would go unnoticed
            }
            taken = Math.min(taken + 1, Integer.MAX_VALUE - 1);
            due = Math.max(due + pace.before(taken).toNanos(), System.nanoTime()); // what was missed is not made up for
        } while (rest(Duration.ofNanos(due - System.nanoTime())));
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
