package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest ticks, as what happened between each and the one before, in arrays of numbers that take at most
 * {@value #MOST_BYTES} bytes: where there are so many cores or devices that this is not enough, less of them is kept.
 */
final class Ring {
    /** How many ticks it can have. */
    static final int MOST_ROWS = 6_000;

    private static final int MOST_BYTES = 2_000_000;
    private static final int ROW_BYTES = Column.WIDTH * Float.BYTES + Long.BYTES;
    private static final int DISK_BYTES = DiskCounters.WIDTH * Float.BYTES;
    private static final int INTERFACE_BYTES = InterfaceCounters.WIDTH * Float.BYTES;

    private final int rows;
    private final long[] elapsed;
    private final Series machine;
    private final Map<Integer, Integer> coreColumns = new HashMap<>();
    private final Devices disks = new Devices(DiskCounters.WIDTH);
    private final Devices interfaces = new Devices(InterfaceCounters.WIDTH);
    private Series cores;
    private @Nullable Tick last;
    private long next;

    /** An empty one, for at most so many ticks. */
    Ring(int rows) {
        this.rows = Math.min(rows, MOST_ROWS);
        this.elapsed = new long[this.rows];
        this.machine = Series.ofFloats(Column.WIDTH, this.rows);
        this.cores = new Series(0, this.rows, Share.UNKNOWN);
    }

    /** Takes in a tick, which is later than the one before. */
    void add(Tick tick) {
        long row = next;
        Tick before = last;
        machine.begin(row);
        elapsed[(int) (row % rows)] = tick.moment().elapsed();
        double awake =
                before == null ? 0 : (tick.moment().awake() - before.moment().awake()) / 1e9;
        new Row(machine, tick).level();
        if (before != null && awake > 0) {
            new Row(machine, tick).since(before, awake);
            disks(before, tick, awake);
            interfaces(before, tick, awake);
            cores(before.cpu(), tick.cpu());
        }
        last = tick;
        next = row + 1;
        disks.forget(row - rows);
        interfaces.forget(row - rows);
        share();
    }

    private void disks(Tick before, Tick tick, double awake) {
        if (before.disks() != null && tick.disks() != null) {
            Map<String, DiskCounters> earlier = before.disks();
            Sum sum = new Sum(DiskCounters.WIDTH, DiskCounters.WIDTH - 1);
            tick.disks().forEach((name, disk) -> {
                DiskCounters was = earlier.get(name);
                double[] rates = was == null ? null : disk.perSecondSince(was, awake);
                disks.put(name, next, rates);
                sum.add(rates);
            });
            sum.into(machine, Column.DISKS);
        }
    }

    private void interfaces(Tick before, Tick tick, double awake) {
        if (before.interfaces() != null && tick.interfaces() != null) {
            Map<String, InterfaceCounters> earlier = before.interfaces();
            Sum sum = new Sum(InterfaceCounters.WIDTH, -1);
            tick.interfaces().forEach((name, counters) -> {
                InterfaceCounters was = earlier.get(name);
                double[] rates = was == null ? null : counters.perSecondSince(was, awake);
                interfaces.put(name, next, rates);
                sum.add(name.equals("lo") ? null : rates); // what a machine sends to itself passes no network
            });
            sum.into(machine, Column.INTERFACES);
        }
    }

    private void cores(@Nullable CpuTimes before, @Nullable CpuTimes now) {
        if (before == null || now == null) {
            return;
        }
        boolean more = false;
        for (Integer number : now.cores().keySet()) {
            more |= coreColumns.putIfAbsent(number, coreColumns.size()) == null;
        }
        if (more) {
            share();
            cores.widen(coreColumns.size());
        }
        cores.begin(next);
        now.cores().forEach((number, times) -> {
            Times was = before.cores().get(number);
            Integer column = coreColumns.get(number);
            if (was != null && column != null) {
                cores.set(column, Share.of(times.since(was)));
            }
        });
    }

    /** Gives each what it needs of the bytes there are, and where these do not suffice most to the cores. */
    private void share() {
        int left = MOST_BYTES - rows * ROW_BYTES;
        int core = Math.max(1, coreColumns.size() * Integer.BYTES);
        int device = Math.max(1, disks.size() * DISK_BYTES + interfaces.size() * INTERFACE_BYTES);
        long forDevices = Math.min((long) device * rows, left / 4);
        int coreRows = (int) Math.min(rows, (left - forDevices) / core);
        int deviceRows = (int) Math.min(rows, (left - (long) core * coreRows) / device);
        cores.keep(Math.max(1, coreRows));
        disks.keep(Math.max(1, deviceRows));
        interfaces.keep(Math.max(1, deviceRows));
    }

    /** How many ticks it has at the most. */
    int rows() {
        return rows;
    }

    /** How many ticks it has. */
    int size() {
        return (int) Math.min(next, rows);
    }

    /** The newest tick. */
    @Nullable
    Tick last() {
        return last;
    }

    /** The ticks of a span of time that ends with the newest, at least two; there have to be two. */
    Window window(Duration length) {
        long from = elapsed(next - 1) - length.toNanos();
        long first = next - size();
        long after = next - 2; // the newest that can be the first
        while (first < after) {
            long middle = (first + after) >>> 1;
            if (elapsed(middle) < from) {
                first = middle + 1;
            } else {
                after = middle;
            }
        }
        return new Window(this, first, next - 1);
    }

    /** When a tick was, as {@link Tick.Moment#elapsed} tells. */
    long elapsed(long row) {
        return elapsed[(int) (row % rows)];
    }

    double value(long row, int column) {
        return machine.value(row, column);
    }

    /** What a core did, as {@link Share} packs it; unknown for one that was never seen. */
    int core(long row, int number) {
        Integer column = coreColumns.get(number);
        return column == null ? Share.UNKNOWN : cores.cell(row, column);
    }

    /** The oldest tick of which cores are known. */
    long oldestOfCores() {
        return cores.newest() < 0 ? next - 1 : cores.oldest();
    }

    /** The numbers of the cores that were seen, in order. */
    List<Integer> cores() {
        return new ArrayList<>(new TreeMap<>(coreColumns).keySet());
    }

    Devices disks() {
        return disks;
    }

    Devices interfaces() {
        return interfaces;
    }

    /** How many bytes its arrays take. */
    int bytes() {
        return elapsed.length * Long.BYTES + machine.bytes() + cores.bytes() + disks.bytes() + interfaces.bytes();
    }
}
