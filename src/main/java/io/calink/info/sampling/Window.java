package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The ticks of a span of time, at least two and in order, from which usage is told. */
record Window(List<Tick> ticks) {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    Tick last() {
        return ticks.get(ticks.size() - 1);
    }

    /** How long it is, to the millisecond. */
    double seconds() {
        return Math.round((last().nanos() - ticks.get(0).nanos()) / 1e6) / 1e3;
    }

    /** How many spans between two samples it has. */
    int samples() {
        return ticks.size() - 1;
    }

    /** The percentage of time that one was busy, whose times {@code which} finds in a tick. */
    Spread busy(Function<CpuTimes, @Nullable Times> which) {
        Spread.Builder spread = new Spread.Builder();
        for (int i = 1; i < ticks.size(); i++) {
            CpuTimes before = ticks.get(i - 1).cpu();
            CpuTimes after = ticks.get(i).cpu();
            Times earlier = before == null ? null : which.apply(before);
            Times later = after == null ? null : which.apply(after);
            long passed = earlier == null || later == null ? 0 : later.since(earlier);
            if (earlier != null && later != null && passed > 0) {
                spread.add(100.0 * later.busySince(earlier) / passed, (double) passed);
            } else {
                spread.noCurrent();
            }
        }
        return spread.build();
    }

    /** A percentage that each sample has, such as that of memory in use. */
    Spread level(ToDoubleFunction<Memory> percent) {
        Spread.Builder spread = new Spread.Builder();
        Tick before = null;
        for (Tick tick : ticks) {
            Memory memory = tick.memory();
            if (memory == null) {
                spread.noCurrent();
                continue;
            }
            double value = percent.applyAsDouble(memory);
            spread.addExtreme(value);
            Memory earlier = before == null ? null : before.memory();
            if (before != null && earlier != null) {
                double middle = (percent.applyAsDouble(earlier) + value) / 2;
                spread.addToAverage(middle, seconds(before, tick));
            }
            before = tick;
        }
        return spread.build();
    }

    /** What disks did in each second, by name, and together. */
    Traffic.Both traffic() {
        Map<String, Traffic.Builder> disks = new TreeMap<>();
        Traffic.Builder all = new Traffic.Builder();
        for (int i = 1; i < ticks.size(); i++) {
            Map<String, DiskCounters> before = ticks.get(i - 1).disks();
            Map<String, DiskCounters> after = ticks.get(i).disks();
            double seconds = seconds(ticks.get(i - 1), ticks.get(i));
            disks.values().forEach(Traffic.Builder::noCurrent);
            if (before == null || after == null || seconds <= 0) {
                all.noCurrent();
                continue;
            }
            DiskCounters sum = new DiskCounters(0, 0, 0, 0, 0);
            for (Map.Entry<String, DiskCounters> disk : after.entrySet()) {
                Traffic.Builder traffic = disks.computeIfAbsent(disk.getKey(), name -> new Traffic.Builder());
                DiskCounters earlier = before.get(disk.getKey());
                if (earlier != null) {
                    DiskCounters done = disk.getValue().since(earlier);
                    traffic.add(done, seconds);
                    sum = sum.plus(done);
                }
            }
            all.add(sum, seconds);
        }
        return new Traffic.Both(all, disks);
    }

    /** Bytes swapped per second over the whole window, {@code null} where they were not counted. */
    @Nullable
    SwapRates swapRates() {
        double in = 0;
        double out = 0;
        double seconds = 0;
        for (int i = 1; i < ticks.size(); i++) {
            SwapTraffic before = ticks.get(i - 1).swapTraffic();
            SwapTraffic after = ticks.get(i).swapTraffic();
            if (before != null && after != null) {
                in += Math.max(0, after.in() - before.in());
                out += Math.max(0, after.out() - before.out());
                seconds += seconds(ticks.get(i - 1), ticks.get(i));
            }
        }
        return seconds <= 0
                ? null
                : new SwapRates(Math.round(in / seconds * 100) / 100.0, Math.round(out / seconds * 100) / 100.0);
    }

    /** Bytes per second, read from swap and written to it. */
    record SwapRates(double in, double out) {}

    private static double seconds(Tick before, Tick after) {
        return (after.nanos() - before.nanos()) / SECOND;
    }
}
